import { expect } from 'vitest'
import { runDetection } from '#app/features/gaps/run-detection.server.ts'
import { eventsOfLot } from '#app/features/genealogy/events.queries.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { readLotPage } from '#app/features/lots/lot-page.server.ts'
import { LOT_TABS, type LotTab } from '#app/features/lots/lot-tabs.model.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { makeItem as makeTradeItem } from '../../factories/item.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeTestedLot } from '../../factories/quality.ts'
import { linkLots, placeLot } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** The page of a lot, with how many statements it took. */
const counted = (tenant: TenantInfo, person: TestPerson, lotId: string, tab: LotTab) =>
	actAs(tenant, person, async (ctx: Context) => {
		let statements = 0
		for (const name of ['execute', 'find', 'findOne', 'count'] as const) {
			const original = (ctx.em[name] as (...args: unknown[]) => unknown).bind(ctx.em)
			ctx.em[name] = ((...args: unknown[]) => {
				statements += 1
				return original(...args)
			}) as never
		}
		const page = await readLotPage(ctx, lotId, tab)
		if (!page?.inside) throw new Error('There is no page')
		return { statements, inside: page.inside }
	})

/** Copies a lot's events, results and decisions until there are as many of each. */
async function multiply(tenant: TenantInfo, lotId: string, times: number, changes = `'{}'::jsonb`): Promise<void> {
	await withTenantContext(tenant.id, async (ctx) => {
		const copy = (table: string, changed: string, from: string) =>
			ctx.em.execute(
				`insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(o) || ${changed})).* from ${from}`,
				[lotId, times],
			)
		await ctx.em.execute(
			'create temporary table copied on commit drop as select gen_random_uuid() as id, e.id as of from trace_event e join trace_event_lot p on p.event_id = e.id cross join generate_series(1, ?) where p.lot_id = ?',
			[times, lotId],
		)
		await ctx.em.execute(
			`insert into trace_event select (jsonb_populate_record(null::trace_event, to_jsonb(e) || jsonb_build_object('id', c.id) || ${changes})).* from copied c join trace_event e on e.id = c.of`,
		)
		await ctx.em.execute(
			`insert into trace_event_lot select (jsonb_populate_record(null::trace_event_lot, to_jsonb(p) || jsonb_build_object('id', gen_random_uuid(), 'event_id', c.id))).*
			from copied c join trace_event_lot p on p.event_id = c.of`,
		)
		await copy(
			'test_result',
			`jsonb_build_object('id', gen_random_uuid(), 'superseded_at', now())`,
			'test_result o cross join generate_series(1, 10000) n where o.lot_id = ? and n <= ?',
		)
		await copy(
			'decision',
			`jsonb_build_object('id', gen_random_uuid())`,
			'decision o cross join generate_series(1, 10000) n where o.lot_id = ? and n <= ?',
		)
	})
}

dbTest(
	'a lot with three hundred events and results takes as many statements as one with few, in every part',
	async () => {
		const tenant = await makeTenant()
		const { lot, reviewer } = await makeTestedLot(tenant)
		const read = async () => {
			const taken: Partial<Record<LotTab, number>> = {}
			for (const tab of LOT_TABS) taken[tab] = (await counted(tenant, reviewer, lot.id, tab)).statements
			return taken
		}
		const few = await read()
		const before = (await counted(tenant, reviewer, lot.id, 'overview')).inside.counts
		await multiply(tenant, lot.id, 300)
		expect(await read()).toEqual(few)
		const { inside } = await counted(tenant, reviewer, lot.id, 'overview')
		expect(before.events).toBeGreaterThan(0)
		expect(inside.counts.events).toBe(before.events * 301)
		expect([inside.events.length, inside.decisions.length <= 50]).toEqual([30, true])
		expect((await counted(tenant, reviewer, lot.id, 'events')).inside.events).toHaveLength(200)
		expect(Math.max(...Object.values(few))).toBe(few.overview)
		process.stdout.write(`lot page: statements ${JSON.stringify(few)}\n`)
	},
)

dbTest('an event names some of the lots that went in and says how many there are', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const product = await makeLot(tenant, item, { state: 'in_production' })
	const parts: { id: string }[] = []
	for (let part = 0; part < 22; part += 1) parts.push(await makeLot(tenant, item))
	const others = await withTenantContext(tenant.id, async (ctx) => {
		const one = { value: '1', unit: 'KGM' }
		const made = await recordEvent(ctx, {
			kind: 'produce',
			inputs: parts.map(({ id }) => ({ lotId: id, quantity: one })),
			outputs: [{ lotId: product.id, quantity: one }],
		})
		if (!made.ok) throw new Error(JSON.stringify(made.error))
		return (await eventsOfLot(ctx, product.id)).find(({ id }) => id === made.value.id)?.others
	})
	expect(others).toHaveLength(20)
	expect(new Set(others?.map(({ role, ofRole }) => `${role} ${ofRole}`))).toEqual(new Set(['input 22']))
})

dbTest('what a lot was made with stays on its page however often it was used since', async () => {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant)
	const parameters = { temperature: { value: '850', unit: 'CEL', min: '840', max: '860' } }
	const made = await withTenantContext(tenant.id, (ctx) =>
		recordEvent(ctx, {
			kind: 'inspect',
			eventTime: '2026-11-20T08:00:00.000Z',
			parameters,
			inputs: [{ lotId: lot.id, quantity: { value: '1', unit: 'H87' } }],
		}),
	)
	if (!made.ok) throw new Error(JSON.stringify(made.error))
	await multiply(tenant, lot.id, 300, "jsonb_build_object('parameters', null, 'event_time', now())")
	for (const tab of ['overview', 'process'] as const) {
		const { inside } = await counted(tenant, reviewer, lot.id, tab)
		expect(inside.making.map(({ id, parameters }) => [id, parameters])).toEqual([[made.value.id, parameters]])
	}
})

dbTest('each part reads its own and leaves the others', async () => {
	const tenant = await makeTenant()
	const { lot } = await makeTestedLot(tenant)
	const person = await makePerson(tenant, ['quality_reviewer', 'auditor'])
	const has = async (tab: LotTab) => {
		const { inside } = await counted(tenant, person, lot.id, tab)
		return {
			events: inside.events.length > 0,
			making: inside.making.length > 0,
			results: inside.results.length > 0,
			genealogy: inside.neighbours.lots.length > 0,
			audit: inside.audit.length > 0,
			missing: inside.missing !== null,
		}
	}
	const nothing = { events: false, making: false, results: false, genealogy: false, audit: false, missing: false }
	expect(await has('overview')).toEqual({
		...nothing,
		events: true,
		making: false,
		results: true,
		genealogy: true,
		missing: true,
	})
	expect(await has('quality')).toEqual({ ...nothing, results: true })
	expect(await has('process')).toEqual({ ...nothing, making: false })
	expect(await has('events')).toEqual({ ...nothing, events: true })
	expect(await has('genealogy')).toEqual({ ...nothing, genealogy: true })
	expect(await has('documents')).toEqual(nothing)
	expect(await has('audit')).toEqual({ ...nothing, audit: true })
})

dbTest(
	'what is missing names attributes with the state that asks for them, data that rules ask for, and open gaps',
	async () => {
		const tenant = await makeTenant()
		const admin = await makePerson(tenant, ['compliance_admin'])
		const define = (key: string, more: Record<string, unknown>) => defineAttribute(tenant, admin, key, more)
		await define('given', { requiredAt: 'available' })
		await define('melt', { requiredAt: 'released' })
		await define('optional', {})
		await define('secret', { requiredAt: 'released', roles: ['recall_manager'] })
		await define('packed', { requiredAt: 'released', itemKinds: ['packaging'] })
		const item = await makeItem(tenant)
		const lot = await makeLot(tenant, item, { state: 'quarantine', attributes: { given: 'yes' } })
		await withTenantContext(tenant.id, (ctx) => runDetection(ctx, null))
		const missing = async (person: TestPerson) => (await counted(tenant, person, lot.id, 'overview')).inside.missing
		const found = await missing(admin)
		expect(found?.attributes.map(({ key, before }) => [key, before])).toEqual([['melt', 'released']])
		expect(found?.data.length).toBeGreaterThan(0)
		expect(found?.gaps.first.map(({ kind }) => kind)).toContain('orphan-lot')
		const manager = await makePerson(tenant, ['recall_manager'])
		expect((await missing(manager))?.attributes.map(({ key }) => key)).toEqual(['melt', 'secret'])
	},
)

dbTest('rules know of a lot whether anything that it is made of is held, at any remove, until it is not', async () => {
	const tenant = await makeTenant()
	const [bar, rod, screw] = await makeChainOfThree(tenant)
	// Made of nothing, and of what is held by nobody.
	const item = await makeTradeItem(tenant)
	const [sheet, plate] = [await placeLot(tenant, item, {}), await placeLot(tenant, item, {})]
	await linkLots(tenant, sheet, plate)
	const lots = [bar, rod, screw, sheet, plate]
	const among = async (ids: readonly string[]) => {
		const facts = await withTenantContext(tenant.id, (ctx) => readLotFacts(ctx, ids))
		return ids.map((id) => (facts.get(id)?.facts.lot as { inheritedHold: boolean } | undefined)?.inheritedHold)
	}
	const inherited = async () => {
		const together = await among(lots.map(({ id }) => id))
		const alone: unknown[] = []
		for (const { id } of lots) alone.push(...(await among([id])))
		expect(alone).toEqual(together)
		return together
	}
	const none = lots.map(() => false)
	expect(await inherited()).toEqual(none)
	const setCategory = (category: string) =>
		withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute('update lot set category = ? where id = ?', [category, bar.id]),
		)
	await setCategory('blocked')
	expect(await inherited()).toEqual([false, true, true, false, false])
	await setCategory('active')
	expect(await inherited()).toEqual(none)
})

async function makeChainOfThree(tenant: TenantInfo) {
	const item = await makeTradeItem(tenant)
	const bar = await placeLot(tenant, item, { code: 'BAR' })
	const rod = await placeLot(tenant, item, { code: 'ROD' })
	const screw = await placeLot(tenant, item, { code: 'SCREW' })
	await linkLots(tenant, bar, rod)
	await linkLots(tenant, rod, screw)
	return [bar, rod, screw] as const
}
