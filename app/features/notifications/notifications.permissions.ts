import type { Permission } from '#app/core/permission.ts'

export const notificationsPermissions: Permission[] = [
	{ roles: ['compliance_admin', 'auditor'], actions: ['read'], subject: 'NoticeTemplate' },
	{ roles: ['compliance_admin'], actions: ['update'], subject: 'NoticeTemplate' },
	{
		roles: ['compliance_admin'],
		scopes: ['webhooks:read', 'webhooks:write'],
		actions: ['read'],
		subject: 'Webhook',
	},
	{ roles: ['compliance_admin'], scopes: ['webhooks:write'], actions: ['create', 'update'], subject: 'Webhook' },
]
