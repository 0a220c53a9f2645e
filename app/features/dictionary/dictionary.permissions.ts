import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const dictionaryPermissions: Permission[] = [
	{
		roles: INTERNAL_ROLES,
		scopes: ['dictionary:read', 'dictionary:write', 'lots:read', 'lots:write'],
		actions: ['read'],
		subject: 'Attribute',
	},
	{
		roles: ['compliance_admin'],
		scopes: ['dictionary:write'],
		actions: ['create', 'update'],
		subject: 'Attribute',
	},
]
