import type { Permission } from '#app/core/permission.ts'

export const workflowPermissions: Permission[] = [
	{
		roles: ['compliance_admin', 'auditor', 'quality_reviewer'],
		scopes: ['rules:read', 'rules:write'],
		actions: ['read'],
		subject: 'Workflow',
	},
	{
		roles: ['compliance_admin'],
		scopes: ['rules:write'],
		actions: ['create', 'update', 'submit', 'approve', 'publish', 'emergency'],
		subject: 'Workflow',
	},
]
