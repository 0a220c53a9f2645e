import type { Permission } from '#app/core/permission.ts'

export const gapsPermissions: Permission[] = [
	{
		roles: ['compliance_admin', 'quality_reviewer', 'recall_manager', 'auditor'],
		scopes: ['events:read'],
		actions: ['read'],
		subject: 'Gap',
	},
	{ roles: ['compliance_admin', 'quality_reviewer'], actions: ['check', 'update'], subject: 'Gap' },
	{ roles: ['quality_reviewer', 'compliance_admin'], actions: ['reconstruct'], subject: 'TraceEvent' },
]
