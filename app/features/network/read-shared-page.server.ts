import { toneOf } from '#app/features/workflow/workflow.model.ts'
import type { StateTone, WorkflowState } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { SharedGenealogy, SharedNode } from './network.model.ts'
import { readSharedLot, type SharedLotView } from './shared-lots.queries.server.ts'

/** Rows of a genealogy on one page, and lots of which a picture is still readable. */
export const GENEALOGY_PAGE = 100
export const MOST_DRAWN = 50

export type SharedNodeRow = SharedNode & {
	tone: StateTone
	/** Codes of the lots it was made of, as far as they are sent. */
	madeOf: string[]
}

/** A page of what another company shows of where a lot came from, or what became of it. */
export type SharedGenealogyPage = {
	rows: SharedNodeRow[]
	/** All of it where it can be drawn. */
	drawn: Pick<SharedGenealogy, 'edges'> | null
	first: number
	shown: number
	total: number
	next: number | null
	previous: number | null
}

export type SharedLotPage = Omit<SharedLotView, 'content'> & {
	content: Omit<SharedLotView['content'], 'genealogy'>
	tone: StateTone | null
	genealogy: SharedGenealogyPage | null
}

const toneIn = (category: string): StateTone =>
	toneOf({ category: category as WorkflowState['category'] } as WorkflowState) ?? 'draft'

/** A lot of a connected company with one page of its genealogy, from row `start` (counted from 0) on; null where none. */
export async function readSharedPage(ctx: Context, id: string, start: number): Promise<SharedLotPage | null> {
	const lot = await readSharedLot(ctx, id)
	if (!lot) return null
	const { genealogy, ...content } = lot.content
	return {
		...lot,
		content,
		tone: content.attributes ? toneIn(content.attributes.category) : null,
		genealogy: genealogy ? genealogyPage(genealogy, start) : null,
	}
}

function genealogyPage({ nodes, edges, total }: SharedGenealogy, start: number): SharedGenealogyPage {
	const parents = Map.groupBy(edges, (edge) => edge.child)
	const rows = nodes.slice(start, start + GENEALOGY_PAGE).map((node, index) => ({
		...node,
		tone: toneIn(node.category),
		madeOf: (parents.get(start + index) ?? []).flatMap((edge) => nodes[edge.parent]?.code ?? []),
	}))
	return {
		rows,
		drawn: nodes.length > 1 && nodes.length <= MOST_DRAWN ? { edges } : null,
		first: start + 1,
		shown: nodes.length,
		total,
		next: start + GENEALOGY_PAGE < nodes.length ? start + GENEALOGY_PAGE : null,
		previous: start > 0 ? Math.max(0, start - GENEALOGY_PAGE) : null,
	}
}
