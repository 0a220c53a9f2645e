import type { Context } from '#app/platform/request/context.server.ts'
import type { AuditHistory } from './audit-history.server.ts'
import type { CompanyData } from './company.model.ts'
import type { DemoCalendar } from './demo-calendar.ts'

/** What every writer of the demo works with. */
export type SeedScene = { ctx: Context; company: CompanyData; calendar: DemoCalendar; audit: AuditHistory }

/** When the master data was set up, in days from the demo's today. */
export const SET_UP_DAYS = -200
