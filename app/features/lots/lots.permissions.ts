import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const lotsPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read', 'lots:write'], actions: ['read'], subject: 'Lot' },
	{
		roles: ['compliance_admin', 'receiving', 'operator', 'quality_reviewer'],
		scopes: ['lots:write'],
		actions: ['create', 'update'],
		subject: 'Lot',
	},
	{ roles: ['supplier'], actions: ['read', 'create', 'update'], subject: 'Lot', where: { supplierId: '$party' } },
	{
		roles: ['quality_reviewer', 'compliance_admin'],
		scopes: ['quality:write'],
		actions: ['release', 'lift', 'reject', 'accept', 'destroy', 'return'],
		subject: 'Lot',
	},
	{
		roles: ['quality_reviewer', 'compliance_admin', 'receiving', 'operator', 'recall_manager'],
		scopes: ['quality:write', 'lots:write'],
		actions: ['hold'],
		subject: 'Lot',
	},
	{
		roles: ['operator', 'quality_reviewer', 'receiving'],
		scopes: ['lots:write'],
		actions: ['submit', 'start', 'complete', 'pause', 'resume'],
		subject: 'Lot',
	},
	{ roles: ['recall_manager'], scopes: ['recalls:write'], actions: ['recall'], subject: 'Lot' },
	{
		roles: INTERNAL_ROLES,
		scopes: ['lots:read', 'events:read', 'events:write'],
		actions: ['read'],
		subject: 'TraceEvent',
	},
	{
		roles: ['operator', 'receiving', 'shipping', 'quality_reviewer'],
		scopes: ['events:write'],
		actions: ['create', 'update'],
		subject: 'TraceEvent',
	},
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Hold' },
]
