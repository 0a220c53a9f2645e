import { type ApprovablePlace, approvablePlaces } from '#app/features/workflow/approvals.queries.server.ts'
import { behindSql } from '#app/features/workflow/record.queries.server.ts'
import type { RecordKind } from '#app/features/workflow/workflow-subjects.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * SQL: whether a person (`me`, text) is one of those whom an approval excludes (`exclude`, a jsonb list) by what they did to
 * the record whose people `behind` has, as `approverProblem` says of one record.
 */
const excludesSql = (exclude: string, me: string, behind: string): string =>
	`((jsonb_exists(${exclude}, 'requester') and ${me} in (${behind}.requester, ${behind}.delegate)) or (jsonb_exists(${exclude}, 'author') and ${me} = ${behind}.author)
	or (jsonb_exists(${exclude}, 'lastEditor') and ${me} = ${behind}.editor) or (jsonb_exists(${exclude}, 'contributor') and ${me} = any(${behind}.contributors)))`

/**
 * SQL: whether the reader's approval of a place `p` (columns `exclude`, `moves`, `me`) is excluded on the record of the
 * instance. Who is behind the record is only looked for where something is excluded.
 */
export const readerExcludedSql = (instance: string, place: string): string =>
	`(jsonb_array_length(${place}.exclude) > 0 and exists (select 1 from (${behindSql(instance, `${place}.moves`)}) behind where coalesce(${excludesSql(`${place}.exclude`, `${place}.me`, 'behind')}, false)))`

/** What `readerExcludedSql` looks at of a place. */
export const excludedAt = (ctx: Context, { transition, moves }: ApprovablePlace) => ({
	exclude: transition.approval?.exclude ?? [],
	moves,
	me: ctx.actor.id ?? '',
})

/**
 * SQL: whether where the record of an instance now stands every step that the reader could take of some kind waits for the
 * approval of others, because they have no role that approves it or are excluded on this record. Takes one value,
 * `barredPlaces`.
 */
export const readerBarredSql = (instance: string): string =>
	`coalesce((select bool_and(not p.role or ${readerExcludedSql(instance, 'p')}) from jsonb_to_recordset(?::jsonb) as p(version uuid, state text, role boolean, exclude jsonb, moves jsonb, me text)
		where p.version = ${instance}.version_id and p.state = ${instance}.state), false)`

/** The places at which the reader may be barred from the steps of these records that ask for an action; none for everybody's work. */
export async function barredPlaces(
	ctx: Context,
	of: { kinds: readonly RecordKind[]; actions: readonly string[]; team: boolean },
): Promise<string> {
	const places = of.team ? [] : await approvablePlaces(ctx)
	return JSON.stringify(
		places
			.filter(
				({ kind, transition }) =>
					kind !== null && of.kinds.includes(kind) && of.actions.includes(transition.permission?.action ?? ''),
			)
			.map((place) => ({
				version: place.version,
				state: place.state,
				role: place.byRole,
				...excludedAt(ctx, place),
			})),
	)
}
