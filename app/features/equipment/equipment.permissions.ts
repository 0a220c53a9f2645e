import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const equipmentPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Equipment' },
	{ roles: ['compliance_admin'], actions: ['create', 'update'], subject: 'Equipment' },
	// Whoever cleans it says so.
	{ roles: ['operator', 'compliance_admin', 'quality_reviewer'], actions: ['complete'], subject: 'Equipment' },
]
