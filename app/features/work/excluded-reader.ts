import type { Principal } from '#app/features/workflow/acting-for.server.ts'
import { type ApprovablePlace, approvablePlaces } from '#app/features/workflow/approvals.queries.server.ts'
import { termsHash } from '#app/features/workflow/load-position.server.ts'
import { behindSql } from '#app/features/workflow/record.queries.server.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { RecordKind } from '#app/features/workflow/workflow-subjects.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkScope } from './work-branches.ts'

/** The columns of a place that the predicates below look at, for `jsonb_to_recordset`. */
export const PLACE_COLUMNS =
	'version uuid, state text, transition text, terms text, expires text, again boolean, exclude jsonb, moves jsonb, people jsonb'

/** Both who acts and in whose name: exclusions and approvals given look at either. */
const peopleOf = ({ id, delegate }: Principal): string[] => (delegate ? [id, delegate.id] : [id])

/** What the predicates below look at of a step at a place, for who asks. */
export const approvalAt = (as: Principal, transition: WorkflowTransition, moves: readonly string[]) => ({
	transition: transition.key,
	terms: termsHash(transition),
	expires: transition.approval?.expires ?? null,
	again: transition.approval?.distinct === false,
	exclude: transition.approval?.exclude ?? [],
	moves,
	people: peopleOf(as),
})

/**
 * SQL: whether some people (`people`, a jsonb list) are among those whom an approval excludes (`exclude`, likewise) by what
 * they did to the record whose people `behind` has, as `approverProblem` says of one record.
 */
const excludesSql = (exclude: string, people: string, behind: string): string =>
	`((jsonb_exists(${exclude}, 'requester') and jsonb_exists_any(${people}, array[${behind}.requester, ${behind}.delegate])) or (jsonb_exists(${exclude}, 'author') and jsonb_exists(${people}, ${behind}.author))
	or (jsonb_exists(${exclude}, 'lastEditor') and jsonb_exists(${people}, ${behind}.editor)) or (jsonb_exists(${exclude}, 'contributor') and jsonb_exists_any(${people}, ${behind}.contributors)))`

/**
 * SQL: whether the approval of a place `p` is excluded on the record of the instance for who asks. Who is behind the record
 * is only looked for where something is excluded.
 */
export const readerExcludedSql = (instance: string, place: string): string =>
	`(jsonb_array_length(${place}.exclude) > 0 and exists (select 1 from (${behindSql(instance, `${place}.moves`)}) behind where coalesce(${excludesSql(`${place}.exclude`, `${place}.people`, 'behind')}, false)))`

/** SQL: whether an approval `a` counts for the place `p` on a record of this version; `now` is an SQL expression. */
export const stillCountsSql = (a: string, place: string, of: { version: string; now: string }): string =>
	`(${a}.withdrawn_at is null and ${a}.terms_hash = ${place}.terms and ${a}.record_version = ${of.version}
		and (${place}.expires is null or ((${a}.at at time zone 'UTC') + ${place}.expires::interval) at time zone 'UTC' > ${of.now}))`

/** SQL: whether who asks, or in whose name they ask, has given their approval of the place `p` on the record already. */
export const readerGaveSql = (instance: string, place: string, of: { version: string; now: string }): string =>
	`(not ${place}.again and exists (select 1 from workflow_approval a where a.instance_id = ${instance}.id and a.entry = ${instance}.entry and a.transition = ${place}.transition
		and jsonb_exists_any(${place}.people, array[a.approver_id::text, a.delegate_id::text]) and ${stillCountsSql('a', place, of)}))`

/**
 * SQL: whether where the record of an instance now stands every step that who asks could take of some kind waits for the
 * approval of others: because they have no role that approves it, are excluded on this record, or have approved. Takes two
 * values, as `barredPlaces` answers them.
 */
export const readerBarredSql = (instance: string, version: string): string =>
	`coalesce((select bool_and(not p.role or ${readerGaveSql(instance, 'p', { version, now: 'clock.now' })} or ${readerExcludedSql(instance, 'p')})
		from jsonb_to_recordset(?::jsonb) as p(role boolean, ${PLACE_COLUMNS}) cross join (select ?::timestamptz as now) clock
		where p.version = ${instance}.version_id and p.state = ${instance}.state), false)`

/** The places at which who asks may be barred from the steps of these records that ask for an action; none for everybody's work. */
export async function barredPlaces(
	ctx: Context,
	scope: WorkScope,
	of: { kind: RecordKind; actions: readonly string[] },
): Promise<[string, Date]> {
	const places = scope.team ? [] : await approvablePlaces(ctx, scope.as)
	const asked = ({ kind, transition }: ApprovablePlace) =>
		kind === of.kind && of.actions.includes(transition.permission?.action ?? '')
	const rows = places.filter(asked).map(({ version, state, transition, moves, byRole }) => ({
		version,
		state,
		role: byRole,
		...approvalAt(scope.as, transition, moves),
	}))
	return [JSON.stringify(rows), ctx.now]
}
