import { expect } from 'vitest'
import { documentsOfLot, listDocuments } from '#app/features/documents/documents.queries.server.ts'
import { openHoldsOf } from '#app/features/lots/holds.queries.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { deviationsOfLot, listDeviations } from '#app/features/quality/deviations.queries.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { makeDocument } from '../../factories/document.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** As many rows like the one of this lot. */
const multiply = (ctx: Context, table: 'deviation' | 'hold' | 'document_link', lotId: string, times: number) =>
	ctx.em.execute(
		table === 'document_link'
			? `with d as (insert into document select (jsonb_populate_record(null::document, to_jsonb(o) || jsonb_build_object('id', gen_random_uuid()))).*
				from document o join document_link k on k.document_id = o.id, generate_series(1, ?) where k.subject_id = ? returning id, tenant_id)
				insert into document_link select (jsonb_populate_record(null::document_link, to_jsonb(k) || jsonb_build_object('id', gen_random_uuid(), 'document_id', d.id))).*
				from d cross join document_link k where k.subject_id = ?`
			: `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(o) || jsonb_build_object('id', gen_random_uuid(), 'number', o.number || '-' || n))).*
				from ${table} o cross join generate_series(1, ?) n where o.lot_id = ?`,
		table === 'document_link' ? [times, lotId, lotId] : [times, lotId],
	)

dbTest('of more than its page shows a lot says how much there is, and lists have all of it', async () => {
	const tenant = await makeTenant()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const item = await makeItem(tenant)
	const lot = await makeLot(tenant, item, { state: 'quarantine' })
	const other = await makeLot(tenant, item, { state: 'quarantine' })
	for (const { id, code } of [lot, other]) {
		await makeDocument(tenant, reviewer, { links: [{ type: 'lot', id }] })
		const wrong = { title: 'Torn bag', reason: 'Torn at the seam', severity: 'minor' as const }
		const opened = await actAs(tenant, reviewer, (ctx) => openDeviation(ctx, { lot: { code }, ...wrong }))
		const held = await actAs(tenant, reviewer, (ctx) => placeHold(ctx, { lotId: id, reason: 'Torn bag' }))
		expect([opened.ok, held.ok]).toEqual([true, true])
	}
	await actAs(tenant, reviewer, async (ctx) => {
		for (const table of ['deviation', 'hold', 'document_link'] as const) await multiply(ctx, table, lot.id, 69)
	})
	await actAs(tenant, reviewer, async (ctx) => {
		for (const part of [documentsOfLot, deviationsOfLot, openHoldsOf]) {
			const { rows, all } = await part(ctx, lot.id)
			expect([part.name, rows.length, all]).toEqual([part.name, 50, 70])
			expect(await part(ctx, other.id)).toMatchObject({ all: 1, rows: [{}] })
		}
		const documents = await listDocuments(ctx, { lotId: lot.id, limit: 60 })
		const rest = await listDocuments(ctx, { lotId: lot.id, limit: 60, cursor: documents.nextCursor ?? undefined })
		expect([documents.items.length, rest.items.length, rest.nextCursor]).toEqual([60, 10, null])
		const deviations = await listDeviations(ctx, { lotId: lot.id }, 60)
		expect(deviations.items).toHaveLength(60)
		expect(deviations.nextCursor).not.toBeNull()
		expect((await listDeviations(ctx, { lotId: other.id })).items).toHaveLength(1)
	})
})
