import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const partiesPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Party' },
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Site' },
	{ roles: ['compliance_admin'], actions: ['create', 'update', 'invite'], subject: 'Party' },
	{ roles: ['compliance_admin'], actions: ['create', 'update'], subject: 'Site' },
	{ roles: ['supplier', 'customer'], actions: ['read'], subject: 'Party', where: { id: '$party' } },
]
