import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Invitation } from './invitation.entity.server.ts'
import { revokeInvitationLinks } from './issue-invitation.server.ts'

/**
 * Takes an invitation back: its link opens nothing any more. Permission: `invite` on Member.
 * Errors: `not-allowed`; `not-found`; `not-open` (accepted or revoked already).
 */
export async function revokeInvitation(
	ctx: Context,
	invitationId: string,
): Promise<Result<null, { code: 'not-allowed' | 'not-found' | 'not-open' }>> {
	if (!ctx.ability.can('invite', 'Member')) return err({ code: 'not-allowed' })
	const invitation = await ctx.em.findOne(Invitation, { id: invitationId })
	if (!invitation) return err({ code: 'not-found' })
	if (invitation.acceptedAt || invitation.revokedAt) return err({ code: 'not-open' })
	invitation.revokedAt = ctx.now
	await revokeInvitationLinks(ctx, invitation.id)
	ctx.audit.record({
		action: 'member.invite-revoke',
		subject: { type: 'invitation', id: invitation.id, label: invitation.email },
		before: { revokedAt: null },
		after: { revokedAt: ctx.now.toISOString() },
	})
	return ok(null)
}
