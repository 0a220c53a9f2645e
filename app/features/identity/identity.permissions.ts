import type { Permission } from '#app/core/permission.ts'

export const identityPermissions: Permission[] = [
	{ roles: ['compliance_admin'], actions: ['read', 'invite', 'update'], subject: 'Member' },
	{ roles: ['auditor'], actions: ['read'], subject: 'Member' },
	{ roles: ['compliance_admin'], actions: ['read', 'create', 'update'], subject: 'ApiKey' },
	{ roles: ['compliance_admin'], actions: ['read', 'update'], subject: 'Mail' },
]
