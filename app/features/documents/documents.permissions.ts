import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const documentsPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read', 'documents:read'], actions: ['read'], subject: 'Document' },
	{
		roles: ['compliance_admin', 'quality_reviewer', 'receiving', 'operator'],
		scopes: ['lots:write', 'documents:write'],
		actions: ['create', 'update'],
		subject: 'Document',
	},
	{ roles: ['supplier'], actions: ['read', 'create'], subject: 'Document', where: { partyId: '$party' } },
	// Which of them a customer may read, the row policy of `document` decides: shipped to them and not internal.
	{ roles: ['customer'], actions: ['read'], subject: 'Document' },
]
