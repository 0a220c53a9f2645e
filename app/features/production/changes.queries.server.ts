import { type LocalizedText, localized } from '#app/core/localized.ts'
import { unitSymbol } from '#app/core/units.ts'
import { processParametersOf } from '#app/features/catalog/process-parameters.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type ComparedLine, compareLines, type RevisionLine } from './compare-revisions.model.ts'
import { type LotChange, lotChanges } from './lot-changes.queries.server.ts'
import { readComponents } from './order-record.queries.server.ts'

export type RevisionHead = {
	id: string
	code: string
	effectiveFrom: string
	effectiveTo: string | null
	changeReference: string | null
	/** Lots that were made or received under it. */
	lots: number
}

/** A lot made under a revision. */
export type RevisionLot = { id: string; code: string; status: string; manufacturedOn: string | null }

export type ItemChanges = {
	item: { id: string; sku: string; name: LocalizedText }
	revisions: RevisionHead[]
	before: RevisionHead | null
	after: RevisionHead | null
	components: ComparedLine[]
	parameters: ComparedLine[]
	lotsBefore: RevisionLot[]
	lotsAfter: RevisionLot[]
	/** The latest, and how many there are. */
	changedLots: LotChange[]
	allChangedLots: number
}

/** Lots of each revision that the page shows, the latest first; the list of lots has them all. */
const SHOWN = 50

/**
 * Two revisions of an item beside each other, and the lots that were made under each; without a choice, the last two.
 * Besides, the lots of it that were changed into others. Null when there is no such item.
 */
export async function readItemChanges(
	ctx: Context,
	itemId: string,
	asked: { from: string | null; to: string | null },
): Promise<ItemChanges | null> {
	if (!ctx.ability.can('read', 'Item')) return null
	const [item] = await ctx.em.execute<ItemChanges['item'][]>('select id, sku, name from item where id = ?', [itemId])
	if (!item) return null
	const revisions = await ctx.em.execute<RevisionHead[]>(
		`select r.id, r.code, r.effective_from::text as "effectiveFrom", r.effective_to::text as "effectiveTo", r.change_reference as "changeReference",
			(select count(*)::int from lot l where l.item_id = r.item_id and l.revision_id = r.id) as lots
		from item_revision r where r.item_id = ? order by r.effective_from desc, r.code desc limit 100`,
		[itemId],
	)
	const after = revisions.find((one) => one.code === asked.to) ?? revisions[0] ?? null
	const before =
		revisions.find((one) => one.code === asked.from && one !== after) ??
		revisions[after ? revisions.indexOf(after) + 1 : 0] ??
		null
	const parameters = await processParametersOf(
		ctx,
		[before, after].flatMap((one) => (one ? [one.id] : [])),
	)
	const parameterLines = (id: string | undefined): RevisionLine[] =>
		(parameters.get(id ?? '') ?? []).map((one) => ({
			key: one.key,
			name: localized(one.name, ctx.language),
			value: [one.target ?? '', `${one.minimum ?? '−∞'} … ${one.maximum ?? '∞'}`, one.unit].filter(Boolean).join(' · '),
		}))
	const changed = await lotChanges(ctx, { itemId })
	return {
		item,
		revisions,
		before,
		after,
		components: compareLines(await componentLines(ctx, before?.id), await componentLines(ctx, after?.id)),
		parameters: compareLines(parameterLines(before?.id), parameterLines(after?.id)),
		lotsBefore: before ? await lotsUnder(ctx, itemId, before.id) : [],
		lotsAfter: after ? await lotsUnder(ctx, itemId, after.id) : [],
		changedLots: changed.rows.map((change) => ({
			...change,
			lines: change.lines.filter((line) => line.change !== 'same'),
		})),
		allChangedLots: changed.all,
	}
}

async function componentLines(ctx: Context, revisionId: string | undefined): Promise<RevisionLine[]> {
	if (!revisionId) return []
	return (await readComponents(ctx, revisionId)).map((one) => ({
		key: one.itemId,
		name: `${one.sku} · ${localized(one.name, ctx.language)}`,
		value: `${one.perUnit} ${unitSymbol(one.unit, ctx.language)} ± ${one.tolerancePercent} %`,
	}))
}

const lotsUnder = (ctx: Context, itemId: string, revisionId: string): Promise<RevisionLot[]> =>
	ctx.em.execute<RevisionLot[]>(
		`select id, code, status, manufactured_on::text as "manufacturedOn" from lot where item_id = ? and revision_id = ?
		order by updated_at desc, id desc limit ${SHOWN}`,
		[itemId, revisionId],
	)
