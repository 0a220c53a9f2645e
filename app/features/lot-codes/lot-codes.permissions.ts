import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const lotCodesPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, actions: ['read'], subject: 'LotCodePattern' },
	{ roles: ['compliance_admin'], actions: ['update'], subject: 'LotCodePattern' },
]
