import fc from 'fast-check'
import { expect } from 'vitest'
import { correctEvent } from '#app/features/genealogy/correct-event.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { traceIds } from '#app/features/genealogy/trace.queries.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const LOTS = 6
/** Grams, so that the model counts in whole numbers; the portal converts to each lot's kilograms. */
const START = 100_000

type Step =
	| { do: 'merge'; from: number; to: number; grams: number; scrap: number; again: boolean }
	| { do: 'adjust'; lot: number; grams: number }
	| { do: 'correct'; which: number }

const lot = fc.nat({ max: LOTS - 1 })
const grams = fc.integer({ min: 1, max: 60_000 })
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('merge' as const),
			from: lot,
			to: lot,
			grams,
			scrap: fc.nat({ max: 500 }),
			again: fc.boolean(),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('adjust' as const), lot, grams }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('correct' as const), which: fc.nat({ max: 20 }) }) },
)

type Recorded = { id: string; step: Exclude<Step, { do: 'correct' }>; undone: boolean }

/** What stock and links must be, kept in memory. */
class Model {
	readonly stock = Array.from({ length: LOTS }, () => START)
	readonly events: Recorded[] = []
	/** Everything that was ever lost; counts back when its event is taken back. */
	lost = 0
	added = 0

	links(): [number, number][] {
		return this.events.flatMap((event) =>
			!event.undone && event.step.do === 'merge' ? [[event.step.from, event.step.to] as [number, number]] : [],
		)
	}
	reach(from: number): Set<number> {
		const found = new Set([from])
		for (const one of found) for (const [parent, child] of this.links()) if (parent === one) found.add(child)
		return found
	}
	/** Whether an event may happen now; the lots begin in a state that takes everything in. */
	allows(asked: Recorded['step']): boolean {
		if (asked.do === 'adjust') return (this.stock[asked.lot] ?? 0) >= asked.grams
		const out = asked.grams - asked.scrap
		return (
			asked.from !== asked.to &&
			out > 0 &&
			(this.stock[asked.from] ?? 0) > asked.grams &&
			!this.reach(asked.to).has(asked.from)
		)
	}
	apply(asked: Recorded['step'], sign: 1 | -1): void {
		if (asked.do === 'adjust') {
			this.stock[asked.lot] = (this.stock[asked.lot] ?? 0) - sign * asked.grams
			this.lost += sign * asked.grams
			return
		}
		this.stock[asked.from] = (this.stock[asked.from] ?? 0) - sign * asked.grams
		this.stock[asked.to] = (this.stock[asked.to] ?? 0) + sign * (asked.grams - asked.scrap)
		this.lost += sign * asked.scrap
	}
}

type Plant = { tenant: TenantInfo; lots: string[]; act: <T>(work: (ctx: Context) => Promise<T>) => Promise<T> }

async function makePlant(): Promise<Plant> {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const person = await makePerson(tenant, ['operator'])
	const lots: string[] = []
	for (let index = 0; index < LOTS; index++) lots.push((await makeLot(tenant, item)).id)
	return { tenant, lots, act: (work) => actAs(tenant, person, work as never) as never }
}

const amount = (value: number) => ({ value: String(value), unit: 'GRM' })

const eventOf = (plant: Plant, asked: Recorded['step'], externalId: string) =>
	asked.do === 'adjust'
		? {
				kind: 'adjust' as const,
				inputs: [{ lotId: plant.lots[asked.lot] ?? '', quantity: amount(asked.grams) }],
				externalId,
			}
		: {
				kind: 'merge' as const,
				inputs: [{ lotId: plant.lots[asked.from] ?? '', quantity: amount(asked.grams) }],
				outputs: [{ lotId: plant.lots[asked.to] ?? '', quantity: amount(asked.grams - asked.scrap) }],
				parameters: { scrap: { value: String(asked.scrap), unit: 'GRM' } },
				externalId,
			}

async function take(plant: Plant, model: Model, asked: Step, name: string): Promise<void> {
	if (asked.do === 'correct') {
		const event = model.events[asked.which % Math.max(model.events.length, 1)]
		if (!event) return
		const result = await plant.act((ctx) => correctEvent(ctx, { eventId: event.id, reason: 'Not so' }))
		const short = event.step.do === 'merge' && (model.stock[event.step.to] ?? 0) < event.step.grams - event.step.scrap
		expect(result.ok, JSON.stringify(result)).toBe(!event.undone && !short)
		if (!result.ok) return
		event.undone = true
		model.apply(event.step, -1)
		return
	}
	const result = await plant.act((ctx) => recordEvent(ctx, eventOf(plant, asked, name)))
	expect(result.ok, JSON.stringify([asked, result])).toBe(model.allows(asked))
	if (!result.ok) return
	model.events.push({ id: result.value.id, step: asked, undone: false })
	model.apply(asked, 1)
	if (asked.do === 'merge' && asked.again)
		expect(await plant.act((ctx) => recordEvent(ctx, eventOf(plant, asked, name)))).toMatchObject({
			ok: false,
			error: { code: 'duplicate-event' },
		})
}

const stockOf = async ({ tenant, lots }: Plant): Promise<number[]> => {
	const rows = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ id: string; grams: string }[]>('select id, trim_scale(on_hand * 1000)::text as grams from lot'),
	)
	return lots.map((id) => Number(rows.find((row) => row.id === id)?.grams))
}

async function expectSame(plant: Plant, model: Model): Promise<void> {
	const stock = await stockOf(plant)
	expect(stock).toEqual(model.stock)
	// Nothing comes from nowhere: what is there and what was lost is what there was.
	expect(stock.reduce((sum, one) => sum + one, 0) + model.lost).toBe(LOTS * START)
	for (const [index, id] of plant.lots.entries()) {
		const found = await withTenantContext(plant.tenant.id, (ctx) => traceIds(ctx, id, 'forward'))
		expect(new Set(found)).toEqual(new Set([...model.reach(index)].map((one) => plant.lots[one])))
	}
}

dbTest(
	'keeps stock and genealogy as a model in memory does, through any events, duplicates and corrections',
	async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
				const [plant, model] = [await makePlant(), new Model()]
				for (const [index, asked] of steps.entries()) await take(plant, model, asked, `e-${index}`)
				await expectSame(plant, model)
			}),
			{ numRuns: 8, endOnFailure: true },
		)
	},
)

dbTest('writers at once never close a circle, lose stock or give more than there is', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.record({ from: lot, to: lot, grams: fc.integer({ min: 10_000, max: 60_000 }) }), {
				minLength: 8,
				maxLength: 14,
			}),
			async (asked) => {
				const [plant, model] = [await makePlant(), new Model()]
				const done = await Promise.all(
					asked.map(async (one, index) => {
						const step = { do: 'merge' as const, ...one, scrap: 0, again: false }
						const result = await plant.act((ctx) => recordEvent(ctx, eventOf(plant, step, `p-${index}`)))
						return result.ok ? { id: result.value.id, step, undone: false } : null
					}),
				)
				for (const event of done.filter((one) => one !== null)) {
					model.events.push(event)
					model.apply(event.step, 1)
				}
				await expectSame(plant, model)
				for (let index = 0; index < LOTS; index++)
					for (const [parent, child] of model.links())
						if (parent === index) expect(model.reach(child).has(index)).toBe(false)
				expect(Math.min(...model.stock)).toBeGreaterThanOrEqual(0)
			},
		),
		{ numRuns: 4, endOnFailure: true },
	)
})

dbTest('of two that would close a circle together, one is recorded', async () => {
	const plant = await makePlant()
	const merge = (from: number, to: number) =>
		plant.act((ctx) =>
			recordEvent(
				ctx,
				eventOf(plant, { do: 'merge', from, to, grams: 1_000, scrap: 0, again: false }, `c-${from}-${to}`),
			),
		)
	const results = await Promise.all([merge(0, 1), merge(1, 2), merge(2, 0)])
	expect(results.filter((result) => result.ok)).toHaveLength(2)
	expect(results.find((result) => !result.ok)).toMatchObject({ error: { code: 'genealogy-cycle' } })
})
