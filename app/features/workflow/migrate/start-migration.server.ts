import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { lockKey } from '#app/platform/definitions/publish-content.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { activeWorkflow } from '../drafts/workflow-drafts.queries.server.ts'
import { type SignatureInput, signRecord } from '../sign-record.server.ts'
import { WorkflowMigration } from './migration.entity.server.ts'
import type { StateMap } from './migration.model.ts'
import { openMigration, readPair, readStandings } from './migration.queries.server.ts'
import { checkMap, type PlanRefusal } from './plan-migration.ts'

export type StartMigration = {
	key: string
	from: number
	to: number
	map: StateMap
	signature: SignatureInput
}

/**
 * Why a migration does not begin:
 * - `forbidden`;
 * - `unknown-version`: there is no such workflow or version;
 * - `not-active`: records move to the active version only; `same-version`: from and to are one;
 * - `undecided`, `unknown-target`: the map leaves states open, or names states that are not there;
 * - `nothing-to-move`: no record runs on the old version;
 * - `already-running`: another migration of this workflow is on its way; `id` is its own;
 * - `signature-needs-person`, `proof-invalid`, `reason-missing`: as in signing.
 */
export type MigrationRefusal =
	| PlanRefusal
	| { code: 'forbidden' | 'unknown-version' | 'not-active' | 'same-version' | 'nothing-to-move' }
	| { code: 'already-running'; id: string }
	| { code: 'signature-needs-person' | 'proof-invalid' | 'reason-missing' }

/**
 * Begins to move the records of one version to another, as a job: the decision, state by state, is signed and kept with it.
 * Errors: those of `MigrationRefusal`.
 */
export async function startMigration(
	ctx: Context,
	request: StartMigration,
): Promise<Result<{ id: string }, MigrationRefusal>> {
	const { key, from, to, map, signature } = request
	if (!ctx.ability.can('publish', 'Workflow')) return err({ code: 'forbidden' })
	if (from === to) return err({ code: 'same-version' })
	// Two who begin at once are ordered by the lock on the active version.
	await lockKey(ctx, 'workflow', key)
	const pair = await readPair(ctx, key, from, to)
	if (!pair) return err({ code: 'unknown-version' })
	if ((await activeWorkflow(ctx, key)) !== to) return err({ code: 'not-active' })
	const running = await openMigration(ctx, key)
	if (running) return err({ code: 'already-running', id: running })
	const checked = checkMap(pair.from.definition, pair.to.definition, map)
	if (!checked.ok) return checked
	const total = (await readStandings(ctx, pair.from.id)).reduce((sum, { enteredAt }) => sum + enteredAt.length, 0)
	if (total === 0) return err({ code: 'nothing-to-move' })
	const id = newId()
	const signed = await signRecord(ctx, signature, {
		type: 'workflow-migration',
		id,
		version: 1,
		label: `${key} v${from} → v${to}`,
		content: { key, from, to, map: { ...map }, total },
	})
	if (!signed.ok) return err({ code: signed.error.code })
	ctx.em.create(WorkflowMigration, {
		id,
		key,
		fromId: pair.from.id,
		fromNumber: from,
		toId: pair.to.id,
		toNumber: to,
		map,
		status: 'queued',
		total,
		reason: signature.reason,
		signatureId: signed.value.id,
		createdBy: accountOf(ctx.actor),
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'workflow-migration.start',
		subject: { type: 'workflow', id: pair.to.id, label: `${key} v${from} → v${to}` },
		after: { migration: id, map, total, signatureId: signed.value.id },
		reason: signature.reason,
	})
	await ctx.jobs.send('workflow.migrate', { migrationId: id })
	return ok({ id })
}
