import type { LocalizedText } from '#app/core/localized.ts'
import { readStepProcedures, type StepProcedure } from '#app/features/governance/step-procedures.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { delegatorsOf, ownPrincipal } from './acting-for.server.ts'
import { type ApprovalStanding, readApprovals } from './approvals.queries.server.ts'
import { type AvailableTransition, availableTransitions } from './available-transitions.ts'
import { type CoversOf, loadContext, loadPosition } from './load-position.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import { type GuardDecision, titleOf } from './workflow.model.ts'
import type { SlaEffect, WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/**
 * A deadline of the present state: one that is still to come or about to fire, or one that is over and due still. `overdue`
 * is a deadline that is over; a mere reminder never is.
 */
export type Deadline = { key: string; title: LocalizedText; dueAt: string; effect: SlaEffect; overdue: boolean }

/** A step with whose rights reach furthest: a delegator's id, or null where the reader's own are as good. */
export type OfferedTransition = AvailableTransition & { inNameOf: string | null }

export type RecordStanding = {
	definition: WorkflowDefinition
	versionNumber: number
	state: string
	enteredAt: Date
	steps: {
		transition: string
		from: string | null
		to: string
		at: Date
		actor: string
		/** Who acted in the actor's name. */
		delegate: string | null
		reason: string | null
		signatureId: string | null
		fields: Record<string, unknown> | null
	}[]
	available: readonly OfferedTransition[]
	approvals: ApprovalStanding[]
	deadlines: Deadline[]
	/** Procedures that steps from here ask for, each with the titles of those steps. None for a partner. */
	procedures: (StepProcedure & { steps: LocalizedText[] })[]
	/** People in whose name the reader may act here, by a delegation in force. */
	delegators: { id: string; name: string }[]
}

/**
 * Where a record stands: its pinned workflow, its steps so far (at most 200), each step a person may ask for now with
 * everything that it lacks, approvals given and who may still approve, deadlines. `record` holds the columns that
 * permissions look at; `covers` what the steps would be decided on beside it, so that approvals of something else are
 * told as void.
 */
export async function readStanding(
	ctx: Context,
	kind: RecordKind,
	id: string,
	record: Record<string, unknown> & { version: number },
	decisions: Record<string, GuardDecision> = {},
	covers?: CoversOf,
): Promise<RecordStanding> {
	const instance = await ctx.em.findOneOrFail(WorkflowInstance, { subjectType: kind, subjectId: id })
	const { definition, number } = await loadPinnedWorkflow(ctx, instance.versionId)
	// The newest: where a record stands hangs on its last steps, however often it went round.
	const newest = await ctx.em.find(
		WorkflowStep,
		{ instanceId: instance.id },
		{ orderBy: { entry: 'desc' }, limit: 200 },
	)
	const steps = newest.toReversed()
	const transitions = indexOf(definition).transitionsFrom.get(instance.state) ?? []
	const asked = { kind, instance, definition, record, covers, transitions }
	const position = await loadPosition(ctx, asked)
	const delegators = await delegatorsOf(ctx, kind)
	const offers = []
	for (const principal of [ownPrincipal(ctx), ...delegators]) {
		const context = await loadContext(ctx, asked, principal, decisions)
		const inNameOf = principal.delegate ? principal.id : null
		offers.push(availableTransitions(definition, position, context).map((step) => ({ ...step, inNameOf })))
	}
	return {
		definition,
		versionNumber: number,
		state: instance.state,
		enteredAt: instance.enteredAt,
		steps: steps.map((step) => ({
			transition: step.transition,
			from: step.fromState ?? null,
			to: step.toState,
			at: step.at,
			actor: step.actorName,
			delegate: step.delegateName ?? null,
			reason: step.reason ?? null,
			signatureId: step.signatureId ?? null,
			fields: step.fields ?? null,
		})),
		available: bestOf(offers),
		approvals: await readApprovals(ctx, { kind, instance, definition, record }, position, transitions),
		deadlines: await readDeadlines(ctx, instance, definition),
		procedures: partyOf(ctx.actor) === null ? await proceduresOf(ctx, transitions) : [],
		delegators: delegators.map((principal) => ({ id: principal.id, name: principal.name })),
	}
}

/** What the steps from here ask people to know, each procedure once. No statement where they ask for none. */
async function proceduresOf(
	ctx: Context,
	transitions: readonly WorkflowTransition[],
): Promise<RecordStanding['procedures']> {
	const asking = transitions.filter(({ trigger, training }) => trigger.type === 'user' && training?.length)
	const codes = [...new Set(asking.flatMap(({ training = [] }) => training))]
	return (await readStepProcedures(ctx, codes)).map((procedure) => ({
		...procedure,
		steps: asking.filter(({ training = [] }) => training.includes(procedure.code)).map(titleOf),
	}))
}

/** Each step as the principal sees it who lacks least; the reader's own view where that is as good. */
function bestOf(offers: readonly (readonly OfferedTransition[])[]): OfferedTransition[] {
	const [own = [], ...others] = offers
	return own.map((transition, index) =>
		others.reduce((best, offer) => {
			const other = offer[index]
			return other && other.blockers.length < best.blockers.length ? other : best
		}, transition),
	)
}

async function readDeadlines(
	ctx: Context,
	instance: WorkflowInstance,
	definition: WorkflowDefinition,
): Promise<Deadline[]> {
	const sla = indexOf(definition).states.get(instance.state)?.sla ?? []
	if (sla.length === 0) return []
	const timers = await ctx.em.find(
		WorkflowTimer,
		{ instanceId: instance.id, entry: instance.entry },
		{ orderBy: { dueAt: 'asc' } },
	)
	return timers.flatMap((timer) => {
		const one = sla.find(({ key }) => key === timer.key)
		if (!one) return []
		const { key, effect } = one
		const overdue = effect !== 'warn' && timer.dueAt <= ctx.now
		return [{ key, title: titleOf(one), dueAt: timer.dueAt.toISOString(), effect, overdue }]
	})
}
