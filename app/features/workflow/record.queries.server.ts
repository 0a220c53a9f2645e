import type { Context } from '#app/platform/request/context.server.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'

export type RecordRow = { label: string; record: Record<string, unknown> & { version: number } }

const LABEL = { lot: 'code', shipment: 'number', recall_case: 'number' } as const
const COLUMNS = {
	lot: 'site_id, supplier_id, null::uuid as party_id',
	shipment: 'site_id, null::uuid as supplier_id, party_id',
	recall_case: 'null::uuid as site_id, null::uuid as supplier_id, null::uuid as party_id',
} as const

/** A record's name and the columns that permissions look at, whatever its kind; null when there is none. */
export async function readRecord(ctx: Context, kind: RecordKind, id: string): Promise<RecordRow | null> {
	const { table } = WORKFLOW_RECORDS[kind]
	const [row] = await ctx.em.execute<
		{
			label: string
			version: number
			status: string
			site_id: string | null
			supplier_id: string | null
			party_id: string | null
		}[]
	>(`select ${LABEL[table]} as label, version, status, ${COLUMNS[table]} from ${table} where id = ?`, [id])
	if (!row) return null
	return {
		label: row.label,
		record: {
			version: row.version,
			status: row.status,
			siteId: row.site_id,
			supplierId: row.supplier_id,
			partyId: row.party_id,
		},
	}
}

export type DueTimer = { instanceId: string; entry: number; key: string; kind: RecordKind; subjectId: string }

/** Timers whose hour has come and that have not fired, the longest due first. */
export async function dueTimers(ctx: Context, limit: number): Promise<DueTimer[]> {
	const rows = await ctx.em.execute<
		{ instance_id: string; entry: number; key: string; subject_type: string; subject_id: string }[]
	>(
		`select t.instance_id, t.entry, t.key, i.subject_type, i.subject_id from workflow_timer t
		join workflow_instance i on i.tenant_id = t.tenant_id and i.id = t.instance_id
		where t.fired_at is null and t.due_at <= ? order by t.due_at limit ?`,
		[ctx.now, limit],
	)
	return rows.map((row) => ({
		instanceId: row.instance_id,
		entry: row.entry,
		key: row.key,
		kind: row.subject_type as RecordKind,
		subjectId: row.subject_id,
	}))
}

/** What people call records of one kind, by id. One statement. */
export async function labelsOf(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<Map<string, string>> {
	const { table } = WORKFLOW_RECORDS[kind]
	const rows = await ctx.em.execute<{ id: string; label: string }[]>(
		`select id, ${LABEL[table]} as label from ${table} where id = any(?::uuid[])`,
		[`{${ids.join(',')}}`],
	)
	return new Map(rows.map(({ id, label }) => [id, label]))
}
