import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

export type RecordRow = { label: string; record: Record<string, unknown> & { version: number } }

type Row = {
	id: string
	label: string
	version: number
	status: string
	site_id: string | null
	supplier_id: string | null
	party_id: string | null
}

/** Records' names and the columns that permissions look at, by id, whatever their kind. One statement. */
export async function readRecords(
	ctx: Context,
	kind: RecordKind,
	ids: readonly string[],
): Promise<Map<string, RecordRow>> {
	const { table, label, columns } = subjectOf(kind)
	const uuid = (column: string | null) => column ?? 'null::uuid'
	const rows = await ctx.em.execute<Row[]>(
		`select id, ${label} as label, version, status, ${uuid(columns.siteId)} as site_id,
			${uuid(columns.supplierId)} as supplier_id, ${uuid(columns.partyId)} as party_id
		from ${table} where id = any(?::uuid[])`,
		[`{${ids.join(',')}}`],
	)
	return new Map(
		rows.map((row) => [
			row.id,
			{
				label: row.label,
				record: {
					version: row.version,
					status: row.status,
					siteId: row.site_id,
					supplierId: row.supplier_id,
					partyId: row.party_id,
				},
			},
		]),
	)
}

/** One record's name and columns; null when there is none. */
export const readRecord = async (ctx: Context, kind: RecordKind, id: string): Promise<RecordRow | null> =>
	(await readRecords(ctx, kind, [id])).get(id) ?? null

/** What people call records of one kind, by id. One statement. */
export const labelsOf = async (ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<Map<string, string>> =>
	new Map([...(await readRecords(ctx, kind, ids))].map(([id, { label }]) => [id, label]))

type Behind = {
	requesterId: string | null
	requesterDelegateId: string | null
	lastEditorId: string | null
	authorId: string | null
	contributorIds: string[]
}

/**
 * SQL of who made a record, who brought it into its present state (and in whose stead), who changed it last, and everybody
 * who changed it or took a step of it since it came there: the people whom an approval may exclude, as text. `instance` is
 * the workflow instance, `moves` a jsonb list of the actions that its steps leave in the audit trail. A change is whatever
 * the trail has on the record besides its steps, approvals and signatures; a step from a state to itself does not begin a
 * new stay.
 */
export const behindSql = (instance: string, moves: string): string =>
	`with stay as (select entry, at from workflow_step where instance_id = ${instance}.id and from_state is distinct from to_state order by entry desc limit 1),
	edits as (select seq, at, actor->>'id' as actor_id from audit_entry where subject_id = ${instance}.subject_id::text and actor->>'kind' = 'person'
		and action not like 'approval.%' and action <> 'signature.given' and action not in (select jsonb_array_elements_text(${moves})))
	select
		(select actor_id::text from workflow_step where instance_id = ${instance}.id and entry = ${instance}.entry) as requester,
		(select delegate_id::text from workflow_step where instance_id = ${instance}.id and entry = ${instance}.entry) as delegate,
		(select actor_id::text from workflow_step where instance_id = ${instance}.id and entry = 1) as author,
		(select actor_id from edits order by seq desc limit 1) as editor,
		array(select s.actor_id::text from workflow_step s, stay where s.instance_id = ${instance}.id and s.entry >= stay.entry and s.actor_id is not null
			union select s.delegate_id::text from workflow_step s, stay where s.instance_id = ${instance}.id and s.entry >= stay.entry and s.delegate_id is not null
			union select e.actor_id from edits e, stay where e.at >= stay.at) as contributors`

/** The actions that the steps of a version leave in the audit trail of a record. */
export const movesOf = (kind: RecordKind, { transitions }: Pick<WorkflowDefinition, 'transitions'>): string[] =>
	transitions.map(({ key }) => `${kind}.${key}`)

/** The people whom an approval of a record's steps may exclude. One statement. */
export async function peopleBehind(
	ctx: Context,
	of: { instance: { id: string }; moves: readonly string[] },
): Promise<Behind> {
	const [row] = await ctx.em.execute<
		{
			requester: string | null
			delegate: string | null
			author: string | null
			editor: string | null
			contributors: string[]
		}[]
	>(
		`select b.* from workflow_instance i cross join (select ?::jsonb as list) m cross join lateral (${behindSql('i', 'm.list')}) b where i.id = ?`,
		[JSON.stringify(of.moves), of.instance.id],
	)
	return {
		requesterId: row?.requester ?? null,
		requesterDelegateId: row?.delegate ?? null,
		authorId: row?.author ?? null,
		lastEditorId: row?.editor ?? null,
		contributorIds: row?.contributors ?? [],
	}
}
