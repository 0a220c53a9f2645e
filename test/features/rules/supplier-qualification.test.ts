import { testCases, testNoFactMissing } from './case-table.ts'

const passing = {
	supplier: {
		active: true,
		onboarding: 'approved',
		deliveredLotCount: 48,
		rejectedLotPercent: 1.8,
		openDeviationCount: 0,
		deliveryCount: 12,
		latePercent: 4.2,
		auditedOn: '2026-04-26',
	},
	supplierItem: { status: 'approved', validUntil: '2027-06-30' },
	certificates: { count: 2, validCount: 2, nextExpiry: '2027-03-31' },
}
const ranOut = { 'certificates.validCount': 0, 'certificates.nextExpiry': undefined, 'certificates.expires': false }

testCases('supplier_qualification', passing, [
	['a good supplier', {}, 'approved'],
	['not active', { 'supplier.active': false }, 'blocked', { not_active: 'block' }],
	['not onboarded', { 'supplier.onboarding': 'asked' }, 'blocked', { not_onboarded: 'block' }],
	['suspended by its onboarding', { 'supplier.onboarding': 'suspended' }, 'blocked', { not_onboarded: 'block' }],
	['onboarding not begun', { 'supplier.onboarding': 'none' }, 'conditional', { onboarded_with_conditions: 'warn' }],
	['pending', { 'supplierItem.status': 'pending' }, 'blocked', { not_approved: 'block' }],
	['withdrawn', { 'supplierItem.status': 'withdrawn' }, 'blocked', { not_approved: 'block' }],
	['with conditions', { 'supplierItem.status': 'conditional' }, 'conditional', { with_conditions: 'warn' }],
	['on the last day of the approval', { 'supplierItem.validUntil': '2026-11-22' }, 'approved'],
	['the day after', { 'supplierItem.validUntil': '2026-11-21' }, 'blocked', { approval_ended: 'block' }],
	['an approval without end', { 'supplierItem.validUntil': undefined, 'supplierItem.expires': false }, 'approved'],
	['every certificate run out', ranOut, 'blocked', { certificates_run_out: 'block' }],
	['no certificate on file', { ...ranOut, 'certificates.count': 0 }, 'approved'],
	['a certificate without end', { 'certificates.nextExpiry': undefined, 'certificates.expires': false }, 'approved'],
	[
		'certificates end in 29 days',
		{ 'certificates.nextExpiry': '2026-12-21' },
		'conditional',
		{ certificates_end_soon: 'warn' },
	],
	['certificates end in 30 days', { 'certificates.nextExpiry': '2026-12-22' }, 'approved'],
	['5 % rejected', { 'supplier.rejectedLotPercent': 5 }, 'approved'],
	['a little more', { 'supplier.rejectedLotPercent': 5.1 }, 'conditional', { some_rejected: 'warn' }],
	[
		'more than 20 % rejected',
		{ 'supplier.rejectedLotPercent': 20.1 },
		'blocked',
		{ many_rejected: 'block', some_rejected: 'warn' },
	],
	[
		'four lots, half of them rejected',
		{ 'supplier.deliveredLotCount': 4, 'supplier.rejectedLotPercent': 50 },
		'approved',
	],
	['often late', { 'supplier.latePercent': 20.1 }, 'conditional', { often_late: 'warn' }],
	['four deliveries, all late', { 'supplier.deliveryCount': 4, 'supplier.latePercent': 100 }, 'approved'],
	['three open deviations', { 'supplier.openDeviationCount': 3 }, 'conditional', { open_deviations: 'warn' }],
	['an audit two years ago', { 'supplier.auditedOn': '2024-11-22' }, 'approved'],
	['a day longer ago', { 'supplier.auditedOn': '2024-11-21' }, 'conditional', { audit_old: 'warn' }],
	['never audited', { 'supplier.auditedOn': undefined, 'supplier.audited': false }, 'approved'],
	[
		'blocked, and the rest not known',
		{ 'supplier.active': false, 'supplier.deliveredLotCount': undefined, 'certificates.count': undefined },
		'blocked',
		{ not_active: 'block' },
	],
])
testNoFactMissing('supplier_qualification', passing, [
	'supplier.deliveredLotCount',
	'supplier.deliveryCount',
	'supplier.rejectedLotPercent',
	'certificates.count',
	'certificates.validCount',
])
