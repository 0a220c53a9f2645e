import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const productionPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'ProductionOrder' },
	{
		roles: ['operator'],
		scopes: ['events:write'],
		actions: ['consume', 'produce', 'start', 'complete'],
		subject: 'ProductionOrder',
	},
	{
		roles: ['compliance_admin', 'operator'],
		scopes: ['events:write'],
		actions: ['create', 'update'],
		subject: 'ProductionOrder',
	},
	{
		roles: ['compliance_admin', 'quality_reviewer'],
		scopes: ['events:write'],
		actions: ['close'],
		subject: 'ProductionOrder',
	},
]
