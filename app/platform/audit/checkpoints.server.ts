import { createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Sweep } from '#app/platform/jobs/job.model.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { AuditCheckpoint } from './audit.entity.server.ts'

/** HMAC-SHA256 under the portal's secret over tenant, number, hash and time of a checkpoint. */
export const checkpointSignature = (tenantId: string, seq: number, hash: string, at: Date): string =>
	createHmac('sha256', getPortal().env.SESSION_SECRET)
		.update(`checkpoint\n${tenantId}\n${seq}\n${hash}\n${at.toISOString()}`)
		.digest('hex')

/**
 * Signs the present head of a tenant's chain, stores it, and sends a copy out of the database: to the file store and
 * the log. Does nothing when nothing was added since the last one.
 */
export async function makeCheckpoint(tenantId: string): Promise<void> {
	const made = await withTenantContext(tenantId, async (ctx) => {
		const [head] = await ctx.em.execute<{ seq: string; hash: string }[]>(
			'select seq, hash from audit_head where tenant_id = ?',
			[tenantId],
		)
		if (!head || Number(head.seq) === 0) return null
		const seq = Number(head.seq)
		if (await ctx.em.findOne(AuditCheckpoint, { tenantId, seq })) return null
		const point = {
			tenantId,
			seq,
			hash: head.hash,
			at: ctx.now,
			signature: checkpointSignature(tenantId, seq, head.hash, ctx.now),
		}
		ctx.em.create(AuditCheckpoint, point)
		return point
	})
	if (!made) return
	const portal = getPortal()
	portal.log.info({ checkpoint: made }, 'audit checkpoint')
	await portal.files.put(tenantId, 'audit-checkpoints', Readable.from([JSON.stringify(made)]))
}

const keptSchema = z.object({
	tenantId: z.uuid(),
	seq: z.int(),
	hash: z.string(),
	at: z.iso.datetime(),
	signature: z.string(),
})

/**
 * The newest checkpoints that were sent out of the database, those with a genuine signature: what a rewritten or
 * restored database is held against.
 */
export async function readKeptCheckpoints(tenantId: string, most: number): Promise<{ seq: number; hash: string }[]> {
	const { files } = getPortal()
	const keys = (await files.list(tenantId, 'audit-checkpoints')).slice(-most)
	const kept: { seq: number; hash: string }[] = []
	for (const key of keys) {
		const parsed = keptSchema.safeParse(JSON.parse(Buffer.from(await files.bytes(key)).toString('utf8')))
		if (!parsed.success) continue
		const { seq, hash, at, signature } = parsed.data
		if (parsed.data.tenantId === tenantId && checkpointSignature(tenantId, seq, hash, new Date(at)) === signature)
			kept.push({ seq, hash })
	}
	return kept
}

/** Every hour. */
export const checkpointSweep: Sweep = { name: 'audit-checkpoint', cron: '7 * * * *', handle: makeCheckpoint }
