import { createHash } from 'node:crypto'
import { canonicalJson } from '#app/core/canonical-json.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Action } from '#app/core/permission.ts'
import { isRoleKey } from '#app/core/permission.ts'
import { trainingOf } from '#app/features/governance/training.queries.server.ts'
import { type NamedRole, namedRoles } from '#app/features/roles/role-names.queries.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { versionsInForce } from '#app/platform/definitions/versions-in-force.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Principal } from './acting-for.server.ts'
import { Approval } from './approval.entity.server.ts'
import { calendarsFor } from './load-calendars.server.ts'
import type { Covers } from './move-record.server.ts'
import { movesOf, peopleBehind } from './record.queries.server.ts'
import type { WorkflowInstance } from './workflow.entity.server.ts'
import type { GivenApproval, GuardDecision, TransitionContext, WorkflowPosition } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

/**
 * SHA-256 of what an approval is given on: guards, approval and signature of the transition. Where a newer version of the
 * workflow changes them, approvals given before are void.
 */
export const termsHash = ({ guards, approval, signature }: WorkflowTransition): string =>
	createHash('sha256')
		.update(canonicalJson(JSON.parse(JSON.stringify({ guards, approval, signature }))))
		.digest('hex')

/** What each step of a record would be decided on beside it. */
export type CoversOf = (transition: string) => Covers | undefined

type Asked = {
	kind: RecordKind
	instance: WorkflowInstance
	definition: WorkflowDefinition
	record: Record<string, unknown> & { version?: number }
	/** What a step is decided on beside the record; undefined: what its latest approval was given on. */
	covers?: CoversOf | undefined
	/** The transitions that are asked about; what they do not need is not read. */
	transitions: readonly WorkflowTransition[]
}

/** Where a record stands, with the approvals of this stay and the people whom approvals exclude. */
export async function loadPosition(ctx: Context, asked: Asked): Promise<WorkflowPosition> {
	const { kind, instance, definition, record, transitions } = asked
	const position = {
		state: instance.state,
		enteredAt: instance.enteredAt,
		...(record.version === undefined ? {} : { version: record.version }),
	}
	const approvable = transitions.filter((transition) => transition.approval)
	if (approvable.length === 0) return position
	const terms = new Map(approvable.map((transition) => [transition.key, termsHash(transition)]))
	const rows = await ctx.em.find(
		Approval,
		{ instanceId: instance.id, entry: instance.entry },
		{ orderBy: { at: 'asc', id: 'asc' }, refresh: true },
	)
	const needsPeople = approvable.some((transition) => transition.approval?.exclude?.length)
	const people = needsPeople ? await peopleBehind(ctx, { instance, moves: movesOf(kind, definition) }) : {}
	const bound = boundTogether(rows, asked.covers)
	return { ...position, ...people, approvals: rows.map((row) => toGiven(row, { terms, bound })) }
}

/** SHA-256 of what a step is decided on beside the record. */
export const coversHash = ({ all }: Covers): string =>
	createHash('sha256')
		.update(canonicalJson(JSON.parse(JSON.stringify(all))))
		.digest('hex')

/**
 * The approvals, of `rows` in their order, that were given on what is asked for, or else on what the latest was given on. Whoever approves something else ends what was approved before for good.
 */
function boundTogether(rows: readonly Approval[], coversOf: CoversOf = () => undefined): ReadonlySet<string> {
	const bound = new Set<string>()
	for (const [transition, own] of Map.groupBy(rows, (row) => row.transition)) {
		const covers = coversOf(transition)
		const live = own.filter((row) => !row.withdrawnAt).reverse()
		const latest = live[0]?.coversHash ?? null
		if (covers && latest !== coversHash(covers)) continue
		for (const row of live) {
			if ((row.coversHash ?? null) !== latest) break
			bound.add(row.id)
		}
	}
	return bound
}

type Standing = { terms: ReadonlyMap<string, string>; bound: ReadonlySet<string> }

const toGiven = (row: Approval, { terms, bound }: Standing): GivenApproval => ({
	transition: row.transition,
	approverId: row.approverId,
	delegateId: row.delegateId ?? null,
	roles: row.roles,
	at: row.at,
	recordVersion: row.recordVersion,
	...(row.withdrawnAt
		? { lost: 'withdrawn' as const }
		: terms.get(row.transition) !== row.termsHash
			? { lost: 'superseded' as const }
			: bound.has(row.id)
				? {}
				: { lost: 'otherwise' as const }),
})

/** What a principal may do with the record, as the definition's permissions name it. */
export function allowedActions(
	principal: Principal,
	kind: RecordKind,
	definition: WorkflowDefinition,
	record: Record<string, unknown>,
): Set<string> {
	const subject = asSubject(subjectOf(kind).ability, record)
	const allowed = new Set<string>()
	const atSite = !principal.siteId || !record.siteId || principal.siteId === record.siteId
	for (const { permission } of definition.transitions) {
		if (!permission || !principal.ability.can(permission.action as Action, subject)) continue
		if (!permission.scope || permission.scope === 'tenant' || (permission.scope === 'site' && atSite))
			allowed.add(permission.action)
	}
	return allowed
}

const titlesOf = (roles: readonly NamedRole[]) => Object.fromEntries(roles.map(({ key, title }) => [key, title]))

/** What the rule sets are called that guards name without words of their own. No statement where they were asked for before. */
async function ruleSetTitlesOf(
	ctx: Context,
	transitions: readonly WorkflowTransition[],
): Promise<Pick<TransitionContext, 'ruleSetTitles'>> {
	const wordless = transitions.flatMap(({ guards = [] }) => guards.filter(({ message }) => !message))
	if (wordless.length === 0) return {}
	const titles: Record<string, LocalizedText> = {}
	for (const { ruleSet } of wordless) {
		const { active, pilot } = await versionsInForce(ctx, 'rule-set', ruleSet)
		const title = (active ?? pilot?.version)?.title
		if (title) titles[ruleSet] = title
	}
	return { ruleSetTitles: titles }
}

/**
 * Everything a decision depends on besides definition, record and request. Rights and roles are the principal's; the
 * training is that of whoever really acts.
 */
export async function loadContext(
	ctx: Context,
	asked: Omit<Asked, 'instance'>,
	principal: Principal,
	decisions: Record<string, GuardDecision>,
): Promise<TransitionContext> {
	const { actor } = ctx
	const { kind, definition, record, transitions } = asked
	const codes = [...new Set(transitions.flatMap((transition) => transition.training ?? []))]
	const training = actor.kind === 'person' && codes.length > 0 ? await trainingOf(ctx, actor.id, codes) : null
	const named = transitions.some(({ approval }) => approval?.roles?.some((role) => !isRoleKey(role)))
	return {
		now: ctx.now,
		...(await calendarsFor(ctx, definition)),
		...(await ruleSetTitlesOf(ctx, transitions)),
		...(named ? { roleTitles: titlesOf(await namedRoles(ctx)) } : {}),
		actor: {
			id: principal.id,
			kind: actor.kind === 'person' ? 'person' : actor.kind === 'system' ? 'system' : 'key',
			roles: principal.roles,
			...(principal.delegate ? { delegateId: principal.delegate.id } : {}),
		},
		allowed: allowedActions(principal, kind, definition, record),
		decisions,
		record,
		...(training ? { training: training.known, outdatedTraining: training.outdated } : {}),
	}
}
