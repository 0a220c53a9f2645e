import type { SpecificationData } from '../company.model.ts'

type Row = Omit<SpecificationData, 'sku'>

const TENSILE: Row = {
	test: 'tensile',
	name: ['Tensile strength', '抗拉强度'],
	method: 'ISO 6892-1',
	unit: 'MPa',
	min: '860',
	max: '1050',
	usual: ['895', '985'],
}
const YIELD: Row = {
	test: 'yield',
	name: ['Yield strength', '屈服强度'],
	method: 'ISO 6892-1',
	unit: 'MPa',
	min: '795',
	usual: ['828', '905'],
}
const ELONGATION: Row = {
	test: 'elongation',
	name: ['Elongation', '断后伸长率'],
	method: 'ISO 6892-1',
	unit: '%',
	min: '10',
	usual: ['12.1', '16.4'],
}
const OXYGEN: Row = {
	test: 'oxygen',
	name: ['Oxygen', '氧含量'],
	method: 'ASTM E1409',
	unit: '%',
	max: '0.13',
	usual: ['0.088', '0.119'],
}
const BIOBURDEN: Row = {
	test: 'bioburden',
	name: ['Bioburden', '初始污染菌'],
	method: 'ISO 11737-1',
	unit: 'CFU',
	max: '100',
	usual: ['4', '46'],
}
const ROUGHNESS: Row = {
	test: 'roughness',
	name: ['Roughness Ra', '粗糙度 Ra'],
	method: 'ISO 21920-3',
	unit: 'µm',
	max: '0.40',
	usual: ['0.18', '0.34'],
}
const SEAL: Row = {
	test: 'seal_strength',
	name: ['Seal strength', '密封强度'],
	method: 'ASTM F88',
	unit: 'N/mm',
	min: '1.20',
	usual: ['1.38', '1.92'],
}
const LEAK: Row = {
	test: 'dye_leak',
	name: ['Dye penetration, leaks', '染料渗透（泄漏数）'],
	method: 'ASTM F1929',
	unit: 'leaks',
	max: '0',
	usual: ['0', '0'],
}
const EO_RESIDUE: Row = {
	test: 'eo_residue',
	name: ['Ethylene oxide residue', '环氧乙烷残留'],
	method: 'ISO 10993-7',
	unit: 'mg',
	max: '4.0',
	usual: ['0.4', '1.9'],
}
const STERILITY: Row = {
	test: 'sterility',
	name: ['Sterility, growths', '无菌检查（生长数）'],
	method: 'ISO 11737-2',
	unit: 'growths',
	max: '0',
	usual: ['0', '0'],
}

const diameter = (nominal: string, low: string, high: string, usual: readonly [string, string]): Row => ({
	test: 'diameter',
	name: [`Diameter ${nominal} mm`, `直径 ${nominal} mm`],
	method: 'ISO 286-2',
	unit: 'mm',
	min: low,
	max: high,
	usual,
})

const OF_ITEM: Readonly<Record<string, readonly Row[]>> = {
	'TI-HEAT-64': [TENSILE, OXYGEN],
	'TI-6AL4V-R08': [TENSILE, YIELD, ELONGATION, OXYGEN, diameter('8', '7.97', '8.03', ['7.985', '8.015'])],
	'TI-6AL4V-R12': [TENSILE, YIELD, ELONGATION, OXYGEN, diameter('12', '11.97', '12.03', ['11.985', '12.015'])],
	'PEEK-G20': [
		{
			test: 'moisture',
			name: ['Moisture', '水分'],
			method: 'ISO 15512',
			unit: '%',
			max: '0.50',
			usual: ['0.08', '0.31'],
		},
		{
			test: 'mfr',
			name: ['Melt flow rate', '熔体流动速率'],
			method: 'ISO 1133-1',
			unit: 'g/10min',
			min: '3.0',
			max: '4.5',
			usual: ['3.4', '4.1'],
		},
	],
	'COCR-TUBE-18': [
		{
			test: 'wall',
			name: ['Wall thickness', '壁厚'],
			method: 'ASTM E797',
			unit: 'mm',
			min: '0.095',
			max: '0.105',
			usual: ['0.098', '0.102'],
		},
	],
	'EVERO-DS': [
		{
			test: 'assay',
			name: ['Assay', '含量'],
			method: 'USP <621>',
			unit: '%',
			min: '97.0',
			max: '102.0',
			usual: ['98.4', '100.9'],
		},
	],
	'POUCH-TYVEK-150': [SEAL],
	'POUCH-TYVEK-100': [SEAL],
	'SCREW-FIN-65': [diameter('6.5', '6.47', '6.53', ['6.485', '6.515']), ROUGHNESS, { ...BIOBURDEN, required: false }],
	'ROD-MACH-55': [
		diameter('5.5', '5.480', '5.520', ['5.491', '5.511']),
		TENSILE,
		YIELD,
		ELONGATION,
		OXYGEN,
		ROUGHNESS,
		{
			test: 'straightness',
			name: ['Straightness', '直线度'],
			method: 'ISO 1101',
			unit: 'mm',
			max: '0.15',
			usual: ['0.04', '0.11'],
		},
		BIOBURDEN,
	],
	'ROD-FIN-55': [diameter('5.5', '5.480', '5.520', ['5.491', '5.511']), ROUGHNESS],
	'CAGE-FIN-12': [
		{
			test: 'height',
			name: ['Height 12 mm', '高度 12 mm'],
			method: 'ISO 1938-1',
			unit: 'mm',
			min: '11.90',
			max: '12.10',
			usual: ['11.96', '12.05'],
		},
	],
	'STENT-COAT-3528': [
		{
			test: 'drug_content',
			name: ['Drug content', '药物含量'],
			method: 'USP <621>',
			unit: 'µg',
			min: '162',
			max: '200',
			usual: ['172', '190'],
		},
		{
			test: 'coating',
			name: ['Coating thickness', '涂层厚度'],
			method: 'ASTM F2743',
			unit: 'µm',
			min: '6.5',
			max: '9.0',
			usual: ['7.2', '8.3'],
		},
	],
	'SCREW-STER-65': [SEAL, LEAK, EO_RESIDUE, STERILITY],
	'ROD-STER-55': [SEAL, LEAK, EO_RESIDUE, STERILITY],
	'CAGE-STER-12': [SEAL, LEAK, EO_RESIDUE, STERILITY],
	'SET-SPINE-4L': [LEAK, STERILITY],
	'1145350-28': [
		SEAL,
		EO_RESIDUE,
		STERILITY,
		{
			test: 'burst',
			name: ['Rated burst pressure', '额定爆破压'],
			method: 'ISO 25539-2',
			unit: 'atm',
			min: '16',
			usual: ['18.2', '20.6'],
		},
	],
	'71360949': [
		diameter('19', '18.95', '19.05', ['18.97', '19.03']),
		{
			test: 'hardness',
			name: ['Hardness', '硬度'],
			method: 'ISO 6508-1',
			unit: 'HRC',
			min: '38',
			max: '45',
			usual: ['40', '43'],
		},
	],
}

/** What lots are tested for; limits as the standards and drawings of such products have them. */
export const auroraSpecifications: readonly SpecificationData[] = Object.entries(OF_ITEM).flatMap(([sku, rows]) =>
	rows.map((row) => ({ sku, ...row })),
)
