import { LockMode } from '@mikro-orm/core'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Party, Site } from './party.entity.server.ts'
import type { SiteInput } from './party.schema.ts'
import { siteValues } from './party-values.model.ts'

export type UpdateSiteError = { code: 'not-allowed' | 'not-found' | 'stale' | 'code-taken' | 'party-unknown' }

/**
 * Changes a place's record. Permission: `update` on Site.
 * Errors: `not-found`; `not-allowed`; `stale` (somebody changed it since `input.version`); `code-taken`; `party-unknown`.
 */
export async function updateSite(
	ctx: Context,
	siteId: string,
	input: SiteInput,
): Promise<Result<null, UpdateSiteError>> {
	const site = await ctx.em.findOne(Site, { id: siteId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
	if (!site) return err({ code: 'not-found' })
	if (!ctx.ability.can('update', asSubject('Site', site))) return err({ code: 'not-allowed' })
	if (input.version !== undefined && input.version !== site.version) return err({ code: 'stale' })
	if ((await ctx.em.count(Site, { code: input.code, id: { $ne: siteId } })) > 0) return err({ code: 'code-taken' })
	if (input.partyId && (await ctx.em.count(Party, { id: input.partyId })) === 0) return err({ code: 'party-unknown' })
	const values = siteValues(input)
	const before = Object.fromEntries(Object.keys(values).map((key) => [key, site[key as keyof typeof values]]))
	ctx.em.assign(site, values)
	await ctx.em.flush()
	// Attributes, saved with the same form, write an entry of their own.
	if (canonicalJson(before as never) !== canonicalJson(values as never))
		ctx.audit.record({
			action: 'site.update',
			subject: { type: 'site', id: site.id, label: site.code },
			before,
			after: values,
		})
	return ok(null)
}
