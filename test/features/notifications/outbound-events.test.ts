import { expect, test } from 'vitest'
import { EVENT_PATTERN, OUTBOUND_EVENTS, offeredEvents } from '#app/features/notifications/outbound-event.model.ts'
import { SHIPPED_NOTICES } from '#app/features/notifications/shipped-notices.model.ts'
import { readDefaultWorkflows } from '#app/features/workflow/default-workflows.server.ts'

const workflows = await readDefaultWorkflows('workflows')

test('an endpoint may ask for every event that the shipped workflows tell the outside', () => {
	const told = workflows.flatMap(({ states, transitions }) =>
		[...transitions, ...states.flatMap(({ sla = [] }) => sla)].flatMap(({ actions = [] }) =>
			actions.flatMap((action) => (action.type === 'webhook' ? [action.event] : [])),
		),
	)
	const offered = OUTBOUND_EVENTS.map(({ type }) => type)
	expect(offered.toSorted()).toEqual([...new Set(told), 'webhook.ping'].toSorted())
})

test('each event has the words of a notice that is there', () => {
	const notices = new Set(SHIPPED_NOTICES.map(({ key }) => key))
	expect(OUTBOUND_EVENTS.filter(({ template }) => !notices.has(template))).toEqual([])
})

test('all of a kind is offered before its events, the workflows of the tenant and what was asked for included', () => {
	const types = offeredEvents(['capa.closed', 'oven.heated_up', 'lot.tested'], ['lot.old', 'tray.*', '*']).map(
		({ type }) => type,
	)
	expect(types).toEqual(
		expect.arrayContaining(['capa.*', 'capa.closed', 'oven.*', 'oven.heated_up', 'lot.tested', 'lot.old', 'tray.*']),
	)
	expect(new Set(types).size).toBe(types.length)
	expect(types.indexOf('lot.*')).toBeLessThan(types.indexOf('lot.tested'))
	expect(types.indexOf('lot.tested')).toBeLessThan(types.indexOf('receipt.*'))
	expect(types).not.toContain('*')
	expect(types).not.toContain('webhook.ping')
	expect(types.every((type) => EVENT_PATTERN.test(type))).toBe(true)
})
