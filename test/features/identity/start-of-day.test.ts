import { expect, test } from 'vitest'
import { startOfDayIn } from '#app/features/identity/start-of-day.model.ts'

test.each([
	['Asia/Shanghai', '2026-11-23', '2026-11-22T16:00:00.000Z'],
	['UTC', '2026-11-23', '2026-11-23T00:00:00.000Z'],
	['America/New_York', '2026-11-23', '2026-11-23T05:00:00.000Z'],
	['Asia/Kathmandu', '2026-11-23', '2026-11-22T18:15:00.000Z'],
	['Pacific/Kiritimati', '2026-11-23', '2026-11-22T10:00:00.000Z'],
	['Pacific/Pago_Pago', '2026-11-23', '2026-11-23T11:00:00.000Z'],
])('a day in %s begins when its clocks say so', (zone, date, moment) => {
	expect(startOfDayIn(zone, date).toISOString()).toBe(moment)
})
