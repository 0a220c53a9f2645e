import { type Language, type LocalizedText, localized } from '#app/core/localized.ts'
import { deliverNotice, type PortalNotice, wordsOfNotice } from '#app/features/notifications/deliver-notice.server.ts'
import { mailByTemplate } from '#app/features/notifications/mail-by-template.server.ts'
import type { NamedRecipient, NoticeRoute, NoticeSeverity } from '#app/features/rules/notice-route.model.ts'
import { routeNotice } from '#app/features/rules/route-notice.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A notice: what happened, whose template says it, and what the routing rules look at. */
export type NoticeContent = PortalNotice & {
	about?: { type: string; id: string | null; label: string } | undefined
	/** Absent: information. */
	severity?: NoticeSeverity | undefined
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
	await deliverAlong(ctx, notice, routes)
}

/** Puts a notice before everyone who holds a role, the portal's or one of the tenant's own; with `partyId`, before that partner's people alone. See `sendNotice`. */
export async function notifyRole(
	ctx: Context,
	role: string,
	notice: NoticeContent,
	options: { partyId?: string } = {},
): Promise<void> {
	await sendNotice(ctx, notice, [{ role, partyId: options.partyId ?? null }])
}

type Person = { account_id: string; by_mail: boolean; in_portal: boolean }

/** Delivers a notice along its routes: to people as they have chosen, to partners' addresses by mail. */
async function deliverAlong(ctx: Context, notice: NoticeContent, routes: readonly NoticeRoute[]): Promise<void> {
	if (routes.length === 0) return
	const people = (await peopleOf(ctx, routes)).filter((person) => person.account_id !== ctx.actor.id)
	await deliverNotice(
		ctx,
		people.map((person) => ({ id: person.account_id, mail: person.by_mail, portal: person.in_portal })),
		notice,
	)
	const contacts = await contactsOf(ctx, routes)
	if (contacts.length === 0) return
	const words = await wordsOfNotice(ctx, notice)
	for (const { email, name, language } of contacts)
		await mailByTemplate(ctx, {
			words,
			about: notice.about?.id ? { type: notice.about.type, id: notice.about.id } : undefined,
			to: email,
			recipient: localized(name, language),
			language,
			dedupeKey: `notice:${notice.dedupeKey}:${email}`,
			url: `${ctx.baseUrl}${notice.href}`,
		})
}

/**
 * Everyone the routes reach, each once with the channels of all routes that reach them. Who holds a role of the tenant's
 * own holds the one that it was made from, too. One statement.
 */
async function peopleOf(ctx: Context, routes: readonly NoticeRoute[]): Promise<Person[]> {
	const asked = routes.flatMap((route) =>
		route.kind === 'contact'
			? []
			: [
					{
						role: route.kind === 'role' ? route.role : null,
						account: route.kind === 'person' ? route.accountId : null,
						party: route.kind === 'person' ? null : route.partyId,
						portal: route.channels.includes('portal'),
						mail: route.channels.includes('email'),
					},
				],
	)
	if (asked.length === 0) return []
	return ctx.em.execute<Person[]>(
		`select m.account_id, bool_or(r.mail) as by_mail, bool_or(r.portal) as in_portal
		from membership m left join tenant_role o on o.tenant_id = m.tenant_id and o.key = m.role
		join jsonb_to_recordset(?::jsonb) as r(role text, account uuid, party uuid, portal boolean, mail boolean)
			on (r.role is null or r.role in (m.role, o.base)) and (r.account is null or m.account_id = r.account)
			and (r.party is null or m.party_id = r.party)
		where m.tenant_id = ? and m.disabled_at is null group by m.account_id order by m.account_id`,
		[JSON.stringify(asked), ctx.tenant.id],
	)
}

async function contactsOf(
	ctx: Context,
	routes: readonly NoticeRoute[],
): Promise<{ email: string; name: LocalizedText; language: Language }[]> {
	const ids = routes.flatMap((route) => (route.kind === 'contact' ? [route.partyId] : []))
	if (ids.length === 0) return []
	return ctx.em.execute<{ email: string; name: LocalizedText; language: Language }[]>(
		'select email, name, language from party where id = any(?::uuid[]) and email is not null order by id',
		[`{${ids.join(',')}}`],
	)
}

/** Tells these people, each as they have chosen: in the portal, by mail, in their digest. */
export async function notifyAccounts(
	ctx: Context,
	accountIds: readonly string[],
	notice: NoticeContent,
): Promise<void> {
	await deliverNotice(
		ctx,
		accountIds.map((id) => ({ id })),
		notice,
	)
}
