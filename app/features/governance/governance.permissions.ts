import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const governancePermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, actions: ['read'], subject: 'Procedure' },
	{ roles: ['compliance_admin'], actions: ['create', 'update', 'publish'], subject: 'Procedure' },
]
