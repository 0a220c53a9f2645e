import type { Action, SubjectName } from '#app/core/permission.ts'
import { holds, type RolePermissions } from '#app/core/tenant-role.ts'

export type OnePermission = { subject: SubjectName; action: Action }

const each = (permissions: RolePermissions): OnePermission[] =>
	Object.entries(permissions).flatMap(([subject, actions]) =>
		(actions ?? []).map((action) => ({ subject: subject as SubjectName, action })),
	)

/** What one set of permissions has that another has not, both ways. */
export const comparePermissions = (before: RolePermissions, after: RolePermissions) => ({
	added: each(after).filter(({ subject, action }) => !holds(before, subject, action)),
	removed: each(before).filter(({ subject, action }) => !holds(after, subject, action)),
})

/** What both sets of permissions have. */
export const commonPermissions = (one: RolePermissions, other: RolePermissions): RolePermissions =>
	Object.fromEntries(
		Object.entries(one).map(([subject, actions]) => [
			subject,
			(actions ?? []).filter((action) => holds(other, subject as SubjectName, action)),
		]),
	)
