import { newId } from '#app/core/ids.ts'
import { Document, DocumentLink } from '#app/features/documents/document.entity.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { announceDelivery } from '#app/features/receiving/announce-delivery.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { type ItemOptions, makeItem, type TestItem } from './item.ts'
import { approveSupplier, makeSite, makeSupplier, type TestParty, type TestSite } from './party.ts'
import { makePerson, type TestPerson } from './tenant.ts'

/** A mill certificate about a lot. */
export async function certify(
	tenant: TenantInfo,
	lotId: string,
	options: { partyId?: string; validUntil?: string | null } = {},
): Promise<string> {
	const id = newId()
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Document, {
			id,
			kind: 'mill_certificate',
			number: `MTC-${id.slice(-4)}`,
			title: 'Mill certificate',
			partyId: options.partyId ?? null,
			issuedOn: '2026-10-02',
			validUntil: options.validUntil === undefined ? '2027-10-02' : options.validUntil,
			visibility: 'customer',
			fileKey: `test/${id}`,
			fileName: 'certificate.pdf',
			contentType: 'application/pdf',
			size: 10,
			sha256: '0'.repeat(64),
			uploadedBy: null,
		})
		await ctx.em.flush()
		ctx.em.create(DocumentLink, { documentId: id, subjectType: 'lot', subjectId: lotId })
	})
	return id
}

export type TestDelivery = {
	id: string
	number: string
	item: TestItem
	supplier: TestParty
	site: TestSite
	lines: { id: string; lotId: string; lotCode: string }[]
}

export type DeliveryOptions = {
	item?: ItemOptions
	/** Without it the supplier is approved for the item. */
	approved?: boolean
	certified?: boolean
	expiresOn?: string | null
	lots?: number
	quantity?: string
	/** Kilograms unless said otherwise. */
	unit?: string
	supplier?: TestParty
}

/** A delivery of lots from an approved supplier, announced and not yet arrived: everything as it should be unless said otherwise. */
export async function makeDelivery(tenant: TenantInfo, options: DeliveryOptions = {}): Promise<TestDelivery> {
	const item = await makeItem(tenant, { certificateRequired: true, shelfLifeDays: 365, ...options.item })
	const supplier = options.supplier ?? (await makeSupplier(tenant))
	const site = await makeSite(tenant)
	if (options.approved !== false) await approveSupplier(tenant, { itemId: item.id, partyId: supplier.id })
	const quantity = options.quantity ?? '100'
	const lots: { lotId: string; lotCode: string }[] = []
	for (let index = 0; index < (options.lots ?? 1); index++) {
		const lot = await withTenantContext(tenant.id, (ctx) =>
			registerLot(ctx, {
				item: item.id,
				quantity: { value: quantity, unit: options.unit ?? 'KGM' },
				supplierId: supplier.id,
				supplierLot: `S-${newId().slice(-8)}`,
				manufacturedOn: '2026-10-01',
				expiresOn: options.expiresOn === undefined ? '2027-10-01' : options.expiresOn,
				state: 'announced',
			}),
		)
		if (!lot.ok) throw new Error(lot.error.code)
		if (options.certified !== false) await certify(tenant, lot.value.id, { partyId: supplier.id })
		lots.push({ lotId: lot.value.id, lotCode: lot.value.code })
	}
	const announced = await withTenantContext(tenant.id, (ctx) =>
		announceDelivery(ctx, {
			partyId: supplier.id,
			siteId: site.id,
			expectedOn: '2026-11-22',
			reference: 'PO-44817',
			carrier: 'SF Express',
			lines: lots.map(({ lotId }) => ({ lotId, quantity })),
		}),
	)
	if (!announced.ok) throw new Error(`${announced.error.code} at ${announced.error.path}`)
	const lines = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ id: string; lot_id: string }[]>(
			'select id, lot_id from shipment_line where shipment_id = ? order by line_number',
			[announced.value.id],
		),
	)
	return {
		...announced.value,
		item,
		supplier,
		site,
		lines: lines.map((line) => ({
			id: line.id,
			lotId: line.lot_id,
			lotCode: lots.find((lot) => lot.lotId === line.lot_id)?.lotCode ?? '',
		})),
	}
}

/** The line of a delivery with so many; fails the test when there is none. */
export function lineOf(delivery: TestDelivery, index = 0): TestDelivery['lines'][number] {
	const line = delivery.lines[index]
	if (!line) throw new Error(`The delivery has no line ${index}`)
	return line
}

/** Somebody who receives. */
export const makeReceiver = (tenant: TenantInfo): Promise<TestPerson> => makePerson(tenant, ['receiving'])

/** How a lot stands. */
export async function lotState(
	tenant: TenantInfo,
	lotId: string,
): Promise<{ status: string; onHand: string; quantity: string }> {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ status: string; onHand: string; quantity: string }[]>(
			'select status, trim_scale(on_hand)::text as "onHand", trim_scale(quantity)::text as quantity from lot where id = ?',
			[lotId],
		),
	)
	if (!row) throw new Error(`No lot ${lotId}`)
	return row
}

/** How a delivery and its lines stand. */
export async function deliveryState(tenant: TenantInfo, id: string): Promise<{ status: string; lines: string[] }> {
	const rows = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ status: string; line: string }[]>(
			'select s.status, l.status as line from shipment s join shipment_line l on l.shipment_id = s.id where s.id = ? order by l.line_number',
			[id],
		),
	)
	return { status: rows[0]?.status ?? '', lines: rows.map((row) => row.line) }
}
