import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const rulesPermissions: Permission[] = [
	{
		roles: ['compliance_admin', 'auditor', 'quality_reviewer'],
		scopes: ['rules:read', 'rules:write'],
		actions: ['read'],
		subject: 'RuleSet',
	},
	{
		roles: ['compliance_admin'],
		scopes: ['rules:write'],
		actions: ['create', 'update', 'submit', 'approve', 'publish', 'emergency'],
		subject: 'RuleSet',
	},
	{ roles: INTERNAL_ROLES, scopes: ['lots:read', 'checks:run'], actions: ['read'], subject: 'Decision' },
	{
		roles: ['receiving', 'operator', 'quality_reviewer', 'compliance_admin', 'shipping'],
		scopes: ['checks:run', 'events:write', 'lots:write'],
		actions: ['check'],
		subject: 'Decision',
	},
]
