import { newId } from '#app/core/ids.ts'
import { PARTNER_ROLES } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { mayGiveRole } from '#app/features/roles/may-give.server.ts'
import { findLivingRole } from '#app/features/roles/roles.queries.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Invitation } from './invitation.entity.server.ts'
import type { InviteInput } from './invitation.schema.ts'
import { findInvitee } from './invitations.queries.server.ts'
import { issueInvitation } from './issue-invitation.server.ts'

export type InviteError = {
	code:
		| 'not-allowed'
		| 'self'
		| 'role-unknown'
		| 'role-too-powerful'
		| 'party-needed'
		| 'party-not-allowed'
		| 'party-unknown'
		| 'party-mismatch'
		| 'already-member'
		| 'already-invited'
}

/** What a partner must be for its people to have a role. */
const PARTNER_KINDS: Record<'supplier' | 'customer', readonly string[]> = {
	supplier: ['supplier', 'contract_manufacturer'],
	customer: ['customer'],
}

/**
 * Invites a person by mail to take a role in the tenant. Writes the invitation, its link (an access grant, 7 days) and
 * the mail, in the invited person's language. Permission: `invite` on Member.
 * Errors: `not-allowed`; `self` (nobody gives themselves a role); `role-unknown` (none of that key, or retired); `role-too-powerful` (`mayGiveRole`); `party-needed` (supplier and customer people act for a party); `party-not-allowed` (others act
 * for none); `party-unknown`; `party-mismatch` (a customer's person as supplier, or the like); `already-member`;
 * `already-invited` (an invitation to the same role is open: send that again).
 */
export async function inviteMember(
	ctx: Context,
	input: InviteInput,
): Promise<Result<{ invitationId: string }, InviteError>> {
	if (!ctx.ability.can('invite', 'Member')) return err({ code: 'not-allowed' })
	if (isOwnAddress(ctx, input.email)) return err({ code: 'self' })
	const role = await findLivingRole(ctx, input.role)
	if (!role) return err({ code: 'role-unknown' })
	if (!mayGiveRole(ctx, role)) return err({ code: 'role-too-powerful' })
	const partner = PARTNER_ROLES.includes(role.base)
	if (partner && !input.partyId) return err({ code: 'party-needed' })
	if (!partner && input.partyId) return err({ code: 'party-not-allowed' })
	const partyId = input.partyId ?? null
	const invitee = await findInvitee(ctx, { email: input.email, role: input.role, partyId })
	if (partner) {
		if (!invitee.partyKind) return err({ code: 'party-unknown' })
		if (!PARTNER_KINDS[role.base as 'supplier' | 'customer'].includes(invitee.partyKind))
			return err({ code: 'party-mismatch' })
	}
	if (invitee.member) return err({ code: 'already-member' })
	if (invitee.invited) return err({ code: 'already-invited' })
	const invitation = ctx.em.create(Invitation, {
		id: newId(),
		email: input.email,
		name: input.name,
		role: input.role,
		language: input.language,
		partyId,
		siteId: input.siteId ?? null,
		invitedBy: accountOf(ctx.actor),
		createdAt: ctx.now,
		expiresAt: ctx.now,
	})
	await issueInvitation(ctx, invitation, role.title)
	ctx.audit.record({
		action: 'member.invite',
		subject: { type: 'invitation', id: invitation.id, label: input.email },
		after: {
			email: input.email,
			name: input.name,
			role: input.role,
			partyId,
			siteId: input.siteId ?? null,
			expiresAt: invitation.expiresAt.toISOString(),
		},
	})
	return ok({ invitationId: invitation.id })
}

const isOwnAddress = ({ actor }: Context, email: string): boolean =>
	actor.kind === 'person' && actor.email.toLowerCase() === email.toLowerCase()
