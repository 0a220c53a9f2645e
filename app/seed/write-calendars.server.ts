import { BusinessCalendar } from '#app/features/calendars/calendar.entity.server.ts'
import { newRecord } from './bulk-rows.ts'
import { CHINESE_HOLIDAYS, LAB_DAY, OFFICE_DAY } from './calendars.data.ts'
import { DEMO_TIME_ZONE } from './demo-calendar.ts'
import type { SeedScene } from './seed-scene.ts'

/** When the calendars were set up. */
const SET_UP_DAYS = -200

/** Writes the company's business calendars: the office's, by which deadlines count, and the laboratory's with its shifts. */
export async function writeCalendars(scene: SeedScene): Promise<void> {
	const { ctx, calendar, audit } = scene
	const at = calendar.at(SET_UP_DAYS, '09:40')
	const shared = { timeZone: DEMO_TIME_ZONE }
	const rows = [
		{
			...newRecord(ctx, at),
			...shared,
			key: 'office',
			name: { en: 'Office', 'zh-CN': '办公时间' },
			week: [OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, [], []],
			special: CHINESE_HOLIDAYS,
			isDefault: true,
		},
		{
			...newRecord(ctx, at),
			...shared,
			key: 'laboratory',
			name: { en: 'Laboratory, two shifts', 'zh-CN': '实验室（两班）' },
			week: [LAB_DAY, LAB_DAY, LAB_DAY, LAB_DAY, LAB_DAY, LAB_DAY, []],
			special: CHINESE_HOLIDAYS.filter(({ hours }) => hours.length === 0),
			isDefault: false,
		},
	]
	await ctx.em.insertMany(BusinessCalendar, rows)
	for (const { id, key, name, timeZone, week, special, isDefault } of rows)
		audit.add({
			at,
			by: 'admin',
			action: 'calendar.create',
			subject: { type: 'calendar', id, label: key },
			after: { name, timeZone, week, special, isDefault },
		})
}
