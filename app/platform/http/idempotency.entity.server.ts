import { defineEntity, p } from '@mikro-orm/core'
import { tenantKey, tenantTable } from '#app/platform/db/tenant-table.server.ts'

const IdempotencyKeySchema = defineEntity({
	name: 'IdempotencyKey',
	tableName: 'idempotency_key',
	properties: {
		...tenantKey,
		key: p.text().primary(),
		actorId: p.text().primary(),
		requestHash: p.text(),
		status: p.integer().nullable(),
		/** JSON as text, since `jsonb` would order its members anew. */
		response: p.json<{ text: string }>().nullable(),
		headers: p.json<Record<string, string>>().nullable(),
		createdAt: p.datetime().index(),
	},
	...tenantTable,
})
/** The answer that a POST with this key got, kept 24 hours so that a retry gets the same. */
export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey)
