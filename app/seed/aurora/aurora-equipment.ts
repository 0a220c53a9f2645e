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

const MACHINE = ['Turn and mill', '车铣加工'] as const
const FINISH = ['Passivate and anodise', '钝化与阳极氧化'] as const

/** What is measured while Aurora's revisions are made, by the names of the readings. */
export const auroraParameters: readonly ParameterData[] = [
	['SCREW-MACH-65', 'Spindle speed', '主轴转速', MACHINE, 'rpm', null, null],
	['SCREW-MACH-65', 'Coolant concentration', '切削液浓度', MACHINE, '%', '6', '10'],
	['SCREW-FIN-65', 'Voltage', '电压', FINISH, 'V', '60', '64'],
	['SCREW-FIN-65', 'Bath temperature', '槽液温度', FINISH, '°C', '18', '23'],
	['SCREW-FIN-65', 'Passivation time', '钝化时间', FINISH, 'min', '30', null],
]
