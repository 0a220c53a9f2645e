import type { LocalDate } from '#app/core/local-date.ts'

export const EQUIPMENT_KINDS = [
	'line',
	'machine',
	'furnace',
	'steriliser',
	'mixer',
	'tank',
	'filler',
	'packer',
	'oven',
	'cold_store',
	'instrument',
	'other',
] as const
/** What a piece of equipment is. */
export type EquipmentKind = (typeof EQUIPMENT_KINDS)[number]

export const EQUIPMENT_CONDITIONS = ['in_service', 'maintenance', 'out_of_service'] as const
/** Whether it may be worked with, as the people who keep it say. */
export type EquipmentCondition = (typeof EQUIPMENT_CONDITIONS)[number]

export const READINESS_PROBLEMS = [
	'inactive',
	'not-in-service',
	'calibration-overdue',
	'never-cleaned',
	'cleaning-overdue',
] as const
export type ReadinessProblem = (typeof READINESS_PROBLEMS)[number]

/** What readiness is judged by. `cleanedAt` is ISO 8601, `calibrationDueOn` the last day on which it is calibrated. */
export type EquipmentState = {
	condition: EquipmentCondition
	active: boolean
	calibrationDueOn: string | null
	cleanedAt: string | null
	/** How long a cleaning holds, in hours; null: it need not be cleaned. */
	cleanEveryHours: number | null
}

/**
 * Why a piece of equipment may not be worked with at a moment; empty: it may. `today` is the date where it stands. An
 * instrument or machine whose calibration has run out gives no evidence (ISO 13485:2016, 7.6; 21 CFR 820.72).
 */
export function readinessProblems(equipment: EquipmentState, now: Date, today: LocalDate): ReadinessProblem[] {
	const found: ReadinessProblem[] = []
	if (!equipment.active) found.push('inactive')
	if (equipment.condition !== 'in_service') found.push('not-in-service')
	if (equipment.calibrationDueOn !== null && equipment.calibrationDueOn < today) found.push('calibration-overdue')
	if (equipment.cleanEveryHours !== null) {
		if (equipment.cleanedAt === null) found.push('never-cleaned')
		else if (now.getTime() - Date.parse(equipment.cleanedAt) > equipment.cleanEveryHours * 3_600_000)
			found.push('cleaning-overdue')
	}
	return found
}
