import { LockMode } from '@mikro-orm/core'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { openOnboardings } from '#app/features/cases/open-onboarding.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Party } from './party.entity.server.ts'
import type { PartyInput } from './party.schema.ts'
import { partyValues } from './party-values.model.ts'
import { qualifySuppliers } from './qualify-suppliers.server.ts'

export type UpdatePartyError = { code: 'not-allowed' | 'not-found' | 'stale' | 'code-taken' }

/**
 * Changes a partner's record; one that becomes a supplier is asked what suppliers are asked. Permission: `update` on Party.
 * Errors: `not-found`; `not-allowed`; `stale` (somebody changed it since `input.version`); `code-taken`.
 */
export async function updateParty(
	ctx: Context,
	partyId: string,
	input: PartyInput,
): Promise<Result<null, UpdatePartyError>> {
	const party = await ctx.em.findOne(Party, { id: partyId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
	if (!party) return err({ code: 'not-found' })
	if (!ctx.ability.can('update', asSubject('Party', party))) return err({ code: 'not-allowed' })
	if (input.version !== undefined && input.version !== party.version) return err({ code: 'stale' })
	if ((await ctx.em.count(Party, { code: input.code, id: { $ne: partyId } })) > 0) return err({ code: 'code-taken' })
	const values = partyValues(input)
	const before = Object.fromEntries(Object.keys(values).map((key) => [key, party[key as keyof typeof values]]))
	ctx.em.assign(party, values)
	await ctx.em.flush()
	// Attributes, saved with the same form, write an entry of their own.
	if (canonicalJson(before as never) !== canonicalJson(values as never))
		ctx.audit.record({
			action: 'party.update',
			subject: { type: 'party', id: party.id, label: party.code },
			before,
			after: values,
		})
	if (before.kind !== values.kind) await openOnboardings(ctx, { partyIds: [party.id] })
	if (before.active !== values.active) await qualifySuppliers(ctx, { partyId: party.id })
	return ok(null)
}
