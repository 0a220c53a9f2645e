import type { ApprovalData, RevisionData, SpecificationData } from '../company.model.ts'

export const harvestRevisions: readonly RevisionData[] = [
	{ sku: 'SESAME-ROAST', revisions: [{ code: 'R1', days: -500 }], bom: [['SESAME-RAW-W', '1.06', 'KGM', '4']] },
	{ sku: 'SEMOLINA', revisions: [{ code: 'R1', days: -500 }], bom: [['WHEAT-DURUM', '1.45', 'KGM', '5']] },
	{
		sku: 'TAHINI-300',
		revisions: [
			{ code: 'R1', days: -500 },
			{ code: 'R2', days: -100, change: 'FC-26-03' },
		],
		bom: [
			['SESAME-ROAST', '0.302', 'KGM', '3'],
			['SALT-SEA', '0.002', 'KGM', '10'],
			['JAR-GLASS-300', '1', 'H87', '2'],
		],
	},
	{
		sku: 'NOODLE-DRY-500',
		revisions: [{ code: 'R1', days: -500 }],
		bom: [
			['SEMOLINA', '0.3', 'KGM', '4'],
			['FLOUR-T55', '0.21', 'KGM', '4'],
			['FILM-LAM-200', '0.3', 'MTR', '5'],
		],
	},
	{
		sku: 'NOODLE-SESAME-4',
		revisions: [{ code: 'R1', days: -300 }],
		bom: [
			['NOODLE-DRY-500', '1', 'H87', '0'],
			['TAHINI-300', '1', 'H87', '0'],
			['FILM-LAM-200', '0.4', 'MTR', '5'],
		],
	},
]

export const harvestSpecifications: readonly SpecificationData[] = [
	{
		sku: 'SESAME-RAW-W',
		test: 'moisture',
		name: ['Moisture', '水分'],
		method: 'GB 5009.3',
		unit: '%',
		max: '8.0',
		usual: ['4.8', '6.9'],
	},
	{
		sku: 'SESAME-RAW-W',
		test: 'aflatoxin',
		name: ['Aflatoxin B1', '黄曲霉毒素 B1'],
		method: 'GB 5009.22',
		unit: 'µg/kg',
		max: '5.0',
		usual: ['0.3', '2.1'],
	},
	{
		sku: 'FLOUR-T55',
		test: 'ash',
		name: ['Ash', '灰分'],
		method: 'GB 5009.4',
		unit: '%',
		max: '0.60',
		usual: ['0.48', '0.57'],
	},
	{
		sku: 'WHEAT-DURUM',
		test: 'don',
		name: ['Deoxynivalenol', '脱氧雪腐镰刀菌烯醇'],
		method: 'GB 5009.111',
		unit: 'µg/kg',
		max: '1000',
		usual: ['120', '640'],
	},
	{
		sku: 'TAHINI-300',
		test: 'salmonella',
		name: ['Salmonella in 25 g, found', '沙门氏菌（25 g 检出数）'],
		method: 'GB 4789.4',
		unit: 'found',
		max: '0',
		usual: ['0', '0'],
	},
	{
		sku: 'TAHINI-300',
		test: 'acid_value',
		name: ['Acid value', '酸价'],
		method: 'GB 5009.229',
		unit: 'mg/g',
		max: '3.0',
		usual: ['0.9', '1.9'],
	},
	{
		sku: 'NOODLE-DRY-500',
		test: 'moisture',
		name: ['Moisture', '水分'],
		method: 'GB 5009.3',
		unit: '%',
		max: '14.5',
		usual: ['11.2', '13.6'],
	},
]

export const harvestApprovals: readonly ApprovalData[] = [
	{ sku: 'SESAME-RAW-W', party: 'S-2001', validDays: 300 },
	{ sku: 'SESAME-RAW-W', party: 'S-2002', status: 'conditional', validDays: 120 },
	{ sku: 'SESAME-RAW-B', party: 'S-2001', validDays: 300 },
	{ sku: 'FLOUR-T55', party: 'S-2003', validDays: 400 },
	{ sku: 'WHEAT-DURUM', party: 'S-2004', validDays: 400 },
	{ sku: 'FILM-LAM-200', party: 'S-1042', validDays: 200, supplierSku: 'BL-FILM-200' },
	{ sku: 'SALT-SEA', party: 'S-2003' },
	{ sku: 'JAR-GLASS-300', party: 'S-2003' },
]
