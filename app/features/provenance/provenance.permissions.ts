import { type Permission, ROLE_KEYS } from '#app/core/permission.ts'

export const provenancePermissions: Permission[] = [
	{ roles: ROLE_KEYS, scopes: ['provenance:read', 'lots:read'], actions: ['read'], subject: 'Provenance' },
	// Which lots a customer may read, the row policy of `lot` decides: those shipped to them.
	{ roles: ['customer'], actions: ['read'], subject: 'Lot' },
]
