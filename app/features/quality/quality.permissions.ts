import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const qualityPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'TestResult' },
	{ roles: ['quality_reviewer'], scopes: ['quality:write'], actions: ['create'], subject: 'TestResult' },
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Deviation' },
	{
		roles: ['quality_reviewer', 'operator', 'receiving'],
		scopes: ['quality:write'],
		actions: ['create'],
		subject: 'Deviation',
	},
	{
		roles: ['quality_reviewer', 'operator', 'receiving'],
		scopes: ['quality:write'],
		actions: ['update'],
		subject: 'Deviation',
	},
	{ roles: ['quality_reviewer'], scopes: ['quality:write'], actions: ['close', 'cancel'], subject: 'Deviation' },
]
