import type { Permission } from '#app/core/permission.ts'

export const intakePermissions: Permission[] = [
	{
		roles: ['supplier'],
		actions: ['read', 'create', 'update', 'import'],
		subject: 'Import',
		where: { partyId: '$party' },
	},
	{
		roles: ['compliance_admin', 'receiving'],
		scopes: ['lots:write'],
		actions: ['read', 'create', 'update', 'import'],
		subject: 'Import',
	},
	{ roles: ['auditor'], scopes: ['lots:read'], actions: ['read'], subject: 'Import' },
]
