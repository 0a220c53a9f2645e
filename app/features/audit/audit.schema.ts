import { z } from 'zod'

/** Filters of the audit explorer, of its export and of `GET /audit`. */
export const auditFilterSchema = z.object({
	subject: z.string().trim().max(200).optional(),
	action: z.string().trim().max(100).optional(),
	actor: z.string().trim().max(200).optional(),
	since: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
	until: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>
