import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const calendarsPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['rules:read', 'rules:write'], actions: ['read'], subject: 'Calendar' },
	{ roles: ['compliance_admin'], scopes: ['rules:write'], actions: ['create', 'update'], subject: 'Calendar' },
]
