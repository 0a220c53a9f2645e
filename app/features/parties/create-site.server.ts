import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Party, Site } from './party.entity.server.ts'
import type { SiteInput } from './party.schema.ts'
import { siteValues } from './party-values.model.ts'

/**
 * Makes a place of the tenant or of one of its partners. Permission: `create` on Site.
 * Errors: `not-allowed`; `code-taken`; `party-unknown`.
 */
export async function createSite(
	ctx: Context,
	input: SiteInput,
): Promise<Result<{ id: string }, { code: 'not-allowed' | 'code-taken' | 'party-unknown' }>> {
	if (!ctx.ability.can('create', 'Site')) return err({ code: 'not-allowed' })
	if ((await ctx.em.count(Site, { code: input.code })) > 0) return err({ code: 'code-taken' })
	if (input.partyId && (await ctx.em.count(Party, { id: input.partyId })) === 0) return err({ code: 'party-unknown' })
	const values = siteValues(input)
	const site = ctx.em.create(Site, { id: newId(), ...values })
	await ctx.em.flush()
	ctx.audit.record({ action: 'site.create', subject: { type: 'site', id: site.id, label: site.code }, after: values })
	return ok({ id: site.id })
}
