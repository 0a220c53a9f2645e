import { signaturesOf } from '#app/features/audit/signatures.queries.server.ts'
import { type LotCursors, readLotPage } from '#app/features/lots/lot-page.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadReleaseFacts } from './load-release-facts.server.ts'
import { lastStep } from './release.queries.server.ts'
import { RELEASE_GATE } from './release-gate.model.ts'

/**
 * A lot as whoever releases it looks at it: results, conditions as they are now, the stored decision where there is one,
 * documents, deviations, what it was made of, who signed. Null when there is no such lot.
 */
export async function readReleasePage(ctx: Context, lotId: string, at: LotCursors = {}) {
	const page = await readLotPage(ctx, lotId, 'overview', at)
	if (!page?.inside) return null
	const facts = await loadReleaseFacts(ctx, [lotId])
	return {
		page,
		inside: page.inside,
		inputs: facts.get(lotId)?.inputs ?? [],
		stored: page.inside.decisions.find((decision) => decision.ruleSet === RELEASE_GATE) ?? null,
		last: await lastStep(ctx, lotId),
		signatures: await signaturesOf(ctx, lotId, ctx.now.toISOString()),
	}
}
export type ReleasePage = NonNullable<Awaited<ReturnType<typeof readReleasePage>>>
