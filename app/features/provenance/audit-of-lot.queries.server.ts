import type { AuditActor } from '#app/platform/audit/audit.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type AuditOfLotRow = {
	of_all: number
	seq: string
	at: Date | string
	actor: AuditActor
	action: string
	subject_type: string
	subject_id: string
	subject_label: string | null
	before: Record<string, unknown> | null
	after: Record<string, unknown> | null
	reason: string | null
	request_id: string | null
	previous_hash: string
	hash: string
}

/** The newest 200 audit entries about one lot (more would make a public page slow), each with how many there are of it. One statement. */
export const auditOfLot = (ctx: Context, lotId: string): Promise<AuditOfLotRow[]> =>
	ctx.em.execute<AuditOfLotRow[]>(
		`select (count(*) over ())::int as of_all, seq, at, actor, action, subject_type, subject_id, subject_label, before, after, reason, request_id, previous_hash, hash
		from audit_entry where subject_id = ? order by seq desc limit 200`,
		[lotId],
	)
