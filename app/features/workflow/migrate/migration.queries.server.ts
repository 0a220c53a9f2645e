import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import { NEWEST_FIRST, readPage } from '#app/platform/db/read-page.queries.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { voidedTransitions } from '../design/diff-workflows.ts'
import { type WorkflowDefinition, workflowSchema } from '../workflow.schema.ts'
import type { RecordKind } from '../workflow-subjects.model.ts'
import type { Production } from './map-consequence.model.ts'
import type { MigrationStatus, MigrationView, RefusedRecord, StateMap } from './migration.model.ts'
import type { Standing } from './plan-migration.ts'

/** The two versions of a migration. */
export type VersionPair = {
	from: { id: string; number: number; definition: WorkflowDefinition }
	to: { id: string; number: number; definition: WorkflowDefinition }
}

/** Two published versions of a workflow; null when one is not there. */
export async function readPair(ctx: Context, key: string, from: number, to: number): Promise<VersionPair | null> {
	const [old, now] = [
		await readDefinition(ctx, 'workflow', { key, number: from }),
		await readDefinition(ctx, 'workflow', { key, number: to }),
	]
	if (!old || !now) return null
	return {
		from: { id: old.id, number: from, definition: workflowSchema.parse(old.content) },
		to: { id: now.id, number: to, definition: workflowSchema.parse(now.content) },
	}
}

/** More than a tenant has running at once; a dry run over more says so by its counts alone. */
const MOST_RECORDS = 200_000

/** The records that run on a version, by state and, of orders, by how far their production is. One statement. */
export async function readStandings(ctx: Context, versionId: string): Promise<Standing[]> {
	const rows = await ctx.em.execute<{ state: string; entered_at: Date | string; begun: boolean; ended: boolean }[]>(
		`select i.state, i.entered_at, o.started_at is not null as begun, o.finished_at is not null as ended
		from workflow_instance i left join production_order o on i.subject_type = 'order' and o.tenant_id = i.tenant_id and o.id = i.subject_id
		where i.version_id = ? limit ?`,
		[versionId, MOST_RECORDS],
	)
	const alike = Map.groupBy(rows, ({ state, begun, ended }) => `${state} ${begun} ${ended}`)
	return [...alike.values()].flatMap((found) => {
		const [first] = found
		if (!first) return []
		const { state, begun, ended } = first
		return [{ state, production: { begun, ended }, enteredAt: found.map((row) => new Date(row.entered_at)) }]
	})
}

/** How far the production of orders is, by id. No statement for other records. */
export async function productionOf(
	ctx: Context,
	kind: RecordKind,
	ids: readonly string[],
): Promise<Map<string, Production>> {
	if (kind !== 'order' || ids.length === 0) return new Map()
	const rows = await ctx.em.execute<({ id: string } & Production)[]>(
		'select id, started_at is not null as begun, finished_at is not null as ended from production_order where id = any(?::uuid[])',
		[`{${ids.join(',')}}`],
	)
	return new Map(rows.map(({ id, begun, ended }) => [id, { begun, ended }]))
}

type Row = {
	id: string
	key: string
	from_number: number
	to_number: number
	map: StateMap
	status: MigrationStatus
	total: number
	processed: number
	moved: number
	stayed: number
	refused: number
	refusals: RefusedRecord[]
	stop_requested: boolean
	reason: string
	started_by: string | null
	created_at: Date | string
	finished_at: Date | string | null
}

const SELECT = `select m.*, a.name as started_by from workflow_migration m left join account a on a.id = m.created_by`

const toView = (row: Row, voided: readonly string[]): MigrationView => ({
	id: row.id,
	key: row.key,
	from: row.from_number,
	to: row.to_number,
	map: row.map,
	status: row.status,
	total: row.total,
	processed: row.processed,
	moved: row.moved,
	stayed: row.stayed,
	refused: row.refused,
	refusals: row.refusals,
	voided,
	stopRequested: row.stop_requested,
	reason: row.reason,
	startedBy: row.started_by,
	createdAt: new Date(row.created_at).toISOString(),
	finishedAt: row.finished_at ? new Date(row.finished_at).toISOString() : null,
})

/** One migration; null when there is none. */
export async function readMigration(ctx: Context, id: string): Promise<MigrationView | null> {
	const [row] = await ctx.em.execute<Row[]>(`${SELECT} where m.id = ?`, [id])
	if (!row) return null
	const pair = await readPair(ctx, row.key, row.from_number, row.to_number)
	return toView(row, pair ? voidedTransitions(pair.from.definition, pair.to.definition) : [])
}

/** The migrations of a workflow, the newest first. A page; one statement. */
export async function listMigrations(
	ctx: Context,
	key: string,
	cursor?: string | null,
): Promise<ListPage<MigrationView>> {
	const page = await readPage<Row>(
		ctx,
		{ sql: `${SELECT} where m.key = ?`, values: [key], order: NEWEST_FIRST },
		{ cursor, size: 20 },
	)
	return mapPage(page, (row) => toView(row, []))
}

/** A migration that has not come to its end, locked; null when there is none for these versions. */
export async function openMigration(ctx: Context, key: string): Promise<string | null> {
	const [row] = await ctx.em.execute<{ id: string }[]>(
		`select id from workflow_migration where key = ? and status in ('queued', 'running') limit 1`,
		[key],
	)
	return row?.id ?? null
}
