import type { Permission } from '#app/core/permission.ts'

export const auditPermissions: Permission[] = [
	{
		roles: ['auditor', 'compliance_admin'],
		scopes: ['audit:read'],
		actions: ['read', 'verify'],
		subject: 'AuditEntry',
	},
]
