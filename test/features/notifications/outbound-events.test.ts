import { expect, test } from 'vitest'
import { OUTBOUND_EVENTS } from '#app/features/notifications/outbound-event.model.ts'
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
