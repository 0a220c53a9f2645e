import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { compileRuleSet } from '../compile-rule-set.ts'
import type { Decision } from '../decision.model.ts'
import { listChecks } from '../decision-checks.ts'
import { evaluate } from '../evaluate.ts'
import { loadCatalogs } from '../load-catalogs.server.ts'
import { shownDecision } from '../shown-decision.server.ts'
import { contentsOfReplay, readFlip, readReplay } from './replay.queries.server.ts'

/**
 * One case of a replay with both explanations, made again by the engine from the facts and the two contents that the
 * replay kept. Null when there is none, or when one of the contents no longer loads.
 */
export async function readFlipPage(ctx: Context, replayId: string, position: number) {
	const replay = await readReplay(ctx, replayId)
	const flip = await readFlip(ctx, replayId, position)
	const contents = await contentsOfReplay(ctx, replayId)
	if (!replay || !flip || !contents) return null
	const time = { now: new Date(flip.at), timeZone: ctx.tenant.timeZone }
	const catalogs = await loadCatalogs(ctx)
	const explain = async (content: unknown, version: number) => {
		const compiled = compileRuleSet(content, { version, catalogs })
		return compiled.ok ? sideOf(await shownDecision(ctx, await evaluate(compiled.value, flip.facts, time))) : null
	}
	const isPiloted = flip.baseNumber === replay.pilotNumber
	const before = await explain(isPiloted ? contents.pilot : contents.base, flip.baseNumber)
	const after = await explain(contents.candidate, replay.candidate.number ?? 0)
	const { facts: _facts, ...row } = flip
	const candidate = await readDefinition(ctx, 'rule-set', { id: replay.candidate.id })
	const title = candidate?.title ?? { en: replay.ruleSet, 'zh-CN': replay.ruleSet }
	return before && after ? { replay, title, flip: row, before, after } : null
}
export type FlipPage = NonNullable<Awaited<ReturnType<typeof readFlipPage>>>

/** A decision as one half of the page shows it. */
const sideOf = (decision: Decision) => ({
	outcome: decision.outcome,
	status: decision.status,
	checks: listChecks(decision),
	missingFacts: decision.missingFacts,
})
