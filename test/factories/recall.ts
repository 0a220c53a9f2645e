import { newId } from '#app/core/ids.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { LotLink, TraceEvent, TraceEventLot } from '#app/features/genealogy/genealogy.entity.server.ts'
import type { EventKind } from '#app/features/genealogy/genealogy.model.ts'
import { Lot } from '#app/features/lots/lot.entity.server.ts'
import { draftRecall } from '#app/features/recall/draft-recall.server.ts'
import { openRecall } from '#app/features/recall/open-recall.server.ts'
import type { DraftRecall } from '#app/features/recall/recall.schema.ts'
import { Shipment, ShipmentLine } from '#app/features/shipping/shipment.entity.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, type TestItem } from './item.ts'
import { makeCustomer, makeSite, makeSupplier, type TestParty } from './party.ts'
import { actAs, type TestPerson } from './tenant.ts'

export type PlacedLot = { id: string; code: string; itemId: string; unit: string }

/** A lot that already stands in a state of its workflow, with stock. */
export async function placeLot(
	tenant: TenantInfo,
	item: TestItem,
	options: {
		code?: string
		state?: string
		onHand?: string
		supplierId?: string
		siteId?: string
		expiresOn?: string | null
		manufacturedOn?: string | null
	} = {},
): Promise<PlacedLot> {
	const id = newId()
	const code = options.code ?? `LOT-${id.slice(-6)}`
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Lot, {
			id,
			itemId: item.id,
			code,
			codeNorm: normaliseCode(code),
			quantity: '1000',
			onHand: options.onHand ?? '100',
			unit: item.unit,
			status: '',
			category: '',
			supplierId: options.supplierId ?? null,
			siteId: options.siteId ?? null,
			manufacturedOn: options.manufacturedOn === undefined ? '2026-10-01' : options.manufacturedOn,
			expiresOn: options.expiresOn === undefined ? '2028-10-01' : options.expiresOn,
			gtin: item.gtin,
			createdAt: ctx.now,
		})
		await ctx.em.flush()
		await startWorkflow(ctx, 'lot', [id], { state: options.state ?? 'released' })
	})
	return { id, code, itemId: item.id, unit: item.unit }
}

/** Parent to child, as if consumed. */
export async function linkLots(tenant: TenantInfo, parent: PlacedLot, child: PlacedLot): Promise<void> {
	await withTenantContext(tenant.id, async (ctx) => {
		const nodes = await ctx.em.execute<{ id: string; node: string }[]>(
			'select id, node::text from lot where id = any(?::uuid[])',
			[`{${parent.id},${child.id}}`],
		)
		const node = (id: string) => Number(nodes.find((row) => row.id === id)?.node)
		await ctx.em.insertMany(LotLink, [
			{
				tenantId: tenant.id,
				parentNode: node(parent.id),
				childNode: node(child.id),
				kind: 'consume',
				eventId: newId(),
				quantity: '1',
				unit: parent.unit,
				eventTime: ctx.now,
			},
		])
	})
}

/** An outbound shipment that has left, of any number of lots. */
export async function shipLots(
	tenant: TenantInfo,
	party: TestParty,
	siteId: string,
	lines: readonly { lot: PlacedLot; quantity: string }[],
): Promise<void> {
	await withTenantContext(tenant.id, async (ctx) => {
		const id = newId()
		ctx.em.create(Shipment, {
			id,
			direction: 'outbound',
			number: `SH-${id.slice(-6)}`,
			partyId: party.id,
			siteId,
			status: 'shipped',
			category: 'done',
			announcedAt: ctx.now,
			shippedAt: ctx.now,
		})
		await ctx.em.flush()
		lines.forEach(({ lot, quantity }, index) => {
			ctx.em.create(ShipmentLine, {
				shipmentId: id,
				lineNumber: index + 1,
				lotId: lot.id,
				itemId: lot.itemId,
				quantity,
				unit: lot.unit,
				status: 'shipped',
			})
		})
		await ctx.em.flush()
		for (const { lot } of lines)
			await ctx.em.execute(
				'insert into lot_party (tenant_id, lot_id, party_id, since) values (?, ?, ?, ?) on conflict do nothing',
				[tenant.id, lot.id, party.id, ctx.now],
			)
		await noteEvent(
			tenant,
			'ship',
			{
				shipmentId: id,
				siteId,
				partyId: party.id,
				lots: lines.map(({ lot, quantity }) => ({ lot, quantity, role: 'input' as const })),
			},
			ctx,
		)
	})
}

type Noted = {
	siteId?: string
	shipmentId?: string
	partyId?: string
	step?: string
	at?: Date
	lots: readonly { lot: PlacedLot; quantity: string; role: 'input' | 'output' | 'subject' }[]
}

/** A trace event, written as it is. */
export async function noteEvent(
	tenant: TenantInfo,
	kind: EventKind,
	noted: Noted,
	inside?: Parameters<Parameters<typeof withTenantContext>[1]>[0],
): Promise<void> {
	const write = async (ctx: Parameters<Parameters<typeof withTenantContext>[1]>[0]) => {
		const id = newId()
		const at = noted.at ?? ctx.now
		ctx.em.create(TraceEvent, {
			id,
			kind,
			eventTime: at,
			timeZoneOffset: '+08:00',
			recordedAt: at,
			actorName: 'Zhang San',
			siteId: noted.siteId ?? null,
			shipmentId: noted.shipmentId ?? null,
			partyId: noted.partyId ?? null,
			step: noted.step ?? null,
		})
		await ctx.em.flush()
		for (const { lot, quantity, role } of noted.lots)
			ctx.em.create(TraceEventLot, { eventId: id, lotId: lot.id, role, quantity, unit: lot.unit })
		await ctx.em.flush()
	}
	await (inside ? write(inside) : withTenantContext(tenant.id, write))
}

export const draftOf = (seeds: readonly PlacedLot[], options: Partial<DraftRecall> = {}): DraftRecall => ({
	title: 'Tensile strength below specification',
	recallClass: 'II',
	reason: 'The heat behind these lots failed a retest.',
	instructions: { en: 'Stop using these lots and set them aside.', 'zh-CN': '请停止使用以下批次并单独存放。' },
	seedLotIds: seeds.map((lot) => lot.id),
	...options,
})

/**
 * A supplier's bar that became two finished lots by way of one intermediate; both were shipped, to two customers, and
 * a third finished lot of another bar went to the second customer too.
 */
export async function makeChain(tenant: TenantInfo) {
	const bar = await makeItem(tenant, { name: { en: 'Titanium bar', 'zh-CN': '钛棒' } })
	const blank = await makeItem(tenant, { kind: 'intermediate', unit: 'H87' })
	const rod = await makeItem(tenant, {
		kind: 'finished_product',
		unit: 'H87',
		name: { en: 'Spinal rod', 'zh-CN': '脊柱棒' },
	})
	const site = await makeSite(tenant)
	const supplier = await makeSupplier(tenant, { name: { en: 'Secret Metals Ltd', 'zh-CN': '机密金属公司' } })
	const [east, west] = [await makeCustomer(tenant, { language: 'zh-CN' }), await makeCustomer(tenant)]
	const seed = await placeLot(tenant, bar, { code: 'BAR-1', supplierId: supplier.id, onHand: '12.5' })
	const middle = await placeLot(tenant, blank, { code: 'BLK-1', state: 'consumed', onHand: '0' })
	const first = await placeLot(tenant, rod, { code: 'ROD-1', state: 'shipped', onHand: '20', siteId: site.id })
	const second = await placeLot(tenant, rod, { code: 'ROD-2', state: 'shipped', onHand: '0', siteId: site.id })
	const other = await placeLot(tenant, rod, { code: 'ROD-9', state: 'shipped', onHand: '5' })
	await linkLots(tenant, seed, middle)
	await linkLots(tenant, middle, first)
	await linkLots(tenant, middle, second)
	await shipLots(tenant, east, site.id, [
		{ lot: first, quantity: '60' },
		{ lot: second, quantity: '40' },
	])
	await shipLots(tenant, west, site.id, [
		{ lot: first, quantity: '20' },
		{ lot: other, quantity: '7' },
	])
	return { supplier, site, east, west, seed, middle, first, second, other, rod, bar }
}

/** A signature of a person, good for one step. */
export async function signatureOf(person: TestPerson, reason = 'Confirmed failure'): Promise<SignatureInput> {
	const proof = await proveIdentity({ accountId: person.id }, { password: person.password })
	if (!proof.ok) throw new Error('The password was refused')
	return { proof: proof.value, meaning: 'approved', reason }
}

/** A recall that a manager has opened from the seeds; answers its id. */
export async function makeOpenRecall(
	tenant: TenantInfo,
	manager: TestPerson,
	seeds: readonly PlacedLot[],
	options: Partial<DraftRecall> = {},
): Promise<string> {
	const drafted = await actAs(tenant, manager, (ctx) => draftRecall(ctx, draftOf(seeds, options)))
	if (!drafted.ok) throw new Error(drafted.error.code)
	const signature = await signatureOf(manager)
	const opened = await actAs(tenant, manager, (ctx) => openRecall(ctx, { recallId: drafted.value.id, signature }))
	if (!opened.ok) throw new Error(JSON.stringify(opened.error))
	return drafted.value.id
}
