import type { Permission } from '#app/core/permission.ts'

export const recallPermissions: Permission[] = [
	{
		roles: ['recall_manager', 'auditor', 'compliance_admin', 'quality_reviewer'],
		scopes: ['recalls:read', 'recalls:write'],
		actions: ['read'],
		subject: 'Recall',
	},
	{
		roles: ['recall_manager'],
		scopes: ['recalls:write'],
		actions: ['create', 'open', 'notify', 'close', 'cancel', 'update'],
		subject: 'Recall',
	},
	// A recall's scope is a trace: whoever draws one up by the interface may follow lots.
	{ roles: [], scopes: ['recalls:read', 'recalls:write'], actions: ['read'], subject: 'TraceEvent' },
	// What a consignee says by telephone is written down by whoever took the call.
	{ roles: ['recall_manager'], actions: ['read', 'answer'], subject: 'RecallNotice' },
	{ roles: ['customer'], actions: ['read', 'answer'], subject: 'RecallNotice', where: { partyId: '$party' } },
]
