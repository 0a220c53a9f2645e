import { z } from 'zod'

const blank = (value: unknown) => (value === '' ? undefined : value)
const text = (longest: number) => z.preprocess(blank, z.string().trim().max(longest).optional())
const moment = z.preprocess(blank, z.iso.datetime({ offset: true }).or(z.iso.date()).optional())

/** Filters of the audit explorer, of its export and of `GET /audit`. */
export const auditFilterSchema = z.object({
	/** An id, a label such as a lot code, or a kind of record. */
	subject: text(200),
	/** A whole action (`lot.release`) or its first part (`lot`). */
	action: text(100),
	/** Part of a name, or an id. */
	actor: text(200),
	/** A moment, or a day of the tenant's calendar. */
	since: moment,
	/** Until this moment, or to the end of this day. */
	until: moment,
})
export type AuditFilter = z.infer<typeof auditFilterSchema>
