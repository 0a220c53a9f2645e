import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { answerHoldScope } from '#app/features/genealogy/answer-hold-scope.server.ts'
import { findStart } from '#app/features/genealogy/find-start.server.ts'
import { HOLD_AT_ONCE, holdScope } from '#app/features/genealogy/hold-scope.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { isCut, MOST_VALUES, readTraceParams } from '#app/features/genealogy/trace.schema.ts'
import { originsOf, stockBySite, usesOf } from '#app/features/genealogy/trace-parties.queries.server.ts'
import { readTrace, viewTrace } from '#app/features/genealogy/trace-view.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty, makeSite } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { until } from '../../support/until.ts'

useTestPortal({ work: true })

const params = (text: string) => readTraceParams(new URLSearchParams(text))

/** A bar used twice, on two machines on two days. */
async function scene() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const supplier = await makeParty(tenant)
	const bar = await makeLot(tenant, item, { code: 'BAR-1', supplierId: supplier.id, supplierLot: 'S-77' })
	const [a, b] = [await makeLot(tenant, item, { code: 'ROD-A' }), await makeLot(tenant, item, { code: 'ROD-B' })]
	await withTenantContext(tenant.id, async (ctx) => {
		for (const [child, equipment, eventTime] of [
			[a, 'CNC-1', '2026-11-20T08:00:00.000Z'],
			[b, 'CNC-2', '2026-11-21T08:00:00.000Z'],
		] as const) {
			const done = await recordEvent(ctx, {
				kind: 'consume',
				equipment,
				eventTime,
				inputs: [{ lotId: bar.id, quantity: { value: '1', unit: item.unit } }],
				outputs: [{ lotId: child.id, quantity: { value: '0', unit: item.unit } }],
			})
			if (!done.ok) throw new Error(JSON.stringify(done.error))
		}
	})
	return { tenant, item, supplier, bar, a, b }
}

dbTest('narrows by equipment and interval, and reproduces the view from its address', async () => {
	const { tenant, bar, a, b } = await scene()
	const auditor = await makePerson(tenant, ['auditor'])
	await actAs(tenant, auditor, async (ctx) => {
		for (const [address, inside] of [
			['equipment=CNC-1', a],
			['nfrom=2026-11-21', b],
		] as const) {
			const asked = params(`tab=scopes&${address}`)
			const read = await readTrace(ctx, bar.id, asked)
			expect(read?.narrow).toEqual(new Set([bar.id, inside.id]))
			const view = read && (await viewTrace(ctx, read, asked))
			expect(view?.scopes?.narrow?.lots).toBe(2)
			expect(view?.scopes?.broad.lots).toBe(3)
			expect(view?.options.equipment).toEqual(['CNC-1', 'CNC-2'])
		}
		const path = await readTrace(ctx, bar.id, params(`path=${a.id}`))
		expect(path?.nodes.map((node) => node.code)).toEqual(['BAR-1', 'ROD-A'])
		const made = await readTrace(ctx, bar.id, params('until=2026-11-20'))
		expect(made?.nodes.map((node) => node.code)).toEqual(['BAR-1', 'ROD-A'])
	})
})

dbTest('takes hundreds of values in one filter, and says what of more it does not use', async () => {
	const { tenant, item, bar, a } = await scene()
	const others = (count: number) => Array.from({ length: count }, () => newId())
	const address = (items: readonly string[]) => `lot=${bar.id}&item=${items.join(',')}`
	const auditor = await makePerson(tenant, ['auditor'])
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	await actAs(tenant, auditor, async (ctx) => {
		const many = params(address([...others(MOST_VALUES - 1), item.id]))
		expect(isCut(many)).toBe(false)
		expect((await readTrace(ctx, bar.id, many))?.nodes).toHaveLength(3)
		// Only the root stays: the filter narrows with each of its values, and is never dropped.
		expect((await readTrace(ctx, bar.id, params(address(others(60)))))?.nodes.map(({ id }) => id)).toEqual([bar.id])
	})
	const over = address([...others(MOST_VALUES), item.id, 'no-id'])
	expect(params(over)).toMatchObject({ leftOff: { item: 2 } })
	expect(params(over).item).toHaveLength(MOST_VALUES)
	const held = await actAs(tenant, reviewer, async (ctx) => {
		const body = new FormData()
		for (const [name, value] of [
			['intent', 'hold-scope'],
			['scope', 'shown'],
			['reason', 'Heat under question'],
		] as const)
			body.set(name, value)
		return answerHoldScope(ctx, new URL(`http://localhost/trace?${over}`), body)
	})
	expect(held.status).toBe(422)
	expect(await held.json()).toMatchObject({ ok: false, formError: expect.stringContaining('2 values') })
	const answers = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ holds: number }[]>('select count(*)::int as holds from hold where lot_id = ?', [a.id]),
	)
	expect(answers).toEqual([{ holds: 0 }])
})

dbTest('says where it came from, with the supplier’s own lot', async () => {
	const { tenant, bar, a, supplier } = await scene()
	const auditor = await makePerson(tenant, ['auditor'])
	await actAs(tenant, auditor, async (ctx) => {
		const asked = params('tab=came')
		const read = await readTrace(ctx, a.id, asked)
		const view = read && (await viewTrace(ctx, read, asked))
		expect(view?.came?.page.rows).toMatchObject([
			{ id: bar.id, supplier: { id: supplier.id }, origin: { supplierLot: 'S-77', certificates: [], papers: 0 } },
		])
	})
})

dbTest('says how many certificates a lot came with where it names only the first', async () => {
	const { tenant, bar } = await scene()
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute(
			`insert into document (id, tenant_id, created_at, updated_at, version, kind, title, valid_until, visibility, file_key, file_name, content_type, size, sha256)
			select gen_random_uuid(), ?, now(), now(), 1, 'coa', 'Paper ' || n, '2027-01-01'::date + n, 'internal', 'k' || n, 'p.pdf', 'application/pdf', 1, 'x' from generate_series(1, 14) n`,
			[tenant.id],
		)
		await ctx.em.execute(
			"insert into document_link (tenant_id, document_id, subject_type, subject_id) select tenant_id, id, 'lot', ? from document",
			[bar.id],
		)
	})
	const auditor = await makePerson(tenant, ['auditor'])
	await actAs(tenant, auditor, async (ctx) => {
		const origin = (await originsOf(ctx, [bar.id])).get(bar.id)
		expect(origin?.papers).toBe(14)
		expect(origin?.certificates.map(({ title }) => title)).toEqual(
			Array.from({ length: 10 }, (_, index) => `Paper ${index + 1}`),
		)
		expect(origin?.certificates[0]?.validUntil).toBe('2027-01-02')
	})
})

dbTest('tells neither another tenant nor a partner anything', async () => {
	const { tenant, bar, supplier } = await scene()
	const other = await makeTenant()
	const stranger = await makePerson(other, ['auditor'])
	const partner = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	for (const [of, person] of [
		[other, stranger],
		[tenant, partner],
	] as const) {
		await actAs(of, person, async (ctx) => {
			expect(await readTrace(ctx, bar.id, params(''))).toBeNull()
			expect(await usesOf(ctx, bar.id)).toEqual([])
			expect(await stockBySite(ctx, [bar.id])).toEqual([])
			expect(await originsOf(ctx, [bar.id])).toEqual(new Map())
		})
	}
	expect((await actAs(other, stranger, (ctx) => findStart(ctx, { lot: bar.id }))).lotId).toBeNull()
})

dbTest('starts from whatever is typed or scanned, and lets choose where several fit', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { gtin: '08717648200274' })
	const supplier = await makeParty(tenant)
	const lot = await makeLot(tenant, item, { code: 'DEX-26/001', supplierId: supplier.id, supplierLot: 'HZ77' })
	await makeLot(tenant, item, { code: 'DEX-26/002', supplierId: supplier.id, supplierLot: 'HZ78' })
	const auditor = await makePerson(tenant, ['auditor'])
	await actAs(tenant, auditor, async (ctx) => {
		for (const q of [
			'DEX-26/001',
			' dex 26 001 ',
			'hz-77',
			'(01)08717648200274(10)DEX-26/001',
			'010871764820027410DEX-26/001',
			']d2010871764820027410DEX-26/001',
			'https://id.gs1.org/01/08717648200274/10/DEX-26%2F001',
		])
			expect((await findStart(ctx, { q })).lotId, q).toBe(lot.id)
		expect((await findStart(ctx, { q: 'DEX-26' })).choices.map((one) => one.code)).toEqual(['DEX-26/001', 'DEX-26/002'])
		expect(await findStart(ctx, { q: 'NOTHING-LIKE-IT' })).toEqual({
			lotId: null,
			choices: [],
			all: 0,
			item: null,
			record: null,
		})
	})
})

dbTest(
	'holds a small scope at once and a large one by a job that says when it is done',
	{ timeout: 180_000 },
	async () => {
		const { tenant, item, bar, a } = await scene()
		const reviewer = await makePerson(tenant, ['quality_reviewer'])
		const root = { id: bar.id, code: bar.code }
		const held = await actAs(tenant, reviewer, (ctx) =>
			holdScope(ctx, { root, lotIds: [bar.id, a.id], reason: 'Heat under question', href: '/trace' }),
		)
		expect(held).toEqual({ ok: true, value: { held: 2, queued: 0 } })
		const auditor = await makePerson(tenant, ['auditor'])
		expect(
			await actAs(tenant, auditor, (ctx) =>
				holdScope(ctx, { root, lotIds: [bar.id], reason: 'No right to', href: '/' }),
			),
		).toMatchObject({ ok: false, error: { code: 'forbidden' } })
		const many = await withTenantContext(tenant.id, async (ctx) => {
			const rows = Array.from({ length: HOLD_AT_ONCE + 1 }, (_, index) => ({
				item: item.id,
				code: `M-${index}`,
				quantity: { value: '1', unit: item.unit },
			}))
			const made = await registerLots(ctx, rows, { audit: 'caller' })
			if (!made.ok) throw new Error('refused')
			return made.value.map((lot) => lot.id)
		})
		const queued = await actAs(tenant, reviewer, (ctx) =>
			holdScope(ctx, { root, lotIds: many, reason: 'Whole melt', href: '/trace' }),
		)
		expect(queued).toEqual({ ok: true, value: { held: 0, queued: many.length } })
		const count = () =>
			withTenantContext(tenant.id, async (ctx) => {
				const [row] = await ctx.em.execute<{ holds: number; notices: number }[]>(
					`select (select count(*)::int from hold where reason = 'Whole melt') as holds,
					(select count(*)::int from notification where href = '/trace') as notices`,
				)
				return row
			})
		await until('the notice is there', async () => (await count())?.notices === 1)
		expect(await count()).toEqual({ holds: many.length, notices: 1 })
	},
)

dbTest('stock is one line a site, each lot in its item’s unit where it converts', async () => {
	const tenant = await makeTenant()
	const [bars, screws] = [await makeItem(tenant), await makeItem(tenant, { unit: 'H87' })]
	const [near, far] = [await makeSite(tenant), await makeSite(tenant)]
	const lots = [
		await makeLot(tenant, bars, { siteId: near.id, state: 'quarantine' }),
		await makeLot(tenant, bars, { siteId: near.id, state: 'quarantine' }),
		await makeLot(tenant, screws, { siteId: near.id, state: 'quarantine' }),
		await makeLot(tenant, screws, { siteId: far.id, state: 'quarantine' }),
	]
	// Before the item was counted in kilograms its lots were in grams.
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("update lot set unit = 'GRM', quantity = 2500, on_hand = 2500 where id = ?", [lots[0]?.id]),
	)
	const auditor = await makePerson(tenant, ['auditor'])
	const stock = await actAs(tenant, auditor, (ctx) =>
		stockBySite(
			ctx,
			lots.map(({ id }) => id),
		),
	)
	expect(stock.map(({ site, lots, onHand }) => ({ site: site?.id, lots, onHand }))).toEqual([
		{
			site: near.id,
			lots: 3,
			onHand: [
				{ value: '102.5', unit: 'KGM' },
				{ value: '100', unit: 'H87' },
			],
		},
		{ site: far.id, lots: 1, onHand: [{ value: '100', unit: 'H87' }] },
	])
})
