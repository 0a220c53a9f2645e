import { defineEntity, p } from '@mikro-orm/core'
import type { WorkingHours } from '#app/core/business-calendar.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type { NamedDays } from './calendar.model.ts'

const BusinessCalendarSchema = defineEntity({
	name: 'BusinessCalendar',
	tableName: 'business_calendar',
	properties: {
		...tenantKeys,
		...versioned,
		/** What workflows call it; never changed. */
		key: p.text(),
		name: p.json<LocalizedText>(),
		timeZone: p.text(),
		/** Hours of each weekday, Monday first, in minutes after midnight. */
		week: p.json<WorkingHours[][]>(),
		special: p.json<NamedDays[]>(),
		/** What `business` means. At most one of a tenant, which the database holds. */
		isDefault: p.boolean().default(false),
	},
	uniques: [{ properties: ['tenantId', 'key'] }],
	...tenantTable,
})
/** When people of the tenant work: what deadlines of workflows count by. Its history is in the audit trail. */
export class BusinessCalendar extends BusinessCalendarSchema.class {}
BusinessCalendarSchema.setClass(BusinessCalendar)
