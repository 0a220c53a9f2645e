import { testCases, testNoFactMissing } from './case-table.ts'

const passing = {
	lot: {
		status: 'released',
		onHold: false,
		recalled: false,
		expiresOn: '2027-10-01',
		onHand: { value: '42.5', unit: 'KGM' },
	},
	lotData: { complete: true },
	material: { revisionCurrent: true },
	supplierItem: { qualification: 'approved' },
	line: { clear: true },
	component: { inRevision: true, requestedQuantity: { value: '8', unit: 'KGM' } },
}

testCases('line_match', passing, [
	['data missing', { 'lotData.complete': false }, 'block', { data_missing: 'block' }],
	['the right lot', {}, 'pass'],
	['status available', { 'lot.status': 'available' }, 'pass'],
	['not in the parts list', { 'component.inRevision': false }, 'block', { not_a_component: 'block' }],
	['in quarantine', { 'lot.status': 'quarantine' }, 'block', { lot_not_released: 'block' }],
	['waiting for release', { 'lot.status': 'pending_release' }, 'block', { lot_not_released: 'block' }],
	['rejected', { 'lot.status': 'rejected' }, 'block', { lot_not_released: 'block' }],
	['a state of a tenant’s own', { 'lot.status': 'cooling' }, 'block', { lot_not_released: 'block' }],
	['on its last day', { 'lot.expiresOn': '2026-11-22' }, 'pass'],
	['expired yesterday', { 'lot.expiresOn': '2026-11-21' }, 'block', { expired_lot: 'block' }],
	['no expiry date by nature', { 'lot.expiresOn': undefined, 'lot.expires': false }, 'pass'],
	['a revision not in force', { 'material.revisionCurrent': false }, 'block', { revision_not_in_force: 'block' }],
	['a blocked supplier', { 'supplierItem.qualification': 'blocked' }, 'block', { supplier_blocked: 'block' }],
	['a supplier with conditions', { 'supplierItem.qualification': 'conditional' }, 'pass'],
	['no supplier', { 'supplierItem.qualification': 'none' }, 'pass'],
	['a line that is not clear', { 'line.clear': false }, 'warn', { line_not_clear: 'warn' }],
	['on hold', { 'lot.onHold': true }, 'block', { lot_on_hold: 'block' }],
	['recalled', { 'lot.recalled': true }, 'block', { lot_recalled: 'block' }],
	['all of it', { 'component.requestedQuantity': { value: '42500', unit: 'GRM' } }, 'pass'],
	[
		'one gram more',
		{ 'component.requestedQuantity': { value: '42501', unit: 'GRM' } },
		'block',
		{ not_enough: 'block' },
	],
	[
		'in a unit that does not convert',
		{ 'component.requestedQuantity': { value: '8', unit: 'H87' } },
		'unknown',
		{ not_enough: 'unknown' },
	],
	[
		'expired, held, recalled and too little',
		{
			'lot.expiresOn': '2026-01-01',
			'lot.onHold': true,
			'lot.recalled': true,
			'lot.onHand': { value: '1', unit: 'KGM' },
		},
		'block',
		{ expired_lot: 'block', lot_on_hold: 'block', lot_recalled: 'block', not_enough: 'block' },
	],
])
testNoFactMissing('line_match', passing)
