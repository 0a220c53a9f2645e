import { z } from 'zod'
import type { Action, RoleKey, SubjectName } from '#app/core/permission.ts'
import { ROLE_KEYS } from '#app/core/permission.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import type { RolePermissions } from '#app/core/tenant-role.ts'

/** `Lot.release`: one permission as a form sends it. */
const PERMISSION = /^[A-Za-z]{2,40}\.[a-z]{2,40}$/

const title = z.string().trim().min(1, 'form.nameMissing').max(80, 'form.tooLong')
const text = z.string().trim().max(300, 'form.tooLong')
const reason = z.string().trim().min(LEAST_REASON, 'form.reasonMissing').max(500, 'form.tooLong')

/** A role as its form sends it. Messages are keys of the `roles` texts. */
export const roleFormSchema = z.object({
	titleEn: title,
	titleZh: title,
	descriptionEn: text,
	descriptionZh: text,
	/** `Subject.action` words, one space between two; what the role may not be given is left out when it is kept. */
	permissions: z
		.string()
		.max(8_000)
		.refine((list) => list === '' || list.split(' ').every((one) => PERMISSION.test(one)), 'form.permissionsWrong'),
	/** The version that was looked at; absent where the role is still as it comes with the portal. */
	version: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().optional()),
	reason,
})
export type RoleForm = z.output<typeof roleFormSchema>

/** From which of the portal's roles a new one is made. */
export const newRoleSchema = roleFormSchema.extend({
	base: z.enum(ROLE_KEYS as unknown as [RoleKey, ...RoleKey[]], { error: 'form.chooseOne' }),
})
export type NewRoleForm = z.output<typeof newRoleSchema>

export const reasonSchema = z.object({ reason })

/** Permissions from their words in a form. */
export function readPermissions(list: string): RolePermissions {
	const read: Partial<Record<SubjectName, Action[]>> = {}
	for (const word of list.split(' ').filter(Boolean)) {
		const [subject, action] = word.split('.') as [SubjectName, Action]
		read[subject] = [...(read[subject] ?? []), action]
	}
	return read
}

/** Permissions as words for a form. */
export const writePermissions = (permissions: RolePermissions): string =>
	Object.entries(permissions)
		.flatMap(([subject, actions]) => (actions ?? []).map((action) => `${subject}.${action}`))
		.join(' ')
