import type { EquipmentData, ParameterData } from '../equipment.model.ts'

/** What Harvest works with; one roaster was not cleaned in time. */
export const harvestEquipment: readonly EquipmentData[] = [
	['RO-01', 'oven', ['Roaster 1', '炒制炉 1'], 'ZZ2', 'R1', 70, 8],
	['RO-02', 'oven', ['Roaster 2', '炒制炉 2'], 'ZZ2', 'R1', 70],
	['FL-01', 'filler', ['Filler 1', '灌装机 1'], 'ZZ2', 'F1', 25],
	['ML-01', 'machine', ['Roller mill 1', '磨粉机 1'], 'ZZ1', 'M1', null],
	['DR-03', 'machine', ['Noodle dryer 3', '面条烘干机 3'], 'ZZ1', 'N2', 110],
	['PK-01', 'packer', ['Packer 1', '包装机 1'], 'ZZ1', 'K1', null],
]

/** What is measured while Harvest's recipes are made. */
export const harvestParameters: readonly ParameterData[] = [
	['SESAME-ROAST', 'Roast temperature', '炒制温度', ['Roast', '炒制'], '°C', '165', '185'],
]
