import { LockMode } from '@mikro-orm/core'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RuleReplay } from './replay.entity.server.ts'
import { isEnded } from './replay.model.ts'

/**
 * Stops a replay: at once while it waits, after the present set of cases while it runs. What was found until then stays.
 * Errors: `unknown-replay`; `forbidden`; `ended` (it is over already).
 */
export async function cancelReplay(
	ctx: Context,
	replayId: string,
): Promise<Result<true, { code: 'unknown-replay' | 'forbidden' | 'ended' }>> {
	const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const
	const row = await ctx.em.findOne(RuleReplay, { id: replayId }, lock)
	if (!row) return err({ code: 'unknown-replay' })
	if (!ctx.ability.can('update', asSubject('RuleSet', { key: row.ruleSet }))) return err({ code: 'forbidden' })
	if (isEnded(row.status)) return err({ code: 'ended' })
	row.cancelRequested = true
	if (row.status === 'queued') Object.assign(row, { status: 'cancelled', finishedAt: ctx.now })
	ctx.audit.record({
		action: 'rule-replay.cancel',
		subject: { type: 'rule-set', id: row.candidateId, label: row.ruleSet },
		after: { replay: row.id },
	})
	return ok(true)
}
