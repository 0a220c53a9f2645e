import type { EquipmentData, ParameterData } from '../equipment.model.ts'

/** What Aurora works with; one calibration has run out. */
export const auroraEquipment: readonly EquipmentData[] = [
	['SAW-03', 'machine', ['Band saw 3', '带锯 3'], 'SZ2', 'L1'],
	['SAW-04', 'machine', ['Band saw 4', '带锯 4'], 'SZ2', 'L1'],
	['CNC-11', 'machine', ['Turning centre 11', '车削中心 11'], 'SZ2', 'L3', 120, 72],
	['CNC-12', 'machine', ['Turning centre 12', '车削中心 12'], 'SZ2', 'L3', 64, 72],
	['CNC-14', 'machine', ['Turning centre 14', '车削中心 14'], 'SZ2', 'L3', -3, 72],
	['VF-01', 'furnace', ['Vacuum furnace 1', '真空炉 1'], 'SZ2', 'L4', 45],
	['VF-02', 'furnace', ['Vacuum furnace 2', '真空炉 2'], 'SZ2', 'L4', 200],
	['AN-01', 'machine', ['Anodising line 1', '阳极氧化线 1'], 'SZ2', 'L5', 33, 168],
	['IM-01', 'machine', ['Injection moulder 1', '注塑机 1'], 'SZ2', 'L7', 90, 48],
	['IM-02', 'machine', ['Injection moulder 2', '注塑机 2'], 'SZ2', 'L7', 91, 48],
	['EO-01', 'steriliser', ['EO steriliser 1', '环氧乙烷灭菌器 1'], 'SZ1', 'P2', 150],
	['EO-02', 'steriliser', ['EO steriliser 2', '环氧乙烷灭菌器 2'], 'SZ1', 'P2', 12],
	['EO-03', 'steriliser', ['EO steriliser 3', '环氧乙烷灭菌器 3'], 'SZ3', 'S6', 80],
	['LC-01', 'machine', ['Laser cutter 1', '激光切割机 1'], 'SZ3', 'S1', 60, 24],
	['CMM-1', 'instrument', ['Coordinate measuring machine', '三坐标测量机'], 'SZ2', null, 20],
]

const MACHINE = ['车铣加工 Turn and mill', '车铣加工'] as const
const ANNEAL = ['车削与退火 Turn and anneal', '车削与退火'] as const
const FINISH = ['钝化与阳极氧化 Passivate and anodise', '钝化与阳极氧化'] as const
const STERILE = ['包装与灭菌 Pack and sterilise', '包装与灭菌'] as const
const MOULD = ['注塑 Mould', '注塑'] as const
const MARKERS = ['加工与嵌入标记 Machine and insert markers', '加工与嵌入标记'] as const
const CUT = ['激光切割 Laser cut', '激光切割'] as const
const POLISH = ['电解抛光 Electropolish', '电解抛光'] as const
const COAT = ['涂层 Coat', '涂层'] as const
const MARK = ['加工、打标与包装 Machine, mark and pack', '加工、打标与包装'] as const

type Rest = readonly [key: string, zh: string, unit: string, minimum: string | null, maximum: string | null]
const read = (sku: string, step: ParameterData[3], parameters: readonly Rest[]): ParameterData[] =>
	parameters.map(([key, zh, ...limits]) => [sku, key, zh, step, ...limits])

const MACHINING: readonly Rest[] = [
	['Spindle speed', '主轴转速', 'rpm', null, null],
	['Coolant concentration', '切削液浓度', '%', '6', '10'],
]
const ETHYLENE_OXIDE: readonly Rest[] = [
	['EO concentration', '环氧乙烷浓度', 'mg/L', '550', '750'],
	['Humidity', '相对湿度', '%', '40', '80'],
	['Chamber temperature', '柜室温度', '°C', '50', '58'],
	['Aeration', '解析时间', 'h', '24', null],
]

/** What is measured while Aurora's revisions are made, by the names of the readings. */
export const auroraParameters: readonly ParameterData[] = [
	...read('SCREW-MACH-65', MACHINE, MACHINING),
	...read('SCREW-FIN-65', FINISH, [
		['Voltage', '电压', 'V', '60', '64'],
		['Bath temperature', '槽液温度', '°C', '18', '23'],
		['Passivation time', '钝化时间', 'min', '30', null],
	]),
	...read('ROD-MACH-55', ANNEAL, [
		['Soak temperature', '保温温度', '°C', '705', '760'],
		['Soak time', '保温时间', 'min', '115', null],
		['Vacuum', '真空度', 'mbar', null, '0.0001'],
	]),
	...read('CAGE-MOLD-12', MOULD, [
		['Melt temperature', '熔体温度', '°C', '370', '395'],
		['Mould temperature', '模具温度', '°C', '175', '200'],
	]),
	...read('CAGE-FIN-12', MARKERS, MACHINING),
	...read('STENT-CUT-3528', CUT, [['Laser power', '激光功率', 'W', '11.0', '13.0']]),
	...read('STENT-POL-3528', POLISH, [['Current density', '电流密度', 'A/cm²', '0.80', '1.20']]),
	...read('STENT-COAT-3528', COAT, [
		['Spray rate', '喷涂速率', 'mL/min', '0.045', '0.055'],
		['Humidity', '相对湿度', '%', null, '40'],
	]),
	...read('71360949', MARK, MACHINING),
	...['SCREW-STER-65', 'ROD-STER-55', 'CAGE-STER-12', '1145350-28'].flatMap((sku) =>
		read(sku, STERILE, ETHYLENE_OXIDE),
	),
]
