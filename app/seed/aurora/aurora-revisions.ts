import type { RevisionData } from '../company.model.ts'

const bought = [
	'TI-HEAT-64',
	'TI-6AL4V-R08',
	'TI-6AL4V-R12',
	'TI-6AL4V-P04',
	'PEEK-G20',
	'POUCH-TYVEK-150',
	'POUCH-TYVEK-100',
	'LABEL-UDI-A6',
	'SCREW-M4-TI',
	'SCREW-M6-TI',
	'PLATE-08H',
	'COCR-TUBE-18',
	'SS-174PH-R19',
]

/** Material that is bought to a drawing or specification has revisions too, without parts. */
const boughtRevisions: readonly RevisionData[] = bought.map((sku) => ({
	sku,
	revisions: [
		{ code: 'B', days: -900 },
		{ code: 'C', days: -240, change: 'CR-26-014' },
	],
}))

const spine: readonly RevisionData[] = [
	{ sku: 'SCREW-BLANK-65', revisions: [{ code: 'A', days: -700 }], bom: [['TI-6AL4V-R08', '0.025', 'KGM', '3']] },
	{
		sku: 'SCREW-MACH-65',
		revisions: [
			{ code: 'A', days: -700 },
			{ code: 'B', days: -210, change: 'CR-26-009' },
		],
		bom: [['SCREW-BLANK-65', '1', 'H87', '4']],
	},
	{
		sku: 'SCREW-FIN-65',
		revisions: [
			{ code: 'A', days: -700 },
			{ code: 'B', days: -210, change: 'CR-26-009' },
		],
		bom: [
			['SCREW-MACH-65', '1', 'H87', '2'],
			['CITRIC-PASS', '0.01', 'LTR', '20'],
		],
	},
	{
		sku: 'SCREW-STER-65',
		revisions: [
			{ code: 'A', days: -700 },
			{ code: 'B', days: -210, change: 'CR-26-009' },
		],
		bom: [
			['SCREW-FIN-65', '1', 'H87', '1'],
			['SETSCREW-08', '1', 'H87', '1'],
			['POUCH-TYVEK-100', '1', 'H87', '3'],
			['LABEL-UDI-A6', '2', 'H87', '5'],
		],
	},
	{ sku: 'ROD-BLANK-55', revisions: [{ code: 'A', days: -700 }], bom: [['TI-6AL4V-R12', '0.08', 'KGM', '3']] },
	{
		sku: 'ROD-MACH-55',
		revisions: [
			{ code: 'B', days: -600 },
			{ code: 'C', days: -180, change: 'CR-26-017' },
		],
		bom: [['ROD-BLANK-55', '1', 'H87', '4']],
	},
	{
		sku: 'ROD-FIN-55',
		revisions: [
			{ code: 'B', days: -600 },
			{ code: 'C', days: -180, change: 'CR-26-017' },
		],
		bom: [
			['ROD-MACH-55', '1', 'H87', '2'],
			['CITRIC-PASS', '0.02', 'LTR', '20'],
		],
	},
	{
		sku: 'ROD-STER-55',
		revisions: [
			{ code: 'B', days: -600 },
			{ code: 'C', days: -180, change: 'CR-26-017' },
		],
		bom: [
			['ROD-FIN-55', '1', 'H87', '1'],
			['POUCH-TYVEK-150', '1', 'H87', '3'],
			['LABEL-UDI-A6', '2', 'H87', '5'],
		],
	},
	{ sku: 'CAGE-MOLD-12', revisions: [{ code: 'A', days: -500 }], bom: [['PEEK-G20', '0.012', 'KGM', '4']] },
	{
		sku: 'CAGE-FIN-12',
		revisions: [{ code: 'A', days: -500 }],
		bom: [
			['CAGE-MOLD-12', '1', 'H87', '3'],
			['MARKER-TA-05', '3', 'H87', '2'],
		],
	},
	{
		sku: 'CAGE-STER-12',
		revisions: [{ code: 'A', days: -500 }],
		bom: [
			['CAGE-FIN-12', '1', 'H87', '1'],
			['POUCH-TYVEK-100', '1', 'H87', '3'],
			['LABEL-UDI-A6', '2', 'H87', '5'],
		],
	},
	{
		sku: 'SET-SPINE-4L',
		revisions: [
			{ code: 'A', days: -500 },
			{ code: 'B', days: -150, change: 'CR-26-022' },
		],
		bom: [
			['SCREW-STER-65', '8', 'H87', '0'],
			['ROD-STER-55', '2', 'H87', '0'],
			['CAGE-STER-12', '2', 'H87', '0'],
			['CADDY-SPINE', '1', 'H87', '0'],
			['IFU-SPINE', '1', 'H87', '0'],
		],
	},
]

const others: readonly RevisionData[] = [
	{ sku: 'STENT-CUT-3528', revisions: [{ code: 'A', days: -400 }], bom: [['COCR-TUBE-18', '0.032', 'MTR', '5']] },
	{ sku: 'STENT-POL-3528', revisions: [{ code: 'A', days: -400 }], bom: [['STENT-CUT-3528', '1', 'H87', '3']] },
	{
		sku: 'STENT-COAT-3528',
		revisions: [
			{ code: 'A', days: -400 },
			{ code: 'B', days: -120, change: 'CR-26-028' },
		],
		bom: [
			['STENT-POL-3528', '1', 'H87', '3'],
			['EVERO-DS', '0.00018', 'GRM', '10'],
			['PVDF-HFP-C', '0.00054', 'GRM', '10'],
		],
	},
	{
		sku: '1145350-28',
		revisions: [
			{ code: 'A', days: -400 },
			{ code: 'B', days: -120, change: 'CR-26-028' },
		],
		bom: [
			['STENT-COAT-3528', '1', 'H87', '1'],
			['CATH-OTW-35', '1', 'H87', '1'],
			['POUCH-TYVEK-150', '1', 'H87', '3'],
			['IFU-STENT', '1', 'H87', '0'],
			['CARTON-S2', '1', 'H87', '0'],
		],
	},
	{ sku: 'PILOT-BLANK-19', revisions: [{ code: 'A', days: -400 }], bom: [['SS-174PH-R19', '0.12', 'KGM', '4']] },
	{
		sku: '71360949',
		revisions: [{ code: 'A', days: -400 }],
		bom: [
			['PILOT-BLANK-19', '1', 'H87', '4'],
			['CARTON-S2', '1', 'H87', '0'],
		],
	},
]

/** The revision in force of an item is its last; its parts list is for one unit. */
export const auroraRevisions: readonly RevisionData[] = [...boughtRevisions, ...spine, ...others]
