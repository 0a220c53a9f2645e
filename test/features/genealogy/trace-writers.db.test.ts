import fc from 'fast-check'
import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../../factories/api-key.ts'
import { makeItem, type TestItem } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { call, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()
const app = webApp()

const LOTS = 9
/** Requests that are under way at once. */
const WRITERS = 6

/** An event that a program sends: from lots to one that was numbered after them, so that there is no circle. */
type Sent = {
	parents: number[]
	child: number
	/** Sent once more at the same time: as the same request, or as another one about the same event. */
	again: 'no' | 'same-request' | 'same-event'
	/** Taken back later, while others write; once, or by two at the same time. */
	corrected: 'no' | 'once' | 'by-two'
}

const sent: fc.Arbitrary<Sent> = fc
	.record({
		first: fc.nat(LOTS - 2),
		second: fc.option(fc.nat(LOTS - 2)),
		child: fc.integer({ min: 1, max: LOTS - 1 }),
		again: fc.constantFrom('no' as const, 'same-request' as const, 'same-event' as const),
		corrected: fc.constantFrom('no' as const, 'no' as const, 'once' as const, 'by-two' as const),
	})
	.map(({ first, second, child, ...how }) => ({
		parents: [...new Set([first % child, ...(second === null ? [] : [second % child])])],
		child,
		...how,
	}))

type Plant = { tenant: TenantInfo; item: TestItem; key: string }
type Answered = { id: string; code?: string }

async function makePlant(): Promise<Plant> {
	const tenant = await makeTenant()
	return { tenant, item: await makeItem(tenant), key: await makeApiKey(tenant) }
}

async function makeLots({ tenant, item }: Plant): Promise<string[]> {
	const rows = Array.from({ length: LOTS }, (_, index) => ({
		item: item.id,
		code: `W${index}-${newId()}`,
		quantity: { value: '1000', unit: 'KGM' },
		state: 'in_production' as const,
	}))
	const made = await withTenantContext(tenant.id, (ctx) => registerLots(ctx, rows, { audit: 'caller' }))
	if (!made.ok) throw new Error('refused')
	return made.value.map((lot) => lot.id)
}

const post = (plant: Plant, body: unknown, key: string) =>
	call<Answered>(app, 'post', '/events', { key: plant.key, body, headers: { 'Idempotency-Key': key } })

/** Sends an event, where asked twice at once; it must have happened once. Answers its id. */
async function send(plant: Plant, lots: readonly string[], { parents, child, again }: Sent): Promise<string> {
	const body = {
		kind: 'merge',
		eventTime: '2026-11-22T08:00:00Z',
		inputs: parents.map((parent) => ({ lot: { id: lots[parent] }, quantity: { value: '1', unit: 'KGM' } })),
		outputs: [{ lot: { id: lots[child] }, quantity: { value: String(parents.length), unit: 'KGM' } }],
		id: newId(),
	}
	const key = newId()
	const keys = again === 'no' ? [key] : [key, again === 'same-request' ? key : newId()]
	const answers = await Promise.all(keys.map((one) => post(plant, body, one)))
	const done = answers.filter(({ status }) => status === 201)
	expect(done).toHaveLength(again === 'same-request' ? 2 : 1)
	expect(new Set(done.map((one) => one.body.id)).size).toBe(1)
	const refused = answers.filter(({ status }) => status !== 201).map(({ text }) => text)
	for (const text of refused) expect(text).toContain('duplicate-event')
	return done[0]?.body.id ?? ''
}

/** Takes an event back; of two who do at once, one does. */
async function takeBack(plant: Plant, eventId: string, corrected: Sent['corrected']): Promise<void> {
	const body = { kind: 'correct', eventTime: '2026-11-22T08:30:00Z', corrects: eventId, note: 'Another lot was used' }
	const keys = corrected === 'by-two' ? [newId(), newId()] : [newId()]
	const answers = await Promise.all(keys.map((key) => post(plant, body, key)))
	expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
	const refused = answers.filter(({ status }) => status !== 201).map(({ text }) => text)
	for (const text of refused) expect(text).toContain('already-corrected')
}

/** Runs all with at most so many under way. */
async function atOnce(work: readonly (() => Promise<unknown>)[]): Promise<void> {
	const waiting = [...work]
	const writer = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) await next()
	}
	await Promise.all(Array.from({ length: WRITERS }, writer))
}

type Pair = readonly [parent: number, child: number]

/** Fewest steps from a lot, by plain search in memory. */
function reference(links: readonly Pair[], start: number, forward: boolean): Map<number, number> {
	const depths = new Map([[start, 0]])
	for (const [place, depth] of depths)
		for (const [parent, child] of links) {
			const [from, to] = forward ? [parent, child] : [child, parent]
			if (from === place && !depths.has(to)) depths.set(to, depth + 1)
		}
	return depths
}

async function expectTraces(plant: Plant, lots: readonly string[], links: readonly Pair[]): Promise<void> {
	await withTenantContext(plant.tenant.id, async (ctx) => {
		for (const [start, root] of lots.entries())
			for (const direction of ['forward', 'backward'] as const) {
				const depths = reference(links, start, direction === 'forward')
				const trace = await traceLots(ctx, root, direction)
				expect(new Map(trace?.nodes.map((node) => [lots.indexOf(node.id), node.depth]))).toEqual(depths)
				const told = trace?.edges.map(
					(edge) => `${lots.indexOf(edge.parent)},${lots.indexOf(edge.child)} ${edge.quantity.value}`,
				)
				const inside = links.filter(([parent, child]) => depths.has(parent) && depths.has(child))
				expect(told?.sort()).toEqual(inside.map((pair) => `${pair} 1`).sort())
			}
	})
}

dbTest(
	'a trace is what a search in memory finds, with writers at once, events sent twice, and corrections',
	async () => {
		const plant = await makePlant()
		await fc.assert(
			fc.asyncProperty(
				fc.array(sent, { minLength: 5, maxLength: 9 }),
				fc.array(sent, { minLength: 2, maxLength: 5 }),
				async (before, meanwhile) => {
					const lots = await makeLots(plant)
					const ids = new Map<Sent, string>()
					await atOnce(before.map((one) => async () => ids.set(one, await send(plant, lots, one))))
					const wrong = before.filter((one) => one.corrected !== 'no')
					await atOnce([
						...wrong.map((one) => () => takeBack(plant, ids.get(one) ?? '', one.corrected)),
						...meanwhile.map((one) => () => send(plant, lots, one)),
					])
					const standing = [...before.filter((one) => one.corrected === 'no'), ...meanwhile]
					const links = standing.flatMap(({ parents, child }) => parents.map((parent): Pair => [parent, child]))
					await expectTraces(plant, lots, links)
				},
			),
			{ numRuns: 4, endOnFailure: true },
		)
	},
)
