import type { ProcessStep } from '../story/produce.ts'
import { addConformance, addSterilePackDocuments } from './aurora-documents.ts'

const MACHINING = {
	'Spindle speed': { usual: ['3150', '3240'], unit: 'rpm' },
	'Coolant concentration': { usual: ['7.4', '8.6'], unit: '%', min: '6.0', max: '10.0' },
} as const
const ANNEAL = {
	'Soak temperature': { usual: ['714', '726'], unit: '°C', min: '705', max: '760' },
	'Soak time': { usual: ['118', '124'], unit: 'min', min: '115' },
	Vacuum: { usual: ['0.000038', '0.000047'], unit: 'mbar', max: '0.0001' },
} as const
const ANODISE = {
	Voltage: { usual: ['61.5', '62.6'], unit: 'V', min: '60', max: '64' },
	'Bath temperature': { usual: ['19.2', '21.4'], unit: '°C', min: '18', max: '23' },
	'Passivation time': { usual: ['31', '34'], unit: 'min', min: '30' },
} as const
const EO = {
	'EO concentration': { usual: ['612', '655'], unit: 'mg/L', min: '550', max: '750' },
	Humidity: { usual: ['52', '61'], unit: '%', min: '40', max: '80' },
	'Chamber temperature': { usual: ['53.1', '55.6'], unit: '°C', min: '50', max: '58' },
	Aeration: { usual: ['24', '26'], unit: 'h', min: '24' },
} as const
const MOULD = {
	'Melt temperature': { usual: ['378', '388'], unit: '°C', min: '370', max: '395' },
	'Mould temperature': { usual: ['182', '188'], unit: '°C', min: '175', max: '200' },
} as const

const sterilePack = (sku: string): ProcessStep => ({
	sku,
	step: '包装与灭菌 Pack and sterilise',
	site: 'SZ1',
	line: 'P2',
	equipment: ['EO-01', 'EO-02'],
	wait: 1,
	days: 3,
	parameters: EO,
	judged: 'signed',
	judgedAfter: 7,
	attributes: { sterilised: 'eo', storageCelsius: '30' },
	after: addSterilePackDocuments,
})

export const screwProcess: readonly ProcessStep[] = [
	{
		sku: 'SCREW-BLANK-65',
		step: '下料 Cut blanks',
		site: 'SZ2',
		line: 'L1',
		equipment: ['SAW-03', 'SAW-04'],
		wait: 0,
		days: 0,
		judged: 'rule',
		judgedAfter: 0,
	},
	{
		sku: 'SCREW-MACH-65',
		step: '车铣加工 Turn and mill',
		site: 'SZ2',
		line: 'L3',
		equipment: ['CNC-11', 'CNC-12', 'CNC-14'],
		wait: 1,
		days: 2,
		scrap: 18,
		parameters: MACHINING,
		judged: 'rule',
		judgedAfter: 1,
	},
	{
		sku: 'SCREW-FIN-65',
		step: '钝化与阳极氧化 Passivate and anodise',
		site: 'SZ2',
		line: 'L5',
		equipment: ['AN-01'],
		wait: 1,
		days: 1,
		scrap: 8,
		parameters: ANODISE,
		judged: 'signed',
		judgedAfter: 2,
	},
	sterilePack('SCREW-STER-65'),
]

export const rodProcess: readonly ProcessStep[] = [
	{
		sku: 'ROD-BLANK-55',
		step: '下料 Cut blanks',
		site: 'SZ2',
		line: 'L1',
		equipment: ['SAW-03', 'SAW-04'],
		wait: 0,
		days: 0,
		judged: 'rule',
		judgedAfter: 0,
	},
	{
		sku: 'ROD-MACH-55',
		step: '车削与退火 Turn and anneal',
		site: 'SZ2',
		line: 'L4',
		equipment: ['VF-01', 'VF-02'],
		wait: 1,
		days: 2,
		scrap: 20,
		parameters: ANNEAL,
		judged: 'signed',
		judgedAfter: 2,
	},
	{
		sku: 'ROD-FIN-55',
		step: '抛光与钝化 Polish and passivate',
		site: 'SZ2',
		line: 'L5',
		equipment: ['PO-02', 'PO-03'],
		wait: 1,
		days: 1,
		scrap: 8,
		judged: 'signed',
		judgedAfter: 2,
	},
	sterilePack('ROD-STER-55'),
]

export const cageProcess: readonly ProcessStep[] = [
	{
		sku: 'CAGE-MOLD-12',
		step: '注塑 Mould',
		site: 'SZ2',
		line: 'L7',
		equipment: ['IM-01', 'IM-02'],
		wait: 0,
		days: 1,
		parameters: MOULD,
		judged: 'rule',
		judgedAfter: 1,
	},
	{
		sku: 'CAGE-FIN-12',
		step: '加工与嵌入标记 Machine and insert markers',
		site: 'SZ2',
		line: 'L7',
		equipment: ['CNC-21'],
		wait: 1,
		days: 2,
		scrap: 15,
		parameters: MACHINING,
		judged: 'signed',
		judgedAfter: 2,
	},
	sterilePack('CAGE-STER-12'),
]

export const setProcess: readonly ProcessStep[] = [
	{
		sku: 'SET-SPINE-4L',
		step: '组装套件 Assemble set',
		site: 'SZ1',
		line: 'P4',
		equipment: ['PK-03'],
		wait: 0,
		days: 1,
		judged: 'signed',
		judgedAfter: 3,
		after: addSterilePackDocuments,
	},
]

export const stentProcess: readonly ProcessStep[] = [
	{
		sku: 'STENT-CUT-3528',
		step: '激光切割 Laser cut',
		site: 'SZ3',
		line: 'S1',
		equipment: ['LC-01', 'LC-02'],
		wait: 0,
		days: 1,
		parameters: { 'Laser power': { usual: ['11.6', '12.3'], unit: 'W', min: '11.0', max: '13.0' } },
		judged: 'rule',
		judgedAfter: 1,
	},
	{
		sku: 'STENT-POL-3528',
		step: '电解抛光 Electropolish',
		site: 'SZ3',
		line: 'S2',
		equipment: ['EP-01'],
		wait: 1,
		days: 1,
		scrap: 20,
		parameters: { 'Current density': { usual: ['0.92', '1.05'], unit: 'A/cm²', min: '0.80', max: '1.20' } },
		judged: 'rule',
		judgedAfter: 1,
	},
	{
		sku: 'STENT-COAT-3528',
		step: '涂层 Coat',
		site: 'SZ3',
		line: 'S4',
		equipment: ['SC-01', 'SC-02'],
		wait: 1,
		days: 2,
		scrap: 15,
		parameters: {
			'Spray rate': { usual: ['0.048', '0.052'], unit: 'mL/min', min: '0.045', max: '0.055' },
			Humidity: { usual: ['28', '34'], unit: '%', max: '40' },
		},
		judged: 'signed',
		judgedAfter: 3,
	},
	{
		...sterilePack('1145350-28'),
		site: 'SZ3',
		line: 'S6',
		equipment: ['EO-03'],
		step: '装配、包装与灭菌 Mount, pack and sterilise',
	},
]

export const pilotProcess: readonly ProcessStep[] = [
	{
		sku: 'PILOT-BLANK-19',
		step: '下料与锻造 Cut and forge',
		site: 'SZ2',
		line: 'L2',
		equipment: ['FG-01'],
		wait: 0,
		days: 1,
		judged: 'rule',
		judgedAfter: 1,
	},
	{
		sku: '71360949',
		step: '加工、打标与包装 Machine, mark and pack',
		site: 'SZ2',
		line: 'L6',
		equipment: ['CNC-31'],
		wait: 2,
		days: 3,
		scrap: 20,
		parameters: MACHINING,
		judged: 'signed',
		judgedAfter: 3,
		after: addConformance,
	},
]
