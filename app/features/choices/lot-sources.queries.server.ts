import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ReadFilter } from './choices.model.ts'
import { all, type Source } from './source.server.ts'

/** Released lots of which something is here, as `l` and its item `i`. */
export const SHIPPABLE = `l.status in ('released', 'available') and l.on_hand > 0 and i.kind in ('finished_product', 'intermediate', 'component')`

/** Lots that a supplier (both signs; null: any) announced and that are in no open or received notice, as `l`. */
export const ANNOUNCEABLE = `l.status = 'announced' and l.supplier_id is not null and (?::uuid is null or l.supplier_id = ?::uuid)
	and not exists (select 1 from shipment_line n join shipment s on s.tenant_id = n.tenant_id and s.id = n.shipment_id
		where n.tenant_id = l.tenant_id and n.lot_id = l.id and s.direction = 'inbound' and s.category <> 'cancelled')`

/** Lots that a case is linked with, for a deviation about one of them. */
function lotsOfCase(ctx: Context, caseId: string | null): Source | null {
	if (partyOf(ctx.actor) !== null || !ctx.ability.can('create', 'Deviation')) return null
	return {
		rows: all(
			`select l.id::text as value, l.code, i.name, null::text as detail, l.unit, i.sku as also, true as open from lot l join item i on i.id = l.item_id
			where exists (select 1 from quality_case_link k where k.case_id = ?::uuid and k.subject_type = 'lot' and k.subject_id = l.id)`,
			caseId,
		),
	}
}

/** Lots for a case, a shipment or a notice of delivery. */
export function lots(ctx: Context, { to, party, case: caseId }: ReadFilter<'lots'>): Source | null {
	if (to === 'case') return lotsOfCase(ctx, caseId ?? null)
	const ships = to === 'ship'
	if (!ctx.ability.can('create', ships ? 'Shipment' : 'Delivery')) return null
	const of = partyOf(ctx.actor) ?? party ?? null
	return {
		rows: all(
			`select l.id::text as value, l.code, i.name, l.supplier_lot as detail, l.unit, i.sku as also, true as open, jsonb_build_object('sku', i.sku, 'supplierLot', l.supplier_lot,
				'quantity', trim_scale(${ships ? 'l.on_hand' : 'l.quantity'})::text, 'expiresOn', l.expires_on::text) as facts
			from lot l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id where ${ships ? SHIPPABLE : ANNOUNCEABLE}`,
			...(ships ? [] : [of, of]),
		),
		hasFacts: true,
	}
}
