import type { Permission } from '#app/core/permission.ts'

export const rolesPermissions: Permission[] = [
	{ roles: ['compliance_admin'], actions: ['read', 'create', 'update'], subject: 'Role' },
	{ roles: ['auditor'], actions: ['read'], subject: 'Role' },
]
