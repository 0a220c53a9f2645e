import type { LocalizedText } from '#app/core/localized.ts'
import { type NamedRole, namedRoles, whoMay } from '#app/features/roles/role-names.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { filesForSteps } from './files-for-steps.server.ts'
import { lifecycleSteps } from './lifecycle-steps.ts'
import type { CoversOf } from './load-position.server.ts'
import { earlierHistory, readHistory } from './record-history.server.ts'
import { fieldLabel, MEANING_TITLES, wholeMessage } from './refusal-messages.ts'
import { toOffer } from './step-offers.model.ts'
import { type GuardDecision, titleOf, toneOf } from './workflow.model.ts'
import { type RecordStanding, readStanding } from './workflow.queries.server.ts'
import type { WorkflowTransition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

export type RecordPage = Awaited<ReturnType<typeof readRecordPage>>

/**
 * What every page of a record under a workflow shows, as plain data: its state, the course it takes, the steps with what
 * each asks of whom, approvals, deadlines, and what happened. A partner sees the steps that are its own and no names of
 * the house. A fixed number of statements.
 */
export async function readRecordPage(
	ctx: Context,
	kind: RecordKind,
	id: string,
	record: Record<string, unknown> & { version: number },
	decisions: Record<string, GuardDecision> = {},
	covers?: CoversOf,
) {
	const standing = await readStanding(ctx, kind, id, record, decisions, covers)
	const partner = partyOf(ctx.actor) !== null
	const state = indexOf(standing.definition).states.get(standing.state)
	const offers = standing.available.map(toOffer)
	const steps = offers.filter((offer) => offer.permitted)
	const history = await readHistory(ctx, { kind, id }, standing, partner)
	return {
		state: {
			key: standing.state,
			title: titleOf(state ?? { key: standing.state }),
			tone: state ? toneOf(state) : ('draft' as const),
			category: state?.category ?? 'active',
		},
		lifecycle: lifecycleOf(standing),
		steps,
		/** Documents to choose from for the steps that ask for one. */
		documents: await filesForSteps(ctx, kind, id, steps),
		next: partner ? [] : nextOf(standing, kind, await namedRoles(ctx), decisions),
		approvals: partner ? [] : standing.approvals,
		deadlines: partner ? [] : standing.deadlines,
		procedures: standing.procedures,
		delegators: standing.delegators,
		history,
		earlier: await earlierHistory(ctx, { kind, id }, history, partner),
		now: ctx.now.toISOString(),
	}
}

function lifecycleOf(standing: RecordStanding) {
	const stays = standing.steps.slice(0, -1).map((step) => ({ state: step.to, enteredAt: step.at }))
	return lifecycleSteps(standing.definition, { state: standing.state, enteredAt: standing.enteredAt }, stays).map(
		({ state, title, tone, status, enteredAt }) => ({
			state,
			title,
			tone,
			status,
			enteredAt: enteredAt?.toISOString() ?? null,
		}),
	)
}

/** The roles that approve a step, where it names some; else all. */
const approversAmong = (
	roles: readonly NamedRole[],
	transition: WorkflowTransition | undefined,
): readonly NamedRole[] => {
	const wanted = transition?.approval?.roles
	return wanted ? roles.filter(({ key, base }) => wanted.some((role) => role === key || role === base)) : roles
}

const isPermitted = ({ blockers }: RecordStanding['available'][number]): boolean =>
	!blockers.some(({ code }) => code === 'permission')

/** Every step that people may take from here: whose it is and what it asks for. */
function nextOf(
	standing: RecordStanding,
	kind: RecordKind,
	roles: readonly NamedRole[],
	decisions: Record<string, GuardDecision>,
) {
	const { transitions } = indexOf(standing.definition)
	return standing.available.map((step) => {
		const transition = transitions.get(step.key)
		const asked: LocalizedText[] = [
			...(step.form?.required ?? []).map((field) => fieldLabel(step, field)),
			...(step.form?.fields ?? [])
				.filter(({ field, required }) => required && !step.form?.required.includes(field))
				.map((field) => field.label),
		]
		return {
			key: step.key,
			title: step.title,
			description: transition?.description ?? null,
			roles: whoMay(approversAmong(roles, transition), subjectOf(kind).ability, transition?.permission?.action),
			asked,
			meaning: step.signature ? MEANING_TITLES[step.signature.meaning] : null,
			quorum: transition?.approval?.quorum ?? null,
			/** The rules that it goes by stop it now. */
			guarded: step.blockers.some((one) => one.code === 'guard'),
			/** Why it is not taken now: what rules have against it for anybody, the rest where the reader's role would let them. */
			obstacles: step.blockers
				.filter(({ code }) => code === 'guard' || (code !== 'permission' && isPermitted(step)))
				.map(wholeMessage),
			/** What its rules warn of where they let it pass. */
			warnings: (transition?.guards ?? []).flatMap(({ ruleSet }) =>
				step.blockers.some((one) => one.code === 'guard') ? [] : (decisions[ruleSet]?.warnings ?? []),
			),
		}
	})
}
