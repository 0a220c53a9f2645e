import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { Document, DocumentLink } from '#app/features/documents/document.entity.server.ts'
import { correctStock } from '#app/features/gaps/correct-stock.server.ts'
import { findGaps } from '#app/features/gaps/find-gaps.queries.server.ts'
import { fixGap } from '#app/features/gaps/fix-gap.server.ts'
import type { GapKind } from '#app/features/gaps/gap.model.ts'
import { type GapRow, listGaps, readGapOverview } from '#app/features/gaps/gaps.queries.server.ts'
import { requestDetection } from '#app/features/gaps/request-detection.server.ts'
import { runDetection } from '#app/features/gaps/run-detection.server.ts'
import { correctEvent } from '#app/features/genealogy/correct-event.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty, type TestItem } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { writeByHand } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const portal = useTestPortal()

const kg = (value: string) => ({ value, unit: 'KGM' })

/** What is found in a tenant: kind, reason and lot of each open gap. */
async function found(tenant: TenantInfo): Promise<GapRow[]> {
	return withTenantContext(tenant.id, async (ctx) => {
		await findGaps(ctx)
		return (await listGaps(ctx, {})).items
	})
}
const about = (gaps: readonly GapRow[], lot: { id: string }) =>
	gaps
		.filter((gap) => gap.lot.id === lot.id)
		.map((gap) => [gap.kind, gap.severity, gap.detail.reason].filter(Boolean).join(' '))

/** A lot as it should be: bought, with the supplier's code, received. */
async function makeBought(
	tenant: TenantInfo,
	item: TestItem,
	more: { supplierLot?: string | null; code?: string } = {},
) {
	const supplier = await makeParty(tenant)
	const lot = await makeLot(tenant, item, { supplierId: supplier.id, supplierLot: 'S-1', ...more })
	await withTenantContext(tenant.id, (ctx) =>
		recordEvent(ctx, { kind: 'receive', outputs: [{ lotId: lot.id, quantity: kg('100') }] }),
	)
	return lot
}

async function consume(tenant: TenantInfo, from: { id: string }, into: { id: string }, at?: Date) {
	const result = await withTenantContext(tenant.id, (ctx) =>
		recordEvent(ctx, {
			kind: 'consume',
			...(at ? { eventTime: at } : {}),
			inputs: [{ lotId: from.id, quantity: kg('10') }],
			outputs: [{ lotId: into.id, quantity: kg('5') }],
		}),
	)
	if (!result.ok) throw new Error(JSON.stringify(result.error))
}

async function addCertificate(tenant: TenantInfo, lotId: string) {
	await withTenantContext(tenant.id, async (ctx) => {
		const id = newId()
		ctx.em.create(Document, {
			id,
			kind: 'certificate_of_analysis',
			title: 'C',
			visibility: 'internal',
			fileKey: id,
			fileName: 'c.pdf',
			contentType: 'application/pdf',
			size: 1,
			sha256: 'x',
		})
		await ctx.em.flush()
		ctx.em.create(DocumentLink, { documentId: id, subjectType: 'lot', subjectId: lotId })
		await ctx.em.flush()
	})
}
const needCertificate = (tenant: TenantInfo, item: TestItem) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update item set certificate_required = true where id = ?', [item.id]),
	)

dbTest('finds nothing where everything is as it should be', async () => {
	const tenant = await makeTenant()
	const [steel, bar] = [await makeItem(tenant), await makeItem(tenant)]
	await needCertificate(tenant, steel)
	const lot = await makeBought(tenant, steel)
	await addCertificate(tenant, lot.id)
	await consume(tenant, lot, await makeLot(tenant, bar))
	expect(await found(tenant)).toEqual([])
})

dbTest('an orphan: nobody delivered it and nothing went into it; graver once it was used', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const [orphan, used, child] = [
		await makeLot(tenant, item, { state: 'quarantine' }),
		await makeLot(tenant, item, { state: 'in_production' }),
		await makeLot(tenant, item),
	]
	await consume(tenant, used, child)
	await writeByHand('lot', "update lot set status = 'quarantine' where id = ?", [used.id])
	const gaps = await found(tenant)
	expect(about(gaps, orphan)).toEqual(['orphan-lot medium no-origin'])
	expect(about(gaps, used)).toEqual(['orphan-lot high no-origin'])
	expect(about(gaps, child)).toEqual([])
})

dbTest('consumption without a receipt', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const supplier = await makeParty(tenant)
	const lot = await makeLot(tenant, item, { supplierId: supplier.id, supplierLot: 'S' })
	expect(about(await found(tenant), lot)).toEqual([])
	await consume(tenant, lot, await makeLot(tenant, item))
	expect(about(await found(tenant), lot)).toEqual(['consumed-without-receipt medium registered-only'])
})

dbTest("a bought lot without its supplier's code", async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const [without, complete] = [await makeBought(tenant, item, { supplierLot: null }), await makeBought(tenant, item)]
	const gaps = await found(tenant)
	expect(about(gaps, without)).toEqual(['missing-supplier-lot medium'])
	expect(about(gaps, complete)).toEqual([])
})

dbTest('a bought lot without the certificate that its item needs', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	await needCertificate(tenant, item)
	const [without, complete] = [await makeBought(tenant, item), await makeBought(tenant, item, { supplierLot: 'S-2' })]
	await addCertificate(tenant, complete.id)
	const gaps = await found(tenant)
	expect(about(gaps, without)).toEqual(['missing-certificate medium'])
	expect(about(gaps, complete)).toEqual([])
})

dbTest('a balance that breaks: stock that no event explains, and more in children than there was', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const [odd, over, child] = [await makeLot(tenant, item), await makeLot(tenant, item), await makeLot(tenant, item)]
	await consume(tenant, over, child)
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute('update lot set on_hand = 70 where id = ?', [odd.id])
		await ctx.em.execute(
			`insert into lot_link (parent_node, child_node, kind, event_id, tenant_id, quantity, unit, event_time)
			select p.node, c.node, 'merge', ?, ?, 91, 'KGM', now() from lot p, lot c where p.id = ? and c.id = ?`,
			[newId(), tenant.id, over.id, child.id],
		)
	})
	const gaps = await found(tenant)
	expect(gaps.find((gap) => gap.lot.id === odd.id)).toMatchObject({
		kind: 'balance-break',
		severity: 'high',
		detail: { reason: 'stock-differs', stock: '70', book: '100', unit: 'KGM' },
	})
	expect(gaps.find((gap) => gap.lot.id === over.id)?.detail).toEqual({
		reason: 'links-exceed',
		used: '101',
		made: '100',
		unit: 'KGM',
	})
	expect(about(gaps, child)).toEqual([])
})

dbTest('times out of order', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const [early, expired, left, plain] = [
		await makeLot(tenant, item),
		await makeLot(tenant, item),
		await makeLot(tenant, item),
		await makeLot(tenant, item),
	]
	const hours = (count: number) => new Date(Date.parse('2026-11-22T00:00:00Z') - count * 3_600_000)
	await consume(tenant, early, left, hours(48))
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute("update lot set manufactured_on = '2026-05-02', expires_on = '2026-05-01' where id = ?", [
			expired.id,
		])
		await writeEvents(ctx, [
			{ kind: 'ship', eventTime: hours(60), lots: [{ lotId: left.id, role: 'subject', quantity: '1', unit: 'KGM' }] },
		])
	})
	const gaps = await found(tenant)
	expect(about(gaps, early)).toEqual(['time-order medium used-before-there'])
	expect(about(gaps, expired)).toEqual(['time-order low expires-before-made'])
	expect(about(gaps, left)).toEqual(['time-order high left-before'])
	expect(about(gaps, plain)).toEqual([])
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update lot set manufactured_on = current_date + 1 where id = ?', [early.id]),
	)
	expect(about(await found(tenant), early)).toContain('time-order medium made-after-use')
})

dbTest('an event that was corrected is out of order no more, and a receipt that was taken back is none', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const supplier = await makeParty(tenant)
	const [lot, child] = [
		await makeLot(tenant, item, { supplierId: supplier.id, supplierLot: 'S-1' }),
		await makeLot(tenant, item),
	]
	const takeBack = async (kind: string) => {
		const corrected = await withTenantContext(tenant.id, async (ctx) => {
			const [event] = await ctx.em.execute<{ id: string }[]>(
				'select e.id from trace_event e join trace_event_lot p on p.event_id = e.id where p.lot_id = ? and e.kind = ? order by e.recorded_at desc limit 1',
				[lot.id, kind],
			)
			return correctEvent(ctx, { eventId: event?.id ?? '', reason: 'Written on the wrong day' })
		})
		expect(corrected.ok).toBe(true)
		portal.clock.move(60_000)
	}
	const received = await withTenantContext(tenant.id, (ctx) =>
		recordEvent(ctx, { kind: 'receive', outputs: [{ lotId: lot.id, quantity: kg('100') }] }),
	)
	expect(received.ok).toBe(true)
	await consume(tenant, lot, child, new Date('2026-11-01T00:00:00Z'))
	expect(about(await found(tenant), lot)).toEqual(['time-order medium used-before-there'])
	await takeBack('consume')
	expect(about(await found(tenant), lot)).toEqual([])
	await consume(tenant, lot, child)
	expect(about(await found(tenant), lot)).toEqual([])
	await takeBack('receive')
	expect(about(await found(tenant), lot)).toContain('consumed-without-receipt medium registered-only')
})

dbTest('a receipt recorded afterwards tells when a lot was there, whenever it was registered', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const supplier = await makeParty(tenant)
	const lot = await makeLot(tenant, item, { supplierId: supplier.id, supplierLot: 'S-1' })
	await consume(tenant, lot, await makeLot(tenant, item), new Date('2026-11-10T00:00:00Z'))
	expect(about(await found(tenant), lot)).toEqual([
		'consumed-without-receipt medium registered-only',
		'time-order medium used-before-there',
	])
	const received = await withTenantContext(tenant.id, (ctx) =>
		recordEvent(ctx, {
			kind: 'receive',
			eventTime: new Date('2026-11-09T00:00:00Z'),
			outputs: [{ lotId: lot.id, quantity: kg('100') }],
		}),
	)
	expect(received.ok).toBe(true)
	portal.clock.move(60_000)
	expect(about(await found(tenant), lot)).toEqual([])
})

dbTest('codes that differ only in dashes, and a supplier lot that is here twice', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const one = await makeLot(tenant, item, { code: 'AB-12' })
	const other = await makeLot(tenant, item, { code: 'AB 12' })
	const [first, second] = [await makeBought(tenant, item), await makeBought(tenant, item)]
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update lot set supplier_id = (select supplier_id from lot where id = ?) where id = ?', [
			first.id,
			second.id,
		]),
	)
	const gaps = await found(tenant)
	const seen = gaps.map((gap) => [gap.kind, gap.detail.reason, gap.lot.id, gap.detail.otherId, gap.detail.count])
	expect(seen.toSorted()).toEqual([
		['duplicate-code', 'code', one.id, other.id, 2],
		['duplicate-code', 'supplier-lot', first.id, second.id, 2],
	])
	const person = await makePerson(tenant, ['quality_reviewer'])
	const correct = (gap: GapRow | undefined, lotId: string) =>
		actAs(tenant, person, (ctx) =>
			fixGap(ctx, gap?.id ?? '', { how: 'supplier-lot', lotId, supplierLot: 'S-2', reason: 'On the drum' }),
		)
	const twice = gaps.find((gap) => gap.detail.reason === 'supplier-lot')
	expect(
		await correct(
			gaps.find((gap) => gap.detail.reason === 'code'),
			one.id,
		),
	).toMatchObject({
		error: { code: 'other-fix' },
	})
	expect(await correct(twice, other.id)).toMatchObject({ error: { code: 'unknown-lot', path: 'lotId' } })
	expect(await correct(twice, second.id)).toMatchObject({ ok: true })
	expect((await found(tenant)).map((gap) => gap.detail.reason)).toEqual(['code'])
})

dbTest('a gap that is closed goes, one that comes back is new, and an explained one stays explained', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const person = await makePerson(tenant, ['quality_reviewer'])
	const lot = await makeBought(tenant, item, { supplierLot: null })
	const [gap] = await found(tenant)
	if (!gap) throw new Error('No gap')
	expect(await actAs(tenant, person, (ctx) => fixGap(ctx, gap.id, { how: 'accept', reason: ' ' }))).toMatchObject({
		error: { code: 'reason-missing' },
	})
	expect(
		await actAs(tenant, person, (ctx) => fixGap(ctx, gap.id, { how: 'accept', reason: 'Bought from a shop' })),
	).toMatchObject({ ok: true })
	expect(await found(tenant)).toEqual([])
	const explained = await withTenantContext(tenant.id, (ctx) => listGaps(ctx, { explained: true }))
	expect(explained.items).toMatchObject([{ id: gap.id, accepted: { by: person.name, reason: 'Bought from a shop' } }])
	expect(
		await actAs(tenant, person, (ctx) =>
			fixGap(ctx, gap.id, { how: 'supplier-lot', supplierLot: 'X-9', reason: 'On the drum' }),
		),
	).toMatchObject({ ok: true })
	expect(await actAs(tenant, person, (ctx) => fixGap(ctx, gap.id, { how: 'accept', reason: 'again' }))).toMatchObject({
		error: { code: 'unknown-gap' },
	})
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update lot set supplier_lot = null, supplier_lot_norm = null where id = ?', [lot.id]),
	)
	expect(await found(tenant)).toMatchObject([{ id: gap.id, accepted: null }])
})

dbTest('stock is set to what the events say, once and with a reason', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const person = await makePerson(tenant, ['quality_reviewer'])
	const lot = await makeLot(tenant, item)
	await withTenantContext(tenant.id, (ctx) => ctx.em.execute('update lot set on_hand = 130 where id = ?', [lot.id]))
	const [gap] = await found(tenant)
	const fix = (reason: string) => actAs(tenant, person, (ctx) => fixGap(ctx, gap?.id ?? '', { how: 'stock', reason }))
	expect(await fix('')).toMatchObject({ error: { code: 'reason-missing' } })
	expect(await fix('Counted')).toMatchObject({ ok: true })
	expect(await found(tenant)).toEqual([])
	const again = await actAs(tenant, person, (ctx) => correctStock(ctx, { lotId: lot.id, reason: 'Counted' }))
	expect(again).toMatchObject({ error: { code: 'in-balance' } })
	await withTenantContext(tenant.id, (ctx) =>
		writeEvents(ctx, [{ kind: 'adjust', lots: [{ lotId: lot.id, role: 'input', quantity: '500', unit: 'KGM' }] }]),
	)
	expect(await actAs(tenant, person, (ctx) => correctStock(ctx, { lotId: lot.id, reason: 'Counted' }))).toMatchObject({
		error: { code: 'book-negative' },
	})
	expect(await actAs(tenant, person, (ctx) => correctStock(ctx, { lotId: newId(), reason: 'Counted' }))).toMatchObject({
		error: { code: 'unknown-lot' },
	})
})

dbTest('a receipt that was forgotten is recorded afterwards; other fixes do not close it', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const person = await makePerson(tenant, ['quality_reviewer'])
	const supplier = await makeParty(tenant)
	const lot = await makeLot(tenant, item, { supplierId: supplier.id, supplierLot: 'S' })
	await consume(tenant, lot, await makeLot(tenant, item))
	const [gap] = await found(tenant)
	if (!gap) throw new Error('No gap')
	const fix = (given: Parameters<typeof fixGap>[2]) => actAs(tenant, person, (ctx) => fixGap(ctx, gap.id, given))
	expect(await fix({ how: 'stock', reason: 'Counted' })).toMatchObject({ error: { code: 'other-fix' } })
	expect(await fix({ how: 'receipt', receivedAt: new Date('2027-11-20T08:00:00Z'), reference: '' })).toMatchObject({
		error: { code: 'time-in-future' },
	})
	expect(await fix({ how: 'receipt', receivedAt: new Date('2026-11-20T08:00:00Z'), reference: 'ASN-7' })).toEqual({
		ok: true,
		value: { lotId: lot.id },
	})
	expect((await found(tenant)).filter((one) => one.kind === 'consumed-without-receipt')).toEqual([])
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ stock: string }[]>('select trim_scale(on_hand)::text as stock from lot where id = ?', [lot.id]),
	)
	expect(row?.stock).toBe('90')
})

dbTest('dates that were mistyped are corrected, and not by another day after the use', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const [late, child, turned] = [await makeLot(tenant, item), await makeLot(tenant, item), await makeLot(tenant, item)]
	await consume(tenant, late, child)
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute('update lot set manufactured_on = current_date + 9, expires_on = null where id = ?', [late.id])
		await ctx.em.execute("update lot set manufactured_on = '2026-05-02', expires_on = '2026-05-01' where id = ?", [
			turned.id,
		])
	})
	const gaps = await found(tenant)
	const [after, before] = [late, turned].map((lot) =>
		gaps.find((gap) => gap.lot.id === lot.id && gap.kind === 'time-order'),
	)
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const fix = (gapId: string | undefined, manufacturedOn: string, expiresOn = '') =>
		actAs(tenant, reviewer, (ctx) =>
			fixGap(ctx, gapId ?? '', { how: 'dates', manufacturedOn, expiresOn, reason: 'As on the label' }),
		)
	expect(await fix(after?.id, '2026-12-30')).toMatchObject({
		error: { code: 'still-out-of-order', path: 'manufacturedOn' },
	})
	expect(await fix(after?.id, '2026-11-01')).toMatchObject({ ok: true })
	expect(await fix(before?.id, '2026-05-02', '2026-05-01')).toMatchObject({
		error: { path: expect.stringMatching(/On$/) },
	})
	expect(await fix(before?.id, '2026-05-02', '2028-05-01')).toMatchObject({ ok: true })
	expect((await found(tenant)).filter((gap) => gap.kind === 'time-order')).toEqual([])
})

dbTest('only whoever may sees, looks for and closes gaps, and only of the own tenant', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const [gap] = await found(tenant)
	expect(gap?.lot.id).toBe(lot.id)
	const operator = await makePerson(tenant, ['operator'])
	const stranger = await makePerson(other, ['quality_reviewer'])
	const supplier = await makePerson(tenant, ['supplier'], { partyId: (await makeParty(tenant)).id })
	await actAs(tenant, operator, async (ctx) => {
		expect((await listGaps(ctx, {})).items).toEqual([])
		expect(await requestDetection(ctx)).toMatchObject({ error: { code: 'forbidden' } })
	})
	expect(
		await actAs(tenant, operator, (ctx) => fixGap(ctx, gap?.id ?? '', { how: 'accept', reason: 'no' })),
	).toMatchObject({ error: { code: 'forbidden' } })
	expect(
		await actAs(other, stranger, (ctx) => fixGap(ctx, gap?.id ?? '', { how: 'accept', reason: 'mine' })),
	).toMatchObject({ error: { code: 'unknown-gap' } })
	expect(await found(other)).toEqual([])
	const seen = await actAs(tenant, supplier, (ctx) => ctx.em.execute('select id from gap'))
	expect(seen).toEqual([])
})

dbTest('a run is noted with its counts; a second is not begun while one is on its way', async () => {
	const tenant = await makeTenant()
	await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const person = await makePerson(tenant, ['compliance_admin'])
	const first = await actAs(tenant, person, requestDetection)
	const second = await actAs(tenant, person, requestDetection)
	if (!first.ok) throw new Error(first.error.code)
	expect(second).toEqual(first)
	await withTenantContext(tenant.id, (ctx) => runDetection(ctx, first.value.runId))
	const overview = await actAs(tenant, person, readGapOverview)
	expect(overview).toMatchObject({ counts: { 'orphan-lot': 1 }, total: 1, high: 0, explained: 0, running: false })
	expect(overview.lastRun?.finished).toBe(true)
})

dbTest('pages through many without leaving out or doubling any', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const supplier = await makeParty(tenant)
	for (let index = 0; index < 65; index++) {
		await makeLot(tenant, item, { state: 'quarantine', ...(index % 2 ? {} : { supplierId: supplier.id }) })
	}
	const kinds: GapKind[] = []
	const ids = new Set<string>()
	await withTenantContext(tenant.id, async (ctx) => {
		await findGaps(ctx)
		let cursor: string | undefined
		do {
			const page = await listGaps(ctx, { cursor })
			for (const gap of page.items) ids.add(gap.id)
			kinds.push(...page.items.map((gap) => gap.kind))
			cursor = page.nextCursor ?? undefined
		} while (cursor)
	})
	expect(ids.size).toBe(65)
	expect(kinds).toHaveLength(65)
})
