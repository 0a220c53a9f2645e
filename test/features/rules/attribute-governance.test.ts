import { testCases, testNoFactMissing } from './case-table.ts'

const passing = {
	data: {
		stage: 'shipment',
		codeGiven: true,
		codeMatchesPattern: true,
		typedCodes: 'off',
		bySupplier: true,
		supplierLotPresent: true,
		manufacturedOnPresent: true,
		expiresOnPresent: true,
		expiryExpected: true,
		missingAttributeCount: 0,
	},
	item: { kind: 'raw_material', udiManufacturedOn: false, udiExpiresOn: false },
	lot: { status: 'quarantine' },
}

testCases('attribute_governance', passing, [
	['all there', {}, 'complete'],
	[
		'no expiry date at release',
		{ 'data.stage': 'release', 'data.expiresOnPresent': false },
		'warn',
		{ expiry_missing_at_release: 'warn' },
	],
	[
		'no expiry date at shipment',
		{ 'data.stage': 'shipment', 'data.expiresOnPresent': false },
		'incomplete',
		{ expiry_missing: 'block' },
	],
	['no expiry date at receiving', { 'data.stage': 'receiving', 'data.expiresOnPresent': false }, 'complete'],
	['no expiry date, no shelf life', { 'data.expiresOnPresent': false, 'data.expiryExpected': false }, 'complete'],
	[
		'no supplier lot at registration',
		{ 'data.stage': 'registration', 'data.supplierLotPresent': false },
		'warn',
		{ supplier_lot_missing: 'warn' },
	],
	['no supplier lot at release', { 'data.stage': 'release', 'data.supplierLotPresent': false }, 'complete'],
	[
		'attributes of the dictionary missing',
		{ 'data.missingAttributeCount': 1 },
		'incomplete',
		{ attributes_missing: 'block' },
	],
	['attributes missing at line entry', { 'data.stage': 'line_entry', 'data.missingAttributeCount': 1 }, 'complete'],
	[
		'a finished product without a manufacturing date',
		{ 'data.stage': 'shipment', 'item.kind': 'finished_product', 'data.manufacturedOnPresent': false },
		'warn',
		{ manufactured_on_missing: 'warn' },
	],
	[
		'our own code off the pattern',
		{ 'data.stage': 'release', 'data.bySupplier': false, 'data.codeMatchesPattern': false },
		'warn',
		{ code_off_pattern: 'warn' },
	],
	[
		'a typed code that the pattern refuses',
		{ 'data.stage': 'registration', 'data.codeMatchesPattern': false, 'data.typedCodes': 'refuse' },
		'incomplete',
		{ code_refused: 'block' },
	],
	[
		'a typed code that the pattern warns about',
		{ 'data.stage': 'registration', 'data.codeMatchesPattern': false, 'data.typedCodes': 'warn' },
		'warn',
		{ code_typed_off_pattern: 'warn' },
	],
	[
		'a typed code that the pattern accepts',
		{ 'data.stage': 'registration', 'data.codeMatchesPattern': false },
		'complete',
	],
	[
		'a device without the dates of its label',
		{
			'data.stage': 'registration',
			'item.udiManufacturedOn': true,
			'item.udiExpiresOn': true,
			'data.manufacturedOnPresent': false,
			'data.expiresOnPresent': false,
		},
		'incomplete',
		{ udi_manufactured_on_missing: 'block', udi_expires_on_missing: 'block' },
	],
	[
		'a device that is still made',
		{
			'data.stage': 'registration',
			'lot.status': 'in_production',
			'item.udiExpiresOn': true,
			'data.expiresOnPresent': false,
		},
		'complete',
	],
	['a supplier’s code off the pattern', { 'data.stage': 'release', 'data.codeMatchesPattern': false }, 'complete'],
])
testNoFactMissing('attribute_governance', passing, [
	'data.stage',
	'data.expiryExpected',
	'data.codeGiven',
	'data.codeMatchesPattern',
	'data.bySupplier',
	'data.supplierLotPresent',
	'data.manufacturedOnPresent',
	'data.typedCodes',
	'item.kind',
	'item.udiManufacturedOn',
	'item.udiExpiresOn',
	'lot.status',
])
