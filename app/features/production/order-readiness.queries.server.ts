import { todayIn } from '#app/core/local-date.ts'
import { compare, type Quantity } from '#app/core/quantity.ts'
import { revisionInForce } from '#app/features/catalog/revision-in-force.queries.server.ts'
import type { ReadinessProblem } from '#app/features/equipment/equipment.model.ts'
import { equipmentOfLine } from '#app/features/equipment/equipment.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { OrderHead } from './order-record.queries.server.ts'
import { type ComponentUse, stillNeeded, sumInto } from './production-balance.model.ts'

type Component = ComponentUse & { itemId: string; sku: string }

/** Codes as a person reads them; nothing where there are none, so that no rule speaks of an empty list. */
const named = (key: string, codes: readonly string[]) => (codes.length > 0 ? { [key]: codes.join(', ') } : {})

/**
 * What decides whether an order may go to its line: whether its revision is in force today, whether enough of each
 * material is released in stock for what it still has to use, whether the line's equipment in service is calibrated and
 * clean, and what is under investigation about the same item. Three statements.
 */
export async function readReadiness(
	ctx: Context,
	order: OrderHead,
	components: readonly Component[],
): Promise<FactTree> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const [standing] = await ctx.em.execute<{ in_force: boolean; deviations: number }[]>(
		`select ${revisionInForce('o.item_id')} is not distinct from o.revision_id as in_force,
			(select count(*)::int from deviation d join lot l on l.tenant_id = d.tenant_id and l.id = d.lot_id
				where l.item_id = o.item_id and d.closed_at is null and d.severity in ('major', 'critical')) as deviations
		from production_order o where o.id = ?`,
		[today, today, order.id],
	)
	const short = await shortOf(ctx, order, components, today)
	const equipment = (await equipmentOfLine(ctx, order)).filter(({ condition }) => condition === 'in_service')
	const withProblem = (...problems: ReadinessProblem[]) =>
		equipment.filter((one) => one.problems.some((problem) => problems.includes(problem))).map(({ code }) => code)
	const uncalibrated = withProblem('calibration-overdue')
	const uncleaned = withProblem('never-cleaned', 'cleaning-overdue')
	return {
		revisionInForce: standing?.in_force === true,
		itemDeviationCount: standing?.deviations ?? 0,
		shortMaterialCount: short.length,
		...named('shortMaterials', short),
		uncalibratedCount: uncalibrated.length,
		...named('uncalibrated', uncalibrated),
		uncleanedCount: uncleaned.length,
		...named('uncleaned', uncleaned),
	}
}

/** Materials of which the house has less, released, unexpired and on no hold, than the order still has to use. */
async function shortOf(
	ctx: Context,
	{ planned }: OrderHead,
	components: readonly Component[],
	today: string,
): Promise<string[]> {
	const rows = await ctx.em.execute<({ item: string } & Quantity)[]>(
		`select l.item_id as item, trim_scale(sum(l.on_hand))::text as value, l.unit from lot l
		where l.item_id = any(?::uuid[]) and l.category = 'done' and l.on_hand > 0 and (l.expires_on is null or l.expires_on >= ?::date)
			and not exists (select 1 from hold h where h.lot_id = l.id and h.lifted_at is null)
		group by l.item_id, l.unit`,
		[`{${components.map(({ itemId }) => itemId).join(',')}}`, today],
	)
	return components.flatMap((component) => {
		const needed = stillNeeded(component, planned)
		const stock = rows.filter(({ item }) => item === component.itemId)
		const left = compare({ value: sumInto(needed.unit, stock).value, unit: needed.unit }, needed)
		return left.ok && left.value < 0 ? [component.sku] : []
	})
}
