import { testCases, testNoFactMissing } from './case-table.ts'

const passing = {
	trace: {
		seed: false,
		descends: false,
		viaRelated: false,
		depth: 0,
		sameItem: true,
		sameInput: false,
		sameSupplierLot: false,
		sameEquipment: false,
		sameLine: false,
		dated: true,
		hoursApart: 200,
	},
	lot: { code: 'SC-0991' },
}

testCases('recall_scope', passing, [
	['nothing in common', {}, 'out'],
	['gave the reason', { 'trace.seed': true }, 'narrow', { gave_the_reason: 'block' }],
	['contains the material', { 'trace.descends': true, 'trace.depth': 9 }, 'narrow', { contains_material: 'block' }],
	['the same supplier lot', { 'trace.sameSupplierLot': true }, 'broad', { same_supplier_lot: 'warn' }],
	['a shared input', { 'trace.sameInput': true }, 'broad', { same_input: 'warn' }],
	[
		'the same equipment within a day',
		{ 'trace.sameEquipment': true, 'trace.hoursApart': 24 },
		'broad',
		{ same_equipment: 'warn' },
	],
	['the same equipment later', { 'trace.sameEquipment': true, 'trace.hoursApart': 25 }, 'out'],
	[
		'the same equipment, times not known',
		{ 'trace.sameEquipment': true, 'trace.dated': false, 'trace.hoursApart': undefined },
		'out',
	],
	['the same line within a shift', { 'trace.sameLine': true, 'trace.hoursApart': 8 }, 'broad', { same_line: 'warn' }],
	['the same line, another item', { 'trace.sameLine': true, 'trace.hoursApart': 1, 'trace.sameItem': false }, 'out'],
	['contains a related lot', { 'trace.viaRelated': true }, 'broad', { contains_related: 'warn' }],
	[
		'contains the material and shares an input',
		{ 'trace.descends': true, 'trace.sameInput': true },
		'narrow',
		{ contains_material: 'block', same_input: 'warn' },
	],
	[
		'contains the material, the rest not known',
		{ 'trace.descends': true, 'trace.sameInput': undefined },
		'narrow',
		{ contains_material: 'block', same_input: 'unknown' },
	],
])
testNoFactMissing('recall_scope', passing, [
	'trace.depth',
	'trace.sameItem',
	'trace.sameEquipment',
	'trace.sameLine',
	'trace.dated',
	'trace.hoursApart',
	'lot.code',
])
