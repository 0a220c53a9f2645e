import { newId } from '#app/core/ids.ts'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findEvent } from './find-event.ts'
import { mailParts } from './mail-by-template.server.ts'
import { MANDATORY_KINDS, type NoticeEvent } from './notice-event.model.ts'
import { type NoticeRequest, type NoticeWords, wordsOf } from './notice-words.server.ts'
import { type ChannelChoice, channelsOf, type Preference, quietSeconds } from './preference.model.ts'
import { PREFERENCE_COLUMNS, type PreferenceRow, toPreference } from './preference.queries.server.ts'

/** A notice to people of the portal: what happened, with the record that it is about, or a text of its own. */
export type PortalNotice = {
	/** Whose template says it; see `find-event.ts`. */
	event?: string | undefined
	values?: NoticeRequest['values'] | undefined
	/** What it says where no event of that name is known. */
	title?: LocalizedText | undefined
	/** `label` is how people know the record: the variable of that name. */
	about?: { type: string; id: string | null; label?: string } | undefined
	/** Where it leads inside the portal. */
	href: string
	/** What happened: nobody gets a second notice with the same key. */
	dedupeKey: string
}

/**
 * A person who is told. Rules may ask for mail (`mail`), or for nothing but mail (`portal: false`); what the person has
 * chosen goes first, and mandatory kinds before both.
 */
export type Told = { id: string; mail?: boolean; portal?: boolean }

type Recipient = { id: string; email: string; name: string; language: Language | null; preference: Preference }
type Planned = { person: Recipient; channels: ChannelChoice }

/** The words of a notice, asked for by what it says of itself. */
export function wordsOfNotice(ctx: Context, notice: PortalNotice): Promise<NoticeWords> {
	const { event, title, about, values } = notice
	const known = event && (findEvent(event) || !title) ? event : 'general'
	return wordsOf(ctx, {
		event: known,
		values: { ...(title ? { text: title } : {}), ...(about?.label ? { label: about.label } : {}), ...values },
		...(about?.id ? { about: { type: about.type, id: about.id } } : {}),
	})
}

/**
 * Writes a notice in its template's words and brings it to each person as they have chosen: into the portal, by mail at
 * once (after their quiet hours), into their digest. The same key never reaches anybody twice. Three statements, and two
 * more for each mail.
 */
export async function deliverNotice(ctx: Context, told: readonly Told[], notice: PortalNotice): Promise<void> {
	if (told.length === 0) return
	const words = await wordsOfNotice(ctx, notice)
	const asked = new Map(told.map((one) => [one.id, one]))
	const people = await readRecipients(ctx, [...asked.keys()])
	const planned = people
		.map((person): Planned => ({ person, channels: planFor(words.event, person.preference, asked.get(person.id)) }))
		.filter(({ channels: to }) => to.inApp || to.mail !== 'off')
	const reached = await writeNotices(ctx, planned, words, notice)
	for (const { person, channels: to } of planned) {
		if (to.mail === 'now' && reached.has(person.id)) await mailNotice(ctx, person, words, notice)
	}
	if (words.failed) await tellOfFailure(ctx, words, words.failed)
}

function planFor(event: NoticeEvent, preference: Preference, told: Told | undefined): ChannelChoice {
	const chosen = channelsOf(preference, event.kind)
	const mails = event.channels.includes('mail') && !event.outside
	const wanted = told?.mail && !preference.channels[event.kind] && chosen.mail === 'off' ? 'now' : chosen.mail
	const inApp = told?.portal === false ? MANDATORY_KINDS.includes(event.kind) : chosen.inApp
	return { inApp, mail: mails ? wanted : 'off' }
}

type RecipientRow = PreferenceRow & Omit<Recipient, 'preference'>

async function readRecipients(ctx: Context, accountIds: readonly string[]): Promise<Recipient[]> {
	const rows = await ctx.em.execute<RecipientRow[]>(
		`select a.id, a.email, a.name, a.language, ${PREFERENCE_COLUMNS}
		from account a left join notice_preference p on p.account_id = a.id and p.tenant_id = ?
		where a.id in (select jsonb_array_elements_text(?::jsonb)::uuid) and a.disabled_at is null order by a.id`,
		[ctx.tenant.id, JSON.stringify(accountIds)],
	)
	return rows.map(({ id, email, name, language, ...row }) => ({
		id,
		email,
		name,
		language,
		preference: toPreference(row, ctx.tenant.timeZone),
	}))
}

/** Answers who had not been told before. */
async function writeNotices(
	ctx: Context,
	planned: readonly Planned[],
	words: NoticeWords,
	notice: PortalNotice,
): Promise<ReadonlySet<string>> {
	if (planned.length === 0) return new Set()
	const title = JSON.stringify({ en: words.part('en', 'title'), 'zh-CN': words.part('zh-CN', 'title') })
	const rows = planned.map(({ person, channels }) => ({
		id: newId(),
		account_id: person.id,
		shown: channels.inApp,
		digest: channels.mail === 'digest' ? 'waiting' : null,
	}))
	const written = await ctx.em.execute<{ account_id: string }[]>(
		`insert into notification (id, tenant_id, account_id, dedupe_key, kind, template, template_version, subject_type, subject_id, title, href, shown, digest, created_at)
		select r.id, ?, r.account_id, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, r.shown, r.digest, ?
		from jsonb_to_recordset(?::jsonb) as r(id uuid, account_id uuid, shown boolean, digest text)
		on conflict (tenant_id, account_id, dedupe_key) do nothing returning account_id`,
		[
			ctx.tenant.id,
			notice.dedupeKey,
			words.event.kind,
			words.event.key,
			words.version,
			notice.about?.type ?? null,
			notice.about?.id ?? null,
			title,
			notice.href,
			ctx.now,
			JSON.stringify(rows),
		],
	)
	return new Set(written.map((row) => row.account_id))
}

async function mailNotice(ctx: Context, person: Recipient, words: NoticeWords, notice: PortalNotice): Promise<void> {
	const language = person.language ?? ctx.tenant.language
	const { action, ...parts } = mailParts(words, language, person.name)
	await queueMail(ctx, {
		to: person.email,
		accountId: person.id,
		language,
		template: words.event.key,
		templateVersion: words.version,
		about: notice.about?.id ? { type: notice.about.type, id: notice.about.id } : null,
		dedupeKey: `notice:${notice.dedupeKey}:${person.id}`,
		content: { ...parts, action: { label: action, url: `${ctx.baseUrl}${notice.href}` } },
		delaySeconds: MANDATORY_KINDS.includes(words.event.kind) ? 0 : quietSeconds(person.preference, ctx.now),
	})
}

/** Tells the admins, once for each version, that a template could not be used and why nobody noticed. */
export async function tellOfFailure(
	ctx: Context,
	words: NoticeWords,
	failed: NonNullable<NoticeWords['failed']>,
): Promise<void> {
	if (words.event.key === 'template_failed') return
	const admins = await ctx.em.execute<{ account_id: string }[]>(
		`select distinct account_id from membership where tenant_id = ? and role = 'compliance_admin' and disabled_at is null`,
		[ctx.tenant.id],
	)
	await deliverNotice(
		ctx,
		admins.map((row) => ({ id: row.account_id })),
		{
			event: 'template_failed',
			values: { label: words.event.title },
			href: `/templates/${words.event.key}`,
			dedupeKey: `template-failed:${words.event.key}:${failed.version}`,
		},
	)
}
