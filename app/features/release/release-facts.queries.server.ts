import type { LocalizedText } from '#app/core/localized.ts'
import { CERTIFICATE_KINDS } from '#app/features/documents/document.model.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const uuids = (ids: readonly string[]) => `{${ids.join(',')}}`

export type InputRow = {
	lot_id: string
	made_quantity: string
	made_unit: string
	item_unit: string
	input_id: string
	input_code: string
	input_item_id: string
	input_item_name: LocalizedText
	input_status: string
	input_category: string
	input_expires_on: string | null
	held: boolean
	kind: string
	quantity: string
	unit: string
	used_on: string
	component_quantity: string | null
	component_unit: string | null
	tolerance: string | null
}

/**
 * The lots that went straight into these lots, with what the parts list asks of each. One statement, from the asked lots
 * to their links to the lots behind them: a planner that has no statistics yet would pair all lots with all.
 */
export const readInputs = (ctx: Context, lotIds: readonly string[]): Promise<InputRow[]> =>
	ctx.em.execute<InputRow[]>(
		`with made as materialized (
			select c.tenant_id, c.id, c.node, c.quantity, c.unit, m.unit as item_unit, coalesce(c.revision_id, o.revision_id) as revision_id
			from lot c join item m on m.tenant_id = c.tenant_id and m.id = c.item_id
			left join production_order o on o.tenant_id = c.tenant_id and o.id = c.order_id
			where c.id = any(?::uuid[])
		), link as materialized (
			select c.*, k.kind, k.parent_node, k.quantity as used, k.unit as used_unit, k.event_time
			from made c join lot_link k on k.tenant_id = c.tenant_id and k.child_node = c.node
		)
		select k.id as lot_id, trim_scale(k.quantity)::text as made_quantity, k.unit as made_unit, k.item_unit,
			p.id as input_id, p.code as input_code, p.item_id as input_item_id, i.name as input_item_name, p.status as input_status,
			p.category as input_category, p.expires_on::text as input_expires_on,
			exists (select 1 from hold h where h.tenant_id = p.tenant_id and h.lot_id = p.id and h.lifted_at is null) as held,
			k.kind, trim_scale(k.used)::text as quantity, k.used_unit as unit,
			(k.event_time at time zone ?)::date::text as used_on,
			trim_scale(b.quantity)::text as component_quantity, b.unit as component_unit, trim_scale(b.tolerance_percent)::text as tolerance
		from link k join lot p on p.tenant_id = k.tenant_id and p.node = k.parent_node
		join item i on i.tenant_id = p.tenant_id and i.id = p.item_id
		left join bom_component b on k.kind = 'consume' and b.tenant_id = k.tenant_id and b.component_item_id = p.item_id
			and b.revision_id = k.revision_id
		order by k.id, p.code, k.event_time`,
		[uuids(lotIds), ctx.tenant.timeZone],
	)

/** Process parameters of the events by which these lots were made: scrap and samples stand there. One statement. */
export const readMakingParameters = (
	ctx: Context,
	lotIds: readonly string[],
): Promise<{ lot_id: string; parameters: ProcessParameters }[]> =>
	ctx.em.execute(
		`select t.lot_id, e.parameters from trace_event_lot t join trace_event e on e.tenant_id = t.tenant_id and e.id = t.event_id
		where t.lot_id = any(?::uuid[]) and t.role = 'output' and e.parameters is not null`,
		[uuids(lotIds)],
	)

export type StandingRow = {
	lot_id: string
	open_deviations: number
	critical_deviations: number
	certificates: number
	current_certificates: number
}

/** Open deviations and certificates of these lots. One statement. */
export const readStandings = (ctx: Context, lotIds: readonly string[], today: string): Promise<StandingRow[]> =>
	ctx.em.execute<StandingRow[]>(
		`select l.id as lot_id,
			(select count(*)::int from deviation d where d.tenant_id = l.tenant_id and d.lot_id = l.id and d.category not in ('done', 'cancelled', 'rejected')) as open_deviations,
			(select count(*)::int from deviation d where d.tenant_id = l.tenant_id and d.lot_id = l.id and d.category not in ('done', 'cancelled', 'rejected') and d.severity = 'critical') as critical_deviations,
			count(c.id)::int as certificates, count(c.id) filter (where c.valid_until is null or c.valid_until >= ?::date)::int as current_certificates
		from lot l left join lateral (
			select d.id, d.valid_until from document_link k join document d on d.tenant_id = k.tenant_id and d.id = k.document_id
			where k.tenant_id = l.tenant_id and k.subject_type = 'lot' and k.subject_id = l.id and d.kind = any(?::text[])
		) c on true
		where l.id = any(?::uuid[]) group by l.tenant_id, l.id`,
		[today, `{${CERTIFICATE_KINDS.join(',')}}`, uuids(lotIds)],
	)
