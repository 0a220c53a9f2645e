import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { JobDefinition, JobRun } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { WorkflowMigration } from './migration.entity.server.ts'
import { REFUSED_KEPT } from './migration.model.ts'
import { readPair, type VersionPair } from './migration.queries.server.ts'
import { moveBatch } from './move-batch.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'workflow.migrate': { migrationId: string }
	}
}

/** Records of a batch: locked together, written in a fixed number of statements. */
const BATCH = 200

type Work = { tenantId: string; migrationId: string; createdBy: string | null; pair: VersionPair }

/**
 * Moves the records of a migration batch by batch, each with its counters in one transaction. One that was killed goes on
 * after the last batch that was written; one that is asked to stop ends after the batch it is in.
 */
export const runMigrationJob: JobDefinition<'workflow.migrate'> = {
	name: 'workflow.migrate',
	retries: 5,
	retryDelaySeconds: 2,
	timeoutSeconds: 1_800,
	concurrency: 1,
	giveUp: (tenantId, { migrationId }) => fail(tenantId, migrationId),
	handle: async (tenantId: string, { migrationId }: { migrationId: string }, run: JobRun) => {
		try {
			const work = await begin(tenantId, migrationId)
			if (!work) return
			while (await oneBatch(work)) {
				// The worker stops: the job goes back to the queue and goes on from there.
				if (run.signal.aborted) throw new Error(`Migration ${migrationId} was interrupted`)
			}
		} catch (error) {
			if (run.lastAttempt) await fail(tenantId, migrationId)
			throw error
		}
	},
}

async function lockMigration(ctx: Context, id: string): Promise<WorkflowMigration | null> {
	await lockRow(ctx, 'workflow_migration', id)
	return ctx.em.findOne(WorkflowMigration, { id }, { refresh: true })
}

const begin = (tenantId: string, migrationId: string): Promise<Work | null> =>
	withTenantContext(tenantId, async (ctx) => {
		const row = await lockMigration(ctx, migrationId)
		if (!row || (row.status !== 'queued' && row.status !== 'running')) return null
		const pair = await readPair(ctx, row.key, row.fromNumber, row.toNumber)
		if (!pair) throw new Error(`Migration ${migrationId} has lost a version`)
		row.status = 'running'
		row.startedAt ??= ctx.now
		return { tenantId, migrationId, createdBy: row.createdBy ?? null, pair }
	})

/** One batch in one transaction; false when the migration has ended or was stopped. */
const oneBatch = ({ tenantId, migrationId, createdBy, pair }: Work): Promise<boolean> =>
	withBehalfContext(tenantId, createdBy, async (ctx) => {
		const row = await lockMigration(ctx, migrationId)
		if (row?.status !== 'running') return false
		if (row.stopRequested) {
			row.status = 'stopped'
			return false
		}
		const done = await moveBatch(
			ctx,
			{ ...pair, map: row.map, migrationId, reason: row.reason, after: row.reached ?? null },
			BATCH,
		)
		row.processed += done.seen
		row.moved += done.moved
		row.stayed += done.stayed
		row.refused += done.refused.length
		row.refusals = [...row.refusals, ...done.refused].slice(0, REFUSED_KEPT)
		row.reached = done.reached ?? row.reached ?? null
		if (done.seen === BATCH) return true
		row.status = 'done'
		row.finishedAt = ctx.now
		await tell(ctx, row)
		return false
	})

async function tell(ctx: Context, row: WorkflowMigration): Promise<void> {
	ctx.audit.record({
		action: 'workflow-migration.done',
		subject: { type: 'workflow', id: row.toId, label: `${row.key} v${row.fromNumber} → v${row.toNumber}` },
		after: { migration: row.id, moved: row.moved, stayed: row.stayed, refused: row.refused },
	})
	if (!row.createdBy) return
	await notifyAccounts(ctx, [row.createdBy], {
		event: 'definition_told',
		values: {
			text: {
				en: `${row.moved} records of ${row.key} moved to v${row.toNumber}`,
				'zh-CN': `${row.key} 的 ${row.moved} 条记录已迁移到 v${row.toNumber}`,
			},
		},
		href: `/workflows/${row.key}/migrate?run=${row.id}`,
		dedupeKey: `workflow-migration:${row.id}`,
	})
}

const fail = (tenantId: string, migrationId: string): Promise<void> =>
	withTenantContext(tenantId, async (ctx) => {
		const row = await lockMigration(ctx, migrationId)
		if (!row || row.status === 'done') return
		// Whoever looks at it may let it go on: what was moved is moved, and it knows where it was.
		row.status = 'stopped'
	})
