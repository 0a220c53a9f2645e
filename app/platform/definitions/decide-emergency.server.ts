import { newId } from '#app/core/ids.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { authorOf } from './author.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import { DefinitionEmergency } from './definition-life.entity.server.ts'
import type { EmergencyVerdict, LifeError } from './definition-life.model.ts'
import { DEFINITION_SUBJECT } from './draft.model.ts'
import { refuseAuthor } from './move-draft.server.ts'
import { lockKey, publishVersion } from './publish-content.server.ts'

export type DecideEmergency = {
	kind: DefinitionKind
	/** The version's id. */
	id: string
	key?: string | undefined
	verdict: EmergencyVerdict
	reason: string
}

export type DecidedEmergency = { id: string; number: number; verdict: EmergencyVerdict; rolledBackTo: number | null }

type OpenEmergency = { version: DefinitionVersion; emergency: DefinitionEmergency; reason: string }

async function openEmergency(ctx: Context, request: DecideEmergency): Promise<Result<OpenEmergency, LifeError>> {
	const { kind, id, key } = request
	if (!ctx.ability.can('approve', DEFINITION_SUBJECT[kind])) return err({ code: 'forbidden' })
	const version = await ctx.em.findOne(DefinitionVersion, { id, kind, ...(key ? { key } : {}) })
	if (!version) return err({ code: 'unknown-draft' })
	await ctx.em.execute('select id from definition_emergency where version_id = ? for update', [id])
	const emergency = await ctx.em.findOne(DefinitionEmergency, { versionId: id }, { refresh: true })
	if (!emergency) return err({ code: 'no-emergency' })
	const second = await refuseAuthor(ctx, version)
	if (!second.ok) return second
	if (emergency.verdict) return err({ code: 'emergency-decided', verdict: emergency.verdict })
	const reason = request.reason.trim()
	return isReason(reason) ? ok({ version, emergency, reason }) : err({ code: 'reason-missing' })
}

/** The last version before this one that is no emergency change, or one that a second person has confirmed. */
async function lastSeenByTwo(ctx: Context, version: DefinitionVersion): Promise<DefinitionVersion | null> {
	const [row] = await ctx.em.execute<{ id: string }[]>(
		`select v.id from definition_version v left join definition_emergency e on e.version_id = v.id
		where v.kind = ? and v.key = ? and v.number < ? and v.published_at is not null and (e.id is null or e.verdict = 'confirmed')
		order by v.number desc limit 1`,
		[version.kind, version.key, version.number ?? 0],
	)
	return row ? ctx.em.findOne(DefinitionVersion, { id: row.id }) : null
}

/** Publishes the content before an emergency change as a new version; null where the change is not in force any more. */
async function rollBack(ctx: Context, { version, reason }: OpenEmergency): Promise<number | null> {
	await lockKey(ctx, version.kind, version.key)
	await ctx.em.refresh(version)
	const before = version.status === 'active' ? await lastSeenByTwo(ctx, version) : null
	if (!before) return null
	const { kind, key, title, content, contentHash } = before
	const back = ctx.em.create(DefinitionVersion, {
		id: newId(),
		kind,
		key,
		title,
		content,
		contentHash,
		status: 'approved',
		basedOn: version.number,
		authorId: await authorOf(ctx),
		note: `v${version.number} → v${before.number}: ${reason}`,
		submittedAt: ctx.now,
	})
	await ctx.em.flush()
	const published = await publishVersion(ctx, back)
	ctx.audit.record({
		action: `${kind}.publish`,
		subject: { type: kind, id: back.id, label: `${key} v${published.number}` },
		before: { active: published.retired },
		after: { key, version: published.number, contentHash, contentOf: before.number },
		reason,
	})
	return published.number
}

/**
 * What a second person says of an emergency change: confirmed, or rejected, which puts the content that two people saw
 * last into force again as a new version. The caller takes the signature. Where another version is active by now, a
 * rejection changes nothing but the record. Permission `approve`, never the author; once.
 * Errors: `forbidden`, `unknown-draft`, `no-emergency`, `own-draft`, `emergency-decided`, `reason-missing`.
 */
export async function decideEmergency(
	ctx: Context,
	request: DecideEmergency,
): Promise<Result<DecidedEmergency, LifeError>> {
	const opened = await openEmergency(ctx, request)
	if (!opened.ok) return opened
	const { version, emergency, reason } = opened.value
	const { verdict } = request
	const rolledBackTo = verdict === 'rejected' ? await rollBack(ctx, opened.value) : null
	emergency.verdict = verdict
	emergency.decidedAt = ctx.now
	emergency.decidedById = await authorOf(ctx)
	emergency.verdictReason = reason
	emergency.rolledBackTo = rolledBackTo
	await ctx.em.flush()
	const number = version.number ?? 0
	ctx.audit.record({
		action: `${version.kind}.${verdict === 'confirmed' ? 'confirm-emergency' : 'reject-emergency'}`,
		subject: { type: version.kind, id: version.id, label: `${version.key} v${number}` },
		after: { verdict, version: number, ...(rolledBackTo === null ? {} : { rolledBackTo }) },
		reason,
	})
	return ok({ id: version.id, number, verdict, rolledBackTo })
}
