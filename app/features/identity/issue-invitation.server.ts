import type { LocalizedText } from '#app/core/localized.ts'
import { sendTemplateMail } from '#app/features/notifications/send-template-mail.server.ts'
import { AccessGrant } from '#app/platform/auth/auth.entity.server.ts'
import { hashToken, newToken } from '#app/platform/auth/tokens.server.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { identityText } from './identity-text.server.ts'
import type { Invitation } from './invitation.entity.server.ts'

/** How long the link of an invitation works. */
export const INVITATION_DAYS = 7

/**
 * Gives an invitation a new link and mails it in the invited person's language. Links sent before stop working; the
 * link's time begins anew. Only the SHA-256 of its token is stored.
 */
export async function issueInvitation(ctx: Context, invitation: Invitation, roleName: LocalizedText): Promise<void> {
	const token = newToken()
	const tokenHash = hashToken(token)
	const expiresAt = new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000)
	invitation.expiresAt = expiresAt
	await revokeInvitationLinks(ctx, invitation.id)
	ctx.em.create(AccessGrant, {
		tokenHash,
		tenantId: ctx.tenant.id,
		kind: 'invitation',
		subjectId: invitation.id,
		expiresAt,
	})
	await ctx.em.flush()
	const { language } = invitation
	const t = identityText(language)
	const format = createFormat(language, ctx.tenant.timeZone)
	const role = roleName[language]
	await sendTemplateMail(ctx, {
		event: 'invitation',
		values: { name: invitation.name, inviter: ctx.actor.name, role: roleName },
		about: { type: 'invitation', id: invitation.id },
		to: invitation.email,
		recipient: invitation.name,
		language,
		dedupeKey: `invitation:${invitation.id}:${tokenHash.slice(0, 16)}`,
		url: `${ctx.baseUrl}/invitation/${token}`,
		facts: [
			{ label: t('mail.invitation.role'), value: role },
			{ label: t('mail.invitation.until'), value: format.dateTime(expiresAt) },
		],
	})
}

/** Makes every link of an invitation stop working. */
export async function revokeInvitationLinks(ctx: Context, invitationId: string): Promise<void> {
	await ctx.em.nativeUpdate(
		AccessGrant,
		{ tenantId: ctx.tenant.id, kind: 'invitation', subjectId: invitationId, revokedAt: null },
		{ revokedAt: ctx.now },
	)
}
