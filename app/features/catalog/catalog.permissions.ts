import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const catalogPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Item' },
	{ roles: ['compliance_admin'], scopes: ['master:write'], actions: ['create', 'update'], subject: 'Item' },
]
