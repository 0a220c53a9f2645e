import type { Context } from '#app/platform/request/context.server.ts'
import { countryOptions, timeZoneOptions } from './country-options.server.ts'
import { listPartyOptions } from './parties.queries.server.ts'
import { PARTY_KINDS } from './party.model.ts'

/** What the form of a place offers to choose from. */
export async function siteFormParts(ctx: Context) {
	return {
		parties: await listPartyOptions(ctx, PARTY_KINDS),
		countries: countryOptions(ctx.language),
		zones: timeZoneOptions(),
		tenant: { name: ctx.tenant.name, timeZone: ctx.tenant.timeZone },
	}
}
