import { decideMany, remarksOfRules } from '#app/features/rules/decide-many.server.ts'
import type { Decision } from '#app/features/rules/decision.model.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readLotData } from './lot-data-facts.queries.server.ts'
import { nextStage, type Stage } from './lot-stage.model.ts'

/** The rule set that says what must be known of a lot at which stage. */
export const ATTRIBUTE_GOVERNANCE = 'attribute_governance'

type Asked = { facts: FactTree; lotId: string | null; scope?: RecordScope }

/** Decides without keeping the decisions: at a gate they stand in the facts of the gate's own, at registration there is no lot yet. */
export const governData = (ctx: Context, asked: readonly Asked[]) =>
	decideMany(ctx, {
		ruleSet: ATTRIBUTE_GOVERNANCE,
		requests: asked.map((one) => ({ subject: { type: 'lot', id: '' }, ...one })),
		keep: () => false,
	})

/** What the rules have to say of lots that are to be registered; null where nothing. */
export const remarksOnData = (ctx: Context, asked: readonly Asked[]) =>
	remarksOfRules(ctx, {
		ruleSet: ATTRIBUTE_GOVERNANCE,
		requests: asked.map((one) => ({ subject: { type: 'lot', id: '' }, ...one })),
	})

/**
 * The facts of lots with the group `lotData` beside them: whether `attribute_governance` finds all there that it asks for at
 * this stage, and what is missing, for the gate of the stage to decide on. Two statements and the set's. What it cannot
 * decide leaves `lotData.complete` unknown.
 */
export async function withLotData(
	ctx: Context,
	stage: Stage,
	facts: ReadonlyMap<string, FactTree>,
): Promise<Map<string, FactTree>> {
	const data = await readLotData(ctx, [...facts.keys()])
	const lots = [...facts].map(([id, tree]) => [id, tree, data.get(id) ?? {}] as const)
	const decisions = await governData(
		ctx,
		lots.map(([id, tree, own]) => ({
			lotId: id,
			facts: { ...tree, ...own, data: { ...(own.data as object), stage } },
		})),
	)
	return new Map(
		lots.map(([id, tree], index) => {
			const decision = decisions[index]
			const complete = decision?.status === 'pass' || decision?.status === 'warn'
			const missing = decision ? missingOf(decision, lots[index]?.[2] ?? {}) : ''
			const known = decision && decision.outcome !== 'unknown'
			return [id, { ...tree, lotData: known ? { complete, ...(complete ? {} : { missing }) } : {} }] as const
		}),
	)
}

/** What keeps a lot from being complete: fields of its form and keys of attributes; a rule that names none by its title. */
function missingOf(decision: Decision, own: FactTree): string {
	const listed = (own.data as { missingAttributes?: string } | undefined)?.missingAttributes
	const keys = obstacles(decision).flatMap((rule) => {
		if (!rule.fields?.length) return [`${rule.title.en} ${rule.title['zh-CN']}`.replaceAll(', ', ' ')]
		return rule.fields.flatMap((field) =>
			field === 'attributes' && listed ? listed.split(', ') : [field.replace('attributes.', '')],
		)
	})
	return [...new Set(keys)].join(', ')
}

/**
 * The facts of the subject `lot_data` for lots that are there, by lot id: a fixed number of statements whatever their
 * number. Without a stage each is looked at for the one that its state leads to next.
 */
export async function loadLotDataFacts(
	ctx: Context,
	lotIds: readonly string[],
	stage: Stage | null = null,
): Promise<Map<string, FactTree>> {
	const lots = await readLotFacts(ctx, lotIds)
	const data = await readLotData(ctx, [...lots.keys()])
	return new Map(
		[...lots].map(([id, { facts }]) => {
			const own = data.get(id) ?? {}
			const at = stage ?? nextStage(facts.lot as { status: string; category: string })
			return [id, { ...facts, ...own, data: { ...(own.data as object), stage: at } }] as const
		}),
	)
}
