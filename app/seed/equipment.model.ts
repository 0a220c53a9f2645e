import type { EquipmentKind } from '#app/features/equipment/equipment.model.ts'
import type { Pair } from './company.model.ts'

/** Code, kind, name, site, line; then the days until its calibration falls due and the hours a cleaning holds, where any. */
export type EquipmentData = readonly [
	code: string,
	kind: EquipmentKind,
	name: Pair,
	site: string,
	line: string | null,
	dueDays?: number | null,
	cleanHours?: number,
]

/** What is measured while an item is made: SKU, name as readings have it, Chinese name, step, unit, lower and upper limit. */
export type ParameterData = readonly [
	sku: string,
	key: string,
	zh: string,
	step: Pair,
	unit: string,
	minimum: string | null,
	maximum: string | null,
]
