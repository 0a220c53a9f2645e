import { type CalendarInput, calendarSchema } from '#app/features/calendars/calendar.schema.ts'
import { saveCalendar } from '#app/features/calendars/save-calendar.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { actAs, type TestPerson } from './tenant.ts'

const NINE_TO_FIVE = '09:00-17:00'

/** What the form of a calendar sends, nine to five from Monday to Friday. */
export const calendarForm = (more: Record<string, unknown> = {}): CalendarInput =>
	calendarSchema.parse({
		key: 'office',
		nameEn: 'Office',
		nameZh: '办公时间',
		timeZone: 'UTC',
		monday: NINE_TO_FIVE,
		tuesday: NINE_TO_FIVE,
		wednesday: NINE_TO_FIVE,
		thursday: NINE_TO_FIVE,
		friday: NINE_TO_FIVE,
		saturday: '',
		sunday: '',
		special: '[]',
		isDefault: '',
		...more,
	})

/** A business calendar of a tenant. Answers its id. */
export async function makeCalendar(
	tenant: TenantInfo,
	admin: TestPerson,
	more: Record<string, unknown> = {},
): Promise<string> {
	const saved = await actAs(tenant, admin, (ctx) => saveCalendar(ctx, null, calendarForm(more)))
	if (!saved.ok) throw new Error(saved.error.code)
	return saved.value.id
}
