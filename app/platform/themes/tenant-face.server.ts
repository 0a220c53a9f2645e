import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { themeCss, themeOf } from './themes.server.ts'

/** What a page without a log-in shows of the tenant that it belongs to: name, mark, colours, the zone of its times. */
export type TenantFace = { name: string; initials: string; timeZone: string; css: string }

/** A tenant's face for public pages. */
export const faceOf = (tenant: TenantInfo): TenantFace => ({
	name: tenant.name,
	initials: tenant.initials,
	timeZone: tenant.timeZone,
	css: themeCss(themeOf(tenant.theme)),
})
