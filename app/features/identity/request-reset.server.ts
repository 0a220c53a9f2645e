import { setTimeout as sleep } from 'node:timers/promises'
import type { Language } from '#app/core/localized.ts'
import { sendTemplateMail } from '#app/features/notifications/send-template-mail.server.ts'
import { runAccountWork } from '#app/platform/auth/sessions.server.ts'
import { hashToken, newToken } from '#app/platform/auth/tokens.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

export const RESET_MINUTES = 60
/** Links that live at once for one account: whoever types another's address cannot flood their mailbox. */
const LINKS_AT_ONCE = 3
/** Every answer takes this long at least, far more than finding the account and writing the mail do. */
const ANSWER_MS = 600

type Recipient = {
	id: string
	name: string
	email: string
	language: Language | null
	tenant_id: string
	links: number
}

/**
 * Mails a link for a new password, good once and for an hour, to the person with this address; from the tenant that the
 * person came to first. Answers the same, after the same time, whether or not there is such a person.
 */
export async function requestReset(email: string): Promise<void> {
	const answerAt = sleep(ANSWER_MS)
	const recipient = await findRecipient(email.trim().toLowerCase())
	if (recipient && recipient.links < LINKS_AT_ONCE)
		await withTenantContext(recipient.tenant_id, (ctx) => mailLink(ctx, recipient))
	await answerAt
}

async function findRecipient(email: string): Promise<Recipient | null> {
	const now = getPortal().clock.now()
	const account = await runAccountWork(null, async (em) => {
		const [row] = await em.execute<Omit<Recipient, 'tenant_id'>[]>(
			`select a.id, a.name, a.email, a.language,
				(select count(*)::int from account_token k where k.account_id = a.id and k.used_at is null and k.expires_at > ?) as links
			from account a where a.email = ? and a.disabled_at is null`,
			[now, email],
		)
		return row
	})
	const tenantId = await firstTenant(account?.id ?? null)
	return account && tenantId ? { ...account, tenant_id: tenantId } : null
}

/** The tenant that an account came to first and still belongs to. */
export async function firstTenant(accountId: string | null): Promise<string | null> {
	return runAccountWork(accountId, async (em) => {
		const [row] = await em.execute<{ tenant_id: string }[]>(
			'select tenant_id from membership where account_id = ?::uuid and disabled_at is null order by created_at, id limit 1',
			[accountId],
		)
		return row?.tenant_id ?? null
	})
}

async function mailLink(ctx: Context, person: Recipient): Promise<void> {
	const token = newToken()
	const tokenHash = hashToken(token)
	await ctx.em.execute(
		`insert into account_token (token_hash, account_id, purpose, expires_at) values (?, ?, 'reset', ?)`,
		[tokenHash, person.id, new Date(ctx.now.getTime() + RESET_MINUTES * 60_000)],
	)
	const language = person.language ?? ctx.tenant.language
	await sendTemplateMail(ctx, {
		event: 'password-reset',
		values: { name: person.name, minutes: String(RESET_MINUTES) },
		to: person.email,
		recipient: person.name,
		language,
		dedupeKey: `reset:${tokenHash.slice(0, 24)}`,
		url: `${ctx.baseUrl}/reset/${token}`,
	})
	ctx.audit.record({ action: 'account.reset-request', subject: { type: 'account', id: person.id, label: person.name } })
}
