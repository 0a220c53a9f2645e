import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

const READ = ['lots:read']
const WRITE = ['quality:write']

export const casesPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: READ, actions: ['read'], subject: 'Capa' },
	{ roles: ['quality_reviewer', 'compliance_admin'], scopes: WRITE, actions: ['create'], subject: 'Capa' },
	{
		roles: ['quality_reviewer', 'compliance_admin', 'operator', 'receiving'],
		scopes: WRITE,
		actions: ['update'],
		subject: 'Capa',
	},
	{
		roles: ['quality_reviewer', 'compliance_admin'],
		scopes: WRITE,
		actions: ['approve', 'close', 'cancel'],
		subject: 'Capa',
	},

	{ roles: INTERNAL_ROLES, scopes: READ, actions: ['read'], subject: 'Change' },
	{
		roles: ['quality_reviewer', 'compliance_admin', 'operator'],
		scopes: WRITE,
		actions: ['create', 'update'],
		subject: 'Change',
	},
	{
		roles: ['quality_reviewer', 'compliance_admin'],
		scopes: WRITE,
		actions: ['approve', 'close', 'cancel'],
		subject: 'Change',
	},

	{ roles: INTERNAL_ROLES, scopes: READ, actions: ['read'], subject: 'Complaint' },
	{
		roles: ['quality_reviewer', 'compliance_admin', 'shipping', 'receiving'],
		scopes: WRITE,
		actions: ['create', 'update'],
		subject: 'Complaint',
	},
	{
		roles: ['quality_reviewer', 'compliance_admin'],
		scopes: WRITE,
		actions: ['close', 'cancel'],
		subject: 'Complaint',
	},
	{ roles: ['customer'], actions: ['read', 'create', 'answer'], subject: 'Complaint', where: { partyId: '$party' } },

	{ roles: INTERNAL_ROLES, scopes: READ, actions: ['read'], subject: 'Return' },
	{
		roles: ['quality_reviewer', 'compliance_admin', 'receiving', 'shipping'],
		scopes: WRITE,
		actions: ['create', 'update'],
		subject: 'Return',
	},
	{ roles: ['receiving', 'shipping', 'quality_reviewer'], scopes: WRITE, actions: ['return'], subject: 'Return' },
	{
		roles: ['quality_reviewer', 'compliance_admin'],
		scopes: WRITE,
		actions: ['approve', 'close', 'cancel'],
		subject: 'Return',
	},
	{ roles: ['supplier', 'customer'], actions: ['read', 'answer'], subject: 'Return', where: { partyId: '$party' } },

	{ roles: INTERNAL_ROLES, scopes: READ, actions: ['read'], subject: 'Onboarding' },
	{
		roles: ['quality_reviewer', 'compliance_admin'],
		scopes: WRITE,
		actions: ['update', 'submit', 'hold'],
		subject: 'Onboarding',
	},
	{
		roles: ['quality_reviewer', 'compliance_admin'],
		scopes: WRITE,
		actions: ['approve', 'cancel'],
		subject: 'Onboarding',
	},
	{ roles: ['supplier'], actions: ['read', 'answer'], subject: 'Onboarding', where: { partyId: '$party' } },
]
