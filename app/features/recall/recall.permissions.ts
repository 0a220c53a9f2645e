import type { Permission } from '#app/core/permission.ts'

export const recallPermissions: Permission[] = [
	{ roles: ['recall_manager', 'auditor', 'compliance_admin', 'quality_reviewer'], scopes: ['recalls:read', 'recalls:write'], actions: ['read'], subject: 'Recall' },
	{ roles: ['recall_manager'], scopes: ['recalls:write'], actions: ['create', 'open', 'notify', 'close', 'cancel', 'update'], subject: 'Recall' },
	{ roles: ['customer'], actions: ['read', 'answer'], subject: 'RecallNotice', where: { partyId: '$party' } },
]
