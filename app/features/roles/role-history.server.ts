import type { RolePermissions } from '#app/core/tenant-role.ts'
import { listAudit } from '#app/features/audit/audit.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type RoleChange = {
	seq: number
	at: string
	by: string
	action: string
	reason: string | null
	before: RolePermissions | null
	after: RolePermissions | null
}

/** Changes that a page shows; the rest is in the audit explorer. */
const SHOWN = 20

const permissionsIn = (values: Record<string, unknown> | null | undefined): RolePermissions | null =>
	values && typeof values.permissions === 'object' ? (values.permissions as RolePermissions) : null

/** Who changed a role, when, why and how, newest first: from the audit trail. */
export async function readRoleHistory(ctx: Context, key: string): Promise<RoleChange[]> {
	const { items } = await listAudit(ctx, { subject: key, action: 'role' }, { limit: SHOWN })
	return items.map((entry) => ({
		seq: entry.seq,
		at: entry.at,
		by: entry.actor.name,
		action: entry.action,
		reason: entry.reason,
		before: permissionsIn(entry.before),
		after: permissionsIn(entry.after),
	}))
}
