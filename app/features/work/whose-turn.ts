import type { Action } from '#app/core/permission.ts'
import type { Principal } from '#app/features/workflow/acting-for.server.ts'
import { type VersionInUse, versionsInUse } from '#app/features/workflow/approvals.queries.server.ts'
import { movesOf } from '#app/features/workflow/record.queries.server.ts'
import type { WorkflowDefinition, WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import { type RecordKind, subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approvalAt, PLACE_COLUMNS, readerExcludedSql, readerGaveSql } from './excluded-reader.ts'
import { forwardSteps } from './forward-steps.model.ts'
import type { WorkScope } from './work-branches.ts'

type Step = 'free' | 'again' | 'approval'

/** Whether a step that leads back to the same state was taken since the record came there: then it is not asked any more. */
const takenSql = (instance: string): string =>
	`exists (select 1 from workflow_step s where s.instance_id = ${instance}.id and s.transition = p.transition and s.from_state = s.to_state
		and s.entry > coalesce((select max(o.entry) from workflow_step o where o.instance_id = ${instance}.id and o.from_state is distinct from o.to_state), 0))`

/**
 * SQL of one row for a record of this version: `mine`, whether who asks can bring it on now (null where no step leads on),
 * and `approves`, whether by an approval of theirs. A step that waits for other people's approval, because they may not give
 * it or have given it, is not theirs; nor is one that records something which is recorded. Takes two values, `turnPlaces`.
 */
export const turnSql = (instance: string, version: string): string =>
	`select bool_or(o.now) as mine, bool_or(o.now and o.step = 'approval') as approves from (
		select p.step, p.mine and not case p.step when 'again' then ${takenSql(instance)}
			when 'approval' then ${readerGaveSql(instance, 'p', { version, now: 'clock.now' })} or ${readerExcludedSql(instance, 'p')} else false end as now
		from jsonb_to_recordset(?::jsonb) as p(step text, mine boolean, ${PLACE_COLUMNS}) cross join (select ?::timestamptz as now) clock
		where p.version = ${instance}.version_id and p.state = ${instance}.state) o`

/** Where records of some kinds can be brought on by who asks, over all versions in use; none for everybody's work. */
export async function turnPlaces(
	ctx: Context,
	scope: WorkScope,
	kinds: readonly RecordKind[],
): Promise<[string, Date]> {
	const versions = scope.team ? [] : await versionsInUse(ctx)
	const rows = versions.flatMap(({ version, kind, definition }) =>
		kind && kinds.includes(kind)
			? definition.states.flatMap(({ key }) => placesAt(scope.as, { version, kind, definition }, key))
			: [],
	)
	return [JSON.stringify(rows), ctx.now]
}

type Placed = VersionInUse & { kind: RecordKind }

function placesAt(as: Principal, { version, kind, definition }: Placed, state: string) {
	const moves = movesOf(kind, definition)
	const steps = forwardSteps(definition, state)
	const may = ({ permission }: WorkflowTransition) =>
		permission !== undefined && as.ability.can(permission.action as Action, subjectOf(kind).ability)
	const waits = waitsForOthers(definition, state, steps, may)
	return steps.map((transition) => {
		const step: Step = transition.approval ? 'approval' : transition.to === state ? 'again' : 'free'
		const mine =
			step === 'approval'
				? may(transition) && approves(as, transition)
				: !waits && (transition.trigger.type === 'system' || may(transition))
		return { version, state, step, mine, ...approvalAt(as, transition, moves) }
	})
}

const approves = ({ roles }: Principal, { approval }: WorkflowTransition): boolean =>
	!approval?.roles || approval.roles.some((role) => roles.includes(role))

/** A waiting state that somebody else's step ends, as a customer's answer does: going on without is no work that waits. */
const waitsForOthers = (
	{ states }: WorkflowDefinition,
	state: string,
	steps: readonly WorkflowTransition[],
	may: (step: WorkflowTransition) => boolean,
): boolean =>
	states.find(({ key }) => key === state)?.category === 'waiting' &&
	steps.every(({ trigger }) => trigger.type === 'user') &&
	steps.some((step) => !step.approval && !may(step))
