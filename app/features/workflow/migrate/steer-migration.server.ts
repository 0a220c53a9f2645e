import { LockMode } from '@mikro-orm/core'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockKey } from '#app/platform/definitions/publish-content.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { activeWorkflow } from '../drafts/workflow-drafts.queries.server.ts'
import { WorkflowMigration } from './migration.entity.server.ts'
import { isOver } from './migration.model.ts'
import { openMigration } from './migration.queries.server.ts'

/** `ended`: it is over; `not-stopped`: it is on its way already; `already-stopped`: it stands still. */
export type SteerRefusal = {
	code:
		| 'unknown-migration'
		| 'forbidden'
		| 'ended'
		| 'not-stopped'
		| 'already-stopped'
		| 'already-running'
		| 'not-active'
}

/**
 * Stops a migration after the batch it is in, or lets a stopped one go on where it was. What was moved stays moved.
 * Errors: `unknown-migration`, `forbidden`, `ended`, `already-stopped` (to stop); to go on: `not-stopped`, `already-running`
 * (another of this workflow was begun meanwhile), `not-active` (its version has been followed by a newer one).
 */
export async function steerMigration(
	ctx: Context,
	request: { id: string; to: 'stop' | 'resume' },
): Promise<Result<true, SteerRefusal>> {
	if (!ctx.ability.can('publish', 'Workflow')) return err({ code: 'forbidden' })
	const known = await ctx.em.findOne(WorkflowMigration, { id: request.id }, { fields: ['key'] })
	if (!known) return err({ code: 'unknown-migration' })
	// The lock that a beginning takes: of one that goes on and another that begins, one is refused.
	if (request.to === 'resume') await lockKey(ctx, 'workflow', known.key)
	const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const
	const row = await ctx.em.findOne(WorkflowMigration, { id: request.id }, lock)
	if (!row) return err({ code: 'unknown-migration' })
	if (isOver(row.status)) return err({ code: 'ended' })
	if (request.to === 'stop') {
		if (row.status === 'stopped') return err({ code: 'already-stopped' })
		row.stopRequested = true
		if (row.status === 'queued') row.status = 'stopped'
	} else {
		if (row.status !== 'stopped') return err({ code: 'not-stopped' })
		if (await openMigration(ctx, row.key)) return err({ code: 'already-running' })
		if ((await activeWorkflow(ctx, row.key)) !== row.toNumber) return err({ code: 'not-active' })
		row.stopRequested = false
		row.status = 'queued'
	}
	ctx.audit.record({
		action: `workflow-migration.${request.to}`,
		subject: { type: 'workflow', id: row.toId, label: `${row.key} v${row.fromNumber} → v${row.toNumber}` },
		after: { migration: row.id, processed: row.processed },
	})
	if (request.to === 'resume') await ctx.jobs.send('workflow.migrate', { migrationId: row.id })
	return ok(true)
}
