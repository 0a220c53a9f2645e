import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, pageQuery, pageSchema } from '#app/platform/http/api-app.server.ts'
import { listAudit } from '../audit.queries.server.ts'
import { auditFilterSchema } from '../audit.schema.ts'
import { verifyAudit } from '../verify-chain.server.ts'

const entrySchema = z
	.object({
		seq: z.int(),
		at: z.iso.datetime(),
		actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
		action: z.string(),
		subject: z.object({ type: z.string(), id: z.string(), label: z.string().nullable() }),
		before: z.record(z.string(), z.unknown()).nullable(),
		after: z.record(z.string(), z.unknown()).nullable(),
		reason: z.string().nullable(),
		requestId: z.string().nullable(),
		previousHash: z.string(),
		hash: z.string(),
		withheld: z
			.array(z.string())
			.optional()
			.meta({ description: 'Attributes that stand in it and are not for the reader; the hash covers them' }),
	})
	.meta({ id: 'AuditEntry' })

const verdictSchema = z.object({
	valid: z.boolean(),
	checked: z.int(),
	firstBad: z.object({ seq: z.int(), reason: z.string() }).nullable(),
	checkpoint: z.object({ seq: z.int(), hash: z.string(), at: z.iso.datetime(), signed: z.boolean() }).nullable(),
})

/** `GET /audit` and `GET /audit/verify`. */
export function mountAudit(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/audit',
		tag: 'Audit',
		summary: 'Audit entries with their hashes, newest first',
		can: ['read', 'AuditEntry'],
		query: auditFilterSchema.extend(pageQuery),
		answer: pageSchema(entrySchema),
		handle: async (ctx, { query }) => answer(await listAudit(ctx, query, query)),
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/audit/verify',
		tag: 'Audit',
		summary: 'Recompute the whole chain; the first bad entry is named',
		can: ['verify', 'AuditEntry'],
		answer: verdictSchema,
		handle: async (ctx) => answer(await verifyAudit(ctx)),
	})
}
