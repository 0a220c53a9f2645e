import type { Permission } from '#app/core/permission.ts'

export const networkPermissions: Permission[] = [
	{
		roles: ['compliance_admin', 'quality_reviewer', 'recall_manager', 'auditor', 'receiving'],
		scopes: ['network:read'],
		actions: ['read'],
		subject: 'Connection',
		// What another company shows is shown to the house, not to its partners.
		keysOfHouse: true,
	},
	{ roles: ['compliance_admin'], actions: ['create', 'update', 'answer', 'close'], subject: 'Connection' },
	// Asking another company for more is part of following a lot; answering is the admin's.
	{ roles: ['compliance_admin', 'quality_reviewer', 'recall_manager'], actions: ['submit'], subject: 'Connection' },
	{ roles: ['compliance_admin', 'receiving'], actions: ['receive'], subject: 'Connection' },
]
