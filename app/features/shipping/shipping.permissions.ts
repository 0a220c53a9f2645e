import { INTERNAL_ROLES, type Permission } from '#app/core/permission.ts'

export const shippingPermissions: Permission[] = [
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Delivery' },
	{
		roles: ['supplier'],
		actions: ['read', 'create', 'update', 'cancel'],
		subject: 'Delivery',
		where: { partyId: '$party' },
	},
	{
		roles: ['receiving', 'compliance_admin'],
		scopes: ['lots:write'],
		actions: ['create', 'cancel'],
		subject: 'Delivery',
	},
	{
		roles: ['receiving', 'compliance_admin'],
		scopes: ['lots:write'],
		actions: ['arrive', 'check'],
		subject: 'Delivery',
		keysOfHouse: true,
	},
	{
		roles: ['receiving'],
		scopes: ['events:write'],
		actions: ['receive', 'return', 'hold'],
		subject: 'Delivery',
		keysOfHouse: true,
	},
	{
		roles: ['receiving', 'quality_reviewer'],
		scopes: ['quality:write'],
		actions: ['override'],
		subject: 'Delivery',
		keysOfHouse: true,
	},
	{ roles: INTERNAL_ROLES, scopes: ['lots:read'], actions: ['read'], subject: 'Shipment' },
	{ roles: ['shipping'], scopes: ['events:write'], actions: ['create', 'ship', 'cancel'], subject: 'Shipment' },
	{ roles: ['customer'], actions: ['read'], subject: 'Shipment', where: { partyId: '$party' } },
]
