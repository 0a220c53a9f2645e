import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { countryOptions, timeZoneOptions } from './country-options.server.ts'

/** What the form of a place offers to choose from. */
export async function siteFormParts(ctx: Context, partyId?: string | null) {
	return {
		parties: await choiceList(ctx, 'parties', {}, [partyId]),
		countries: countryOptions(ctx.language),
		zones: timeZoneOptions(),
		tenant: { name: ctx.tenant.name, timeZone: ctx.tenant.timeZone },
	}
}
