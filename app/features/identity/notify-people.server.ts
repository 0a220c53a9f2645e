import { newId } from '#app/core/ids.ts'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { RoleKey } from '#app/core/permission.ts'
import type { NamedRecipient, NoticeRoute, NoticeSeverity } from '#app/features/rules/notice-route.model.ts'
import { routeNotice } from '#app/features/rules/route-notice.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type NoticeContent = {
	title: LocalizedText
	/** Where it leads inside the portal. */
	href: string
	/** What happened: nobody gets a second notice with the same key. */
	dedupeKey: string
	/** What the routing rules look at. Absent: `other`, information, about nothing in particular. */
	event?: string | undefined
	severity?: NoticeSeverity | undefined
	about?: { type: string; id: string | null; label: string } | undefined
	lotId?: string | null | undefined
	siteId?: string | null | undefined
	partyId?: string | null | undefined
}

/**
 * Sends a notice: the rule set `notification_routing` decides who hears of it and by which channel, `named` being those
 * whom the caller would tell. The acting person gets none: they know. A notice whose key was sent before is sent to
 * nobody twice.
 */
export async function sendNotice(ctx: Context, notice: NoticeContent, named: readonly NamedRecipient[]): Promise<void> {
	const { routes } = await routeNotice(ctx, {
		event: notice.event ?? 'other',
		severity: notice.severity ?? 'info',
		about: notice.about ?? { type: 'other', id: null, label: '' },
		named,
		lotId: notice.lotId,
		siteId: notice.siteId,
		partyId: notice.partyId,
	})
	await deliverNotice(ctx, notice, routes)
}

/** Puts a notice before everyone who holds a role; with `partyId`, before that partner's people alone. See `sendNotice`. */
export async function notifyRole(
	ctx: Context,
	role: RoleKey,
	notice: NoticeContent,
	options: { partyId?: string } = {},
): Promise<void> {
	await sendNotice(ctx, notice, [{ role, partyId: options.partyId ?? null }])
}

type Person = { account_id: string; email: string; language: Language; by_mail: boolean; in_portal: boolean }

/** Delivers a notice along its routes: the portal's list in one statement, mails through the outbox. */
export async function deliverNotice(
	ctx: Context,
	notice: NoticeContent,
	routes: readonly NoticeRoute[],
): Promise<void> {
	if (routes.length === 0) return
	const people = (await peopleOf(ctx, routes)).filter((person) => person.account_id !== ctx.actor.id)
	await notifyAccounts(
		ctx,
		people.filter((person) => person.in_portal).map((person) => person.account_id),
		notice,
	)
	const addresses = new Map<string, Language>()
	for (const person of people) if (person.by_mail) addresses.set(person.email, person.language)
	for (const contact of await contactsOf(ctx, routes)) addresses.set(contact.email, contact.language)
	for (const [email, language] of addresses) {
		const t = serverText(language, 'identity')
		await queueMail(ctx, {
			to: email,
			language,
			template: notice.event ?? 'notice',
			dedupeKey: `notice:${notice.dedupeKey}:${email}`,
			content: {
				subject: notice.title[language],
				paragraphs: [t('notices.mailText', { tenant: ctx.tenant.name })],
				action: { label: t('notices.mailAction'), url: `${ctx.baseUrl}${notice.href}` },
			},
		})
	}
}

/** Everyone the routes reach, each once with the channels of all routes that reach them. One statement. */
async function peopleOf(ctx: Context, routes: readonly NoticeRoute[]): Promise<Person[]> {
	const asked = routes.flatMap((route) =>
		route.kind === 'contact'
			? []
			: [
					{
						role: route.kind === 'role' ? route.role : null,
						party: route.partyId,
						portal: route.channels.includes('portal'),
						mail: route.channels.includes('email'),
					},
				],
	)
	if (asked.length === 0) return []
	return ctx.em.execute<Person[]>(
		`select m.account_id, a.email, coalesce(a.language, ?) as language, bool_or(r.mail) as by_mail, bool_or(r.portal) as in_portal
		from jsonb_to_recordset(?::jsonb) as r(role text, party uuid, portal boolean, mail boolean)
		join membership m on (r.role is null or m.role = r.role) and (r.party is null or m.party_id = r.party)
		join account a on a.id = m.account_id
		where m.tenant_id = ? and m.disabled_at is null group by m.account_id, a.email, a.language`,
		[ctx.tenant.language, JSON.stringify(asked), ctx.tenant.id],
	)
}

async function contactsOf(
	ctx: Context,
	routes: readonly NoticeRoute[],
): Promise<{ email: string; language: Language }[]> {
	const ids = routes.flatMap((route) => (route.kind === 'contact' ? [route.partyId] : []))
	if (ids.length === 0) return []
	return ctx.em.execute<{ email: string; language: Language }[]>(
		'select email, language from party where id = any(?::uuid[]) and email is not null',
		[`{${ids.join(',')}}`],
	)
}

/** Puts a notice before these people. One statement. */
export async function notifyAccounts(
	ctx: Context,
	accountIds: readonly string[],
	notice: NoticeContent,
): Promise<void> {
	if (accountIds.length === 0) return
	const rows = accountIds.map(() => '(?, ?, ?, ?, ?::jsonb, ?, ?)').join(', ')
	const values = accountIds.flatMap((accountId) => [
		newId(),
		ctx.tenant.id,
		accountId,
		notice.dedupeKey,
		JSON.stringify(notice.title),
		notice.href,
		ctx.now,
	])
	await ctx.em.execute(
		`insert into notification (id, tenant_id, account_id, dedupe_key, title, href, created_at) values ${rows}
		on conflict (tenant_id, account_id, dedupe_key) do nothing`,
		values,
	)
}
