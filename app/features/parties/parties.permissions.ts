import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const partiesPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Party' },
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Site' },
	{ roles: ['compliance_admin'], scopes: ['master:write'], actions: ['create', 'update'], subject: 'Party' },
	{ roles: ['compliance_admin'], actions: ['invite'], subject: 'Party' },
	{ roles: ['compliance_admin'], scopes: ['master:write'], actions: ['create', 'update'], subject: 'Site' },
	{ roles: ['supplier', 'customer'], actions: ['read'], subject: 'Party', where: { id: '$party' } },
]
