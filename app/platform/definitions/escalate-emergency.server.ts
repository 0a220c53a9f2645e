import type { Context } from '#app/platform/request/context.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { DefinitionEmergency } from './definition-life.entity.server.ts'
import { EMERGENCY_HOURS } from './definition-life.model.ts'

const AGAIN_MS = EMERGENCY_HOURS * 3_600_000

/** The versions whose second approval is late and of which nobody was told for a day. At most 100. */
export async function lateEmergencies(ctx: Context, kind: DefinitionKind): Promise<string[]> {
	const rows = await ctx.em.execute<{ version_id: string }[]>(
		`select version_id from definition_emergency where kind = ? and verdict is null and due_at <= ?
		and (escalated_at is null or escalated_at <= ?) order by due_at, id limit 100`,
		[kind, ctx.now, new Date(ctx.now.getTime() - AGAIN_MS)],
	)
	return rows.map((row) => row.version_id)
}

/** An emergency change that nobody has looked at in time, and how often that was told now. */
export type Escalation = { version: DefinitionVersion; reason: string; dueAt: Date; count: number }

/**
 * Notes that a late emergency change is told of now: once when its day is over, and again each day after. The row's lock
 * lets one worker do it. Null where there is nothing to tell (any more, or yet). The caller tells people in the same unit
 * of work, so that nothing is lost or told twice.
 */
export async function escalateEmergency(
	ctx: Context,
	request: { kind: DefinitionKind; id: string },
): Promise<Escalation | null> {
	const { kind, id } = request
	await ctx.em.execute('select id from definition_emergency where version_id = ? for update', [id])
	const emergency = await ctx.em.findOne(DefinitionEmergency, { versionId: id, kind }, { refresh: true })
	if (!emergency || emergency.verdict || emergency.dueAt > ctx.now) return null
	if (emergency.escalatedAt && emergency.escalatedAt.getTime() > ctx.now.getTime() - AGAIN_MS) return null
	const version = await ctx.em.findOneOrFail(DefinitionVersion, { id, kind })
	emergency.escalations += 1
	emergency.escalatedAt = ctx.now
	await ctx.em.flush()
	ctx.audit.record({
		action: `${kind}.escalate-emergency`,
		subject: { type: kind, id, label: `${version.key} v${version.number}` },
		after: { dueAt: emergency.dueAt.toISOString(), count: emergency.escalations },
	})
	return { version, reason: emergency.reason, dueAt: emergency.dueAt, count: emergency.escalations }
}
