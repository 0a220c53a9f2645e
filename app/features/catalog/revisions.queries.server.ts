import type { ListPage } from '#app/core/list-cursor.ts'
import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ProcessParameterRow } from './process-parameter.model.ts'
import { processParametersOf } from './process-parameters.queries.server.ts'
import { revisionInForce } from './revision-in-force.queries.server.ts'
import { shortDecimal } from './short-decimal.ts'

export type Component = {
	id: string
	itemId: string
	sku: string
	name: LocalizedText
	quantity: string
	unit: string
	tolerancePercent: string
}
export type Revision = {
	id: string
	code: string
	effectiveFrom: string
	effectiveTo: string | null
	changeReference: string | null
	/** Today: of an item's revisions one at most is in force. */
	standing: 'later' | 'inForce' | 'past'
	used: boolean
	components: Component[]
	parameters: ProcessParameterRow[]
}

type Basics = Omit<Revision, 'components' | 'parameters'>

const SELECT = `select id, code, to_char(effective_from, 'YYYY-MM-DD') as "effectiveFrom", to_char(effective_to, 'YYYY-MM-DD') as "effectiveTo",
	change_reference as "changeReference", case when effective_from > ?::date then 'later' when id = ${revisionInForce('item_revision.item_id')} then 'inForce' else 'past' end as standing,
	exists (select 1 from lot where revision_id = item_revision.id) or exists (select 1 from production_order where revision_id = item_revision.id) as used
	from item_revision where item_id = ?`

/** Each with its components and parameters. Two statements however many. */
async function withParts(ctx: Context, revisions: readonly Basics[]): Promise<Revision[]> {
	const ids = revisions.map((revision) => revision.id)
	const components = await ctx.em.execute<(Component & { revisionId: string })[]>(
		`select c.id, c.revision_id as "revisionId", i.id as "itemId", i.sku, i.name, c.quantity::text as quantity, c.unit, c.tolerance_percent::text as "tolerancePercent"
		from bom_component c join item i on i.id = c.component_item_id where c.revision_id = any(?::uuid[]) order by c.revision_id, c.position`,
		[`{${ids.join(',')}}`],
	)
	const parameters = await processParametersOf(ctx, ids)
	return revisions.map((revision) => ({
		...revision,
		parameters: parameters.get(revision.id) ?? [],
		components: components
			.filter((component) => component.revisionId === revision.id)
			.map(({ revisionId: _of, ...component }) => ({
				...component,
				quantity: shortDecimal(component.quantity),
				tolerancePercent: shortDecimal(component.tolerancePercent),
			})),
	}))
}

/** The revisions of an item, the newest first, each with what one unit is made of. A page; three statements. */
export async function listRevisions(
	ctx: Context,
	itemId: string,
	from: { cursor?: string | null | undefined; size?: number | undefined } = {},
): Promise<ListPage<Revision>> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const page = await readPage<Basics>(
		ctx,
		{
			sql: SELECT,
			values: [today, today, today, itemId],
			order: [
				{ by: '"effectiveFrom"', as: 'text', down: true },
				{ by: 'code', as: 'text', down: true },
			],
		},
		{ cursor: from.cursor, ...(from.size ? { size: from.size } : {}) },
	)
	return { ...page, rows: await withParts(ctx, page.rows) }
}

/** One revision of an item; null where it has none of this id. */
export async function readRevision(ctx: Context, itemId: string, revisionId: string): Promise<Revision | null> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const found = await ctx.em.execute<Basics[]>(`${SELECT} and id = ?`, [today, today, today, itemId, revisionId])
	return (await withParts(ctx, found))[0] ?? null
}
