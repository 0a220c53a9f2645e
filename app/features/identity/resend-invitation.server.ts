import { err, ok, type Result } from '#app/core/result.ts'
import { findLivingRole } from '#app/features/roles/roles.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Invitation } from './invitation.entity.server.ts'
import { issueInvitation } from './issue-invitation.server.ts'

/**
 * Sends an open or run-out invitation again with a new link, good for another 7 days; the link sent before stops
 * working. Permission: `invite` on Member.
 * Errors: `not-allowed`; `not-found`; `not-open` (accepted or revoked already); `role-unknown` (retired).
 */
export async function resendInvitation(
	ctx: Context,
	invitationId: string,
): Promise<Result<null, { code: 'not-allowed' | 'not-found' | 'not-open' | 'role-unknown' }>> {
	if (!ctx.ability.can('invite', 'Member')) return err({ code: 'not-allowed' })
	const invitation = await ctx.em.findOne(Invitation, { id: invitationId })
	if (!invitation) return err({ code: 'not-found' })
	if (invitation.acceptedAt || invitation.revokedAt) return err({ code: 'not-open' })
	const role = await findLivingRole(ctx, invitation.role)
	if (!role) return err({ code: 'role-unknown' })
	const before = invitation.expiresAt.toISOString()
	await issueInvitation(ctx, invitation, role.title)
	ctx.audit.record({
		action: 'member.invite-again',
		subject: { type: 'invitation', id: invitation.id, label: invitation.email },
		before: { expiresAt: before },
		after: { expiresAt: invitation.expiresAt.toISOString() },
	})
	return ok(null)
}
