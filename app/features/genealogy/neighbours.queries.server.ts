import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LinkKind } from './genealogy.model.ts'

/** A lot near another: `steps` is negative for what went into it, positive for what was made of it. */
export type NearLot = {
	id: string
	code: string
	itemName: LocalizedText
	status: string
	quantity: Quantity
	steps: number
}

/** How much of one lot went into another, over all events of a kind. Parent and child are lot ids. */
export type NearLink = {
	parent: string
	child: string
	kind: LinkKind
	quantity: Quantity
	eventTime: string
	reconstructed: boolean
}

export type Neighbourhood = { lots: NearLot[]; links: NearLink[]; parents: number; children: number }

type Row = {
	lots:
		| { id: string; code: string; item: LocalizedText; status: string; quantity: string; unit: string; steps: number }[]
		| null
	links:
		| {
				parent: string
				child: string
				kind: LinkKind
				quantity: string
				unit: string
				at: number
				reconstructed: boolean
		  }[]
		| null
	parents: number
	children: number
}

/** Lots of one step that a page shows at first; the rest is in the trace. */
const EACH = 8
const STEPS = 2

/**
 * The lots up to two steps back and two on, at most 8 of each step by code, the links between them, and how many direct
 * parents and children there are in all. One statement.
 */
export async function neighboursOf(ctx: Context, lotId: string): Promise<Neighbourhood> {
	const [row] = await ctx.em.execute<Row[]>(
		`with recursive self as (select node from lot where id = ?),
		back(node, steps) as (
			select node, 0 from self
			union
			select k.parent_node, b.steps - 1 from back b join lot_link k on k.child_node = b.node where b.steps > -${STEPS}
		),
		forth(node, steps) as (
			select node, 0 from self
			union
			select k.child_node, f.steps + 1 from forth f join lot_link k on k.parent_node = f.node where f.steps < ${STEPS}
		),
		near as (select node, max(steps) as steps from back group by node union select node, min(steps) from forth where steps > 0 group by node),
		ranked as (
			select n.steps, l.node, l.id, l.code, l.item_id, l.status, trim_scale(l.quantity)::text as quantity, l.unit,
				row_number() over (partition by n.steps order by l.code_norm, l.id) as place
			from near n join lot l on l.node = n.node
		),
		shown as (select * from ranked where place <= ${EACH}),
		link as (
			select p.id as parent, c.id as child, k.kind, trim_scale(sum(k.quantity))::text as quantity, k.unit,
				(extract(epoch from min(k.event_time)) * 1000)::bigint as at, bool_or(k.reconstructed) as reconstructed
			from shown p join lot_link k on k.parent_node = p.node join shown c on c.node = k.child_node group by p.id, c.id, k.kind, k.unit
		)
		select (select json_agg(json_build_object('id', s.id, 'code', s.code, 'item', i.name, 'status', s.status, 'quantity', s.quantity, 'unit', s.unit,
				'steps', s.steps) order by s.steps, s.place) from shown s join item i on i.id = s.item_id) as lots,
			(select json_agg(link) from link) as links,
			(select count(distinct parent_node)::int from lot_link where child_node = (select node from self)) as parents,
			(select count(distinct child_node)::int from lot_link where parent_node = (select node from self)) as children`,
		[lotId],
	)
	return {
		parents: row?.parents ?? 0,
		children: row?.children ?? 0,
		lots: (row?.lots ?? []).map(({ item, quantity, unit, ...lot }) => ({
			...lot,
			itemName: item,
			quantity: { value: quantity, unit },
		})),
		links: (row?.links ?? []).map(({ quantity, unit, at, ...link }) => ({
			...link,
			quantity: { value: quantity, unit },
			eventTime: new Date(at).toISOString(),
		})),
	}
}
