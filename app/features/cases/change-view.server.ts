import type { LocalizedText } from '#app/core/localized.ts'
import { readItemChanges } from '#app/features/production/changes.queries.server.ts'
import { type ComparedLine, compareLines } from '#app/features/production/compare-revisions.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type CaseRow, lotsAround, type SideOfLots, untrained } from './cases.queries.server.ts'
import { type DefinitionDifference, definitionDifference } from './changed-definition.server.ts'

/** A change before and after, side by side, with the lots on either side of its day and who is not trained yet. */
export type ChangeView = {
	before: string | null
	after: string | null
	item: { id: string; sku: string; name: LocalizedText } | null
	components: ComparedLine[]
	parameters: ComparedLine[]
	/** What people wrote themselves. */
	lines: ComparedLine[]
	definition: DefinitionHead | null
	/** The draft or version of it that takes the place of the one before, in sentences. */
	difference: DefinitionDifference | null
	lots: { before: SideOfLots; after: SideOfLots } | null
	untrained: { code: string; title: LocalizedText; name: string }[]
}
type DefinitionHead = { key: string; kind: 'rule-set' | 'workflow'; title: LocalizedText; number: number | null }

/**
 * Puts a change side by side: the two revisions as the item's own comparison does, and what its author wrote. Lots are
 * those under either revision; where the change is no revision's, those made before and from the day it took effect.
 */
export async function readChangeView(ctx: Context, one: CaseRow): Promise<ChangeView | null> {
	const { change } = one
	if (!change) return null
	const { itemId, before = null, after = null } = change
	const compared = itemId && before && after ? await readItemChanges(ctx, itemId, { from: before, to: after }) : null
	const definition = change.definition ? await definitionHead(ctx, change.definition, one.topic) : null
	const pair = change.lines.map((line) => ({ key: line.what, name: line.what, ...line }))
	const side = (of: 'before' | 'after') =>
		pair.filter((line) => line[of] !== '').map((line) => ({ key: line.key, name: line.name, value: line[of] }))
	return {
		before: compared?.before?.code ?? null,
		after: compared?.after?.code ?? null,
		item: compared?.item ?? (itemId ? await itemHead(ctx, itemId) : null),
		components: compared?.components ?? [],
		parameters: compared?.parameters ?? [],
		lines: compareLines(side('before'), side('after')),
		definition,
		difference: definition && (await definitionDifference(ctx, definition.kind, change)),
		lots: await lotsOf(ctx, one, compared),
		untrained: one.isOpen ? await untrained(ctx, change.procedures) : [],
	}
}

async function lotsOf(ctx: Context, one: CaseRow, compared: Awaited<ReturnType<typeof readItemChanges>>) {
	if (compared?.before && compared.after) {
		const day = (lot: { id: string; code: string; status: string; manufacturedOn: string | null }) => {
			const { id, code, status, manufacturedOn: on } = lot
			return { id, code, status, on }
		}
		return {
			before: { rows: compared.lotsBefore.map(day), all: compared.before.lots },
			after: { rows: compared.lotsAfter.map(day), all: compared.after.lots },
		}
	}
	const itemId = one.change?.itemId
	return itemId && one.effectiveOn ? lotsAround(ctx, itemId, one.effectiveOn) : null
}

async function itemHead(ctx: Context, id: string): Promise<ChangeView['item']> {
	const [row] = await ctx.em.execute<NonNullable<ChangeView['item']>[]>('select id, sku, name from item where id = ?', [
		id,
	])
	return row ?? null
}

/** The rule set or workflow of a key: as it is active, or as a draft where none ever was. */
async function definitionHead(ctx: Context, key: string, topic: string | null): Promise<DefinitionHead | null> {
	const [row] = await ctx.em.execute<DefinitionHead[]>(
		`select key, kind, title, number from definition_version where key = ? and kind = ? and status <> 'withdrawn'
		order by (status = 'active') desc, number desc nulls last limit 1`,
		[key, topic === 'workflow' ? 'workflow' : 'rule-set'],
	)
	return row ?? null
}
