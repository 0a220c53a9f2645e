import { API_SCOPES, INTERNAL_ROLES, type Permission, ROLE_KEYS } from '#app/core/permission.ts'

export const tenantsPermissions: Permission[] = [
	{ roles: ROLE_KEYS, scopes: API_SCOPES, actions: ['read'], subject: 'Home' },
	{ roles: INTERNAL_ROLES, actions: ['read'], subject: 'Tenant' },
	{ roles: ['compliance_admin'], actions: ['update'], subject: 'Tenant' },
]
