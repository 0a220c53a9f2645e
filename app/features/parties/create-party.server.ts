import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { openOnboardings } from '#app/features/cases/open-onboarding.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Party } from './party.entity.server.ts'
import type { PartyInput } from './party.schema.ts'
import { partyValues } from './party-values.model.ts'

/**
 * Makes a supplier, customer or other partner; the onboarding of one that delivers begins with it. Permission: `create` on Party.
 * Errors: `not-allowed`; `code-taken`.
 */
export async function createParty(
	ctx: Context,
	input: PartyInput,
): Promise<Result<{ id: string }, { code: 'not-allowed' | 'code-taken' }>> {
	if (!ctx.ability.can('create', 'Party')) return err({ code: 'not-allowed' })
	if ((await ctx.em.count(Party, { code: input.code })) > 0) return err({ code: 'code-taken' })
	const values = partyValues(input)
	const party = ctx.em.create(Party, { id: newId(), ...values })
	await ctx.em.flush()
	ctx.audit.record({
		action: 'party.create',
		subject: { type: 'party', id: party.id, label: party.code },
		after: values,
	})
	await openOnboardings(ctx, { partyIds: [party.id] })
	return ok({ id: party.id })
}
