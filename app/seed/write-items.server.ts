import { newId } from '#app/core/ids.ts'
import { BomComponent, Item, ItemRevision, Specification } from '#app/features/catalog/catalog.entity.server.ts'
import { LotCodePattern } from '#app/features/lot-codes/lot-code.entity.server.ts'
import { ApprovedSupplier } from '#app/features/parties/party.entity.server.ts'
import { PublicGtin } from '#app/features/tenants/tenant.entity.server.ts'
import { grouped, newKeys, newRecord } from './bulk-rows.ts'
import { inBoth } from './company.model.ts'
import type { IndexedItem, IndexedSpecification, WrittenCompany } from './company-index.ts'
import { SET_UP_DAYS, type SeedScene } from './seed-scene.ts'

export async function writeItems({ ctx, company, calendar, audit }: SeedScene): Promise<Map<string, IndexedItem>> {
	const at = calendar.at(SET_UP_DAYS, '10:00')
	const rows = company.items.map((item) => ({
		...newRecord(ctx, at),
		sku: item.sku,
		name: inBoth(item.name),
		description: item.description ? inBoth(item.description) : null,
		kind: item.kind,
		unit: item.unit,
		gtin: item.gtin ?? null,
		brand: item.brand ?? null,
		shelfLifeDays: item.shelfLifeDays ?? null,
		udi: item.udi ?? null,
		certificateRequired: item.certificate ?? false,
		incomingInspection: item.inspection ?? true,
		active: true,
	}))
	await ctx.em.insertMany(Item, rows)
	const branded = rows.flatMap((row) => (row.gtin ? [{ gtin: row.gtin, tenantId: ctx.tenant.id, itemId: row.id }] : []))
	await ctx.em.insertMany(PublicGtin, branded)
	for (const row of rows) {
		audit.add({
			at,
			by: 'admin',
			action: 'item.create',
			subject: { type: 'item', id: row.id, label: row.sku },
			after: { sku: row.sku, name: row.name, kind: row.kind, unit: row.unit, gtin: row.gtin },
		})
	}
	const ids = new Map(rows.map((row) => [row.sku, row.id]))
	await writeCodePatterns({ ctx, company, calendar, audit }, ids)
	return new Map(
		company.items.map((item) => [
			item.sku,
			{ ...item, id: ids.get(item.sku) ?? '', text: inBoth(item.name), revisionId: null, revision: null },
		]),
	)
}

/** How lots are numbered: by the company's own pattern, save those of items that have one. */
async function writeCodePatterns(
	{ ctx, company, calendar, audit }: SeedScene,
	ids: ReadonlyMap<string, string>,
): Promise<void> {
	const at = calendar.at(SET_UP_DAYS, '10:15')
	const own = company.items.map((item) => {
		const itemId = ids.get(item.sku) ?? ''
		return { appliesTo: `item:${itemId}`, itemId, pattern: item.code, typedCodes: 'off' as const, label: item.sku }
	})
	const usual = {
		appliesTo: 'tenant',
		itemId: null,
		pattern: 'L{YY}{DDD}-{SEQ:4}{CHECK:mod37}',
		typedCodes: 'warn' as const,
		label: null,
	}
	const rows = [usual, ...own].map((row) => ({ ...newRecord(ctx, at), ...row }))
	await ctx.em.insertMany(
		LotCodePattern,
		rows.map(({ label: _label, ...row }) => row),
	)
	for (const { label, appliesTo, pattern, typedCodes } of rows) {
		audit.add({
			at,
			by: 'admin',
			action: 'lot-code.compose',
			subject: { type: 'lot-code-pattern', id: appliesTo, label: label ?? company.tenant.name },
			after: { appliesTo, pattern, typedCodes },
		})
	}
}

export async function writeRevisions(
	{ ctx, company, calendar, audit }: SeedScene,
	items: Map<string, IndexedItem>,
): Promise<void> {
	const revisions = company.revisions.flatMap((data) =>
		data.revisions.map((revision, index) => ({
			...newRecord(ctx, calendar.at(Math.max(revision.days, SET_UP_DAYS), '10:30')),
			sku: data.sku,
			itemId: items.get(data.sku)?.id ?? '',
			code: revision.code,
			effectiveFrom: calendar.day(revision.days),
			effectiveTo: data.revisions[index + 1] ? calendar.day((data.revisions[index + 1]?.days ?? 0) - 1) : null,
			changeReference: revision.change ?? null,
		})),
	)
	await ctx.em.insertMany(
		ItemRevision,
		revisions.map(({ sku: _sku, ...row }) => row),
	)
	const parts = revisions.flatMap((revision) =>
		(company.revisions.find((data) => data.sku === revision.sku)?.bom ?? []).map(
			([sku, quantity, unit, tolerancePercent], index) => ({
				...newKeys(ctx),
				revisionId: revision.id,
				componentItemId: items.get(sku)?.id ?? '',
				quantity,
				unit,
				tolerancePercent,
				position: index + 1,
			}),
		),
	)
	await ctx.em.insertMany(BomComponent, parts)
	for (const { id, sku, itemId, code, effectiveFrom, effectiveTo, createdAt } of revisions) {
		const item = items.get(sku)
		if (item && !effectiveTo) items.set(sku, { ...item, revisionId: id, revision: code })
		audit.add({
			at: createdAt,
			by: 'admin',
			action: 'item.revision-create',
			subject: { type: 'item', id: itemId, label: `${sku} ${code}` },
			after: { revisionId: id, code, effectiveFrom },
		})
	}
}

export async function writeSpecifications(
	{ ctx, company, calendar, audit }: SeedScene,
	items: Map<string, IndexedItem>,
): Promise<IndexedSpecification[]> {
	const at = calendar.at(SET_UP_DAYS, '11:00')
	const indexed = company.specifications.map((data) => ({ ...data, id: newId() }))
	const positions = new Map<string, number>()
	const rows = indexed.map((data) => {
		const position = (positions.get(data.sku) ?? 0) + 1
		positions.set(data.sku, position)
		return {
			...newKeys(ctx),
			id: data.id,
			itemId: items.get(data.sku)?.id ?? '',
			test: data.test,
			name: inBoth(data.name),
			method: data.method,
			unit: data.unit,
			minimum: data.min ?? null,
			maximum: data.max ?? null,
			required: data.required ?? true,
			position,
		}
	})
	await ctx.em.insertMany(Specification, rows)
	for (const [sku, list] of grouped(indexed, (data) => data.sku)) {
		audit.add({
			at,
			by: 'admin',
			action: 'item.specification-create',
			subject: { type: 'item', id: items.get(sku)?.id ?? '', label: sku },
			after: {
				tests: list.map((data) => ({ test: data.test, min: data.min ?? null, max: data.max ?? null, unit: data.unit })),
			},
		})
	}
	return indexed
}

export async function writeApprovals(
	{ ctx, company, calendar, audit }: SeedScene,
	items: Map<string, IndexedItem>,
	parties: WrittenCompany['parties'],
): Promise<void> {
	const at = calendar.at(SET_UP_DAYS, '11:30')
	const rows = company.approvals.map((approval) => ({
		...newRecord(ctx, at),
		itemId: items.get(approval.sku)?.id ?? '',
		partyId: parties.get(approval.party)?.id ?? '',
		status: approval.status ?? 'approved',
		validUntil: approval.validDays === undefined ? null : calendar.day(approval.validDays),
		supplierSku: approval.supplierSku ?? null,
	}))
	await ctx.em.insertMany(ApprovedSupplier, rows)
	for (const [index, row] of rows.entries()) {
		const { sku, party } = company.approvals[index] ?? { sku: '', party: '' }
		audit.add({
			at,
			by: 'admin',
			action: 'approved-supplier.set',
			subject: { type: 'party', id: row.partyId, label: party },
			after: { sku, status: row.status, validUntil: row.validUntil },
		})
	}
}
