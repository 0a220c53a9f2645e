import { expect, test } from 'vitest'
import { type EquipmentState, readinessProblems } from '#app/features/equipment/equipment.model.ts'
import { equipmentSchema } from '#app/features/equipment/equipment.schema.ts'

const NOW = new Date('2026-11-22T08:00:00Z')
const READY: EquipmentState = {
	condition: 'in_service',
	active: true,
	calibrationDueOn: '2026-11-22',
	cleanedAt: '2026-11-22T01:00:00.000Z',
	cleanEveryHours: 8,
}
const problems = (more: Partial<EquipmentState>) => readinessProblems({ ...READY, ...more }, NOW, '2026-11-22')

test('may be worked with through the day on which its calibration falls due', () => {
	expect(problems({})).toEqual([])
	expect(problems({ calibrationDueOn: '2026-11-21' })).toEqual(['calibration-overdue'])
	expect(problems({ calibrationDueOn: null })).toEqual([])
})

test('a cleaning holds for its hours, and one that never was holds for none', () => {
	expect(problems({ cleanedAt: '2026-11-22T00:00:00.000Z' })).toEqual([])
	expect(problems({ cleanedAt: '2026-11-21T23:59:59.000Z' })).toEqual(['cleaning-overdue'])
	expect(problems({ cleanedAt: null })).toEqual(['never-cleaned'])
	expect(problems({ cleanedAt: null, cleanEveryHours: null })).toEqual([])
})

test('names every reason at once', () => {
	expect(problems({ active: false, condition: 'maintenance', calibrationDueOn: '2020-01-01' })).toEqual([
		'inactive',
		'not-in-service',
		'calibration-overdue',
	])
})

test('a calibration does not fall due before it was done', () => {
	const form = {
		siteId: '019a0000-0000-7000-8000-000000000001',
		code: 'EO-01',
		nameEn: 'Steriliser',
		nameZh: '灭菌器',
		kind: 'steriliser',
		condition: 'in_service',
		calibratedOn: '2026-05-01',
		calibrationDueOn: '2026-04-30',
	}
	const issues = equipmentSchema.safeParse(form).error?.issues.map((issue) => [issue.path.join('.'), issue.message])
	expect(issues).toEqual([['calibrationDueOn', 'form.datesReversed']])
	expect(equipmentSchema.safeParse({ ...form, calibrationDueOn: '2027-05-01' }).success).toBe(true)
})
