import type { Language } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type Preference, shippedPreference } from './preference.model.ts'

/** The columns of a preference `p`; all null where a person has chosen nothing. */
export const PREFERENCE_COLUMNS =
	'p.channels, p.digest, p.digest_hour, p.digest_day, p.quiet_from, p.quiet_until, p.time_zone'

export type PreferenceRow = {
	channels: Preference['channels'] | null
	digest: Preference['digest']
	digest_hour: number
	digest_day: number
	quiet_from: string | null
	quiet_until: string | null
	time_zone: string
}

/** What was read with `PREFERENCE_COLUMNS`. */
export const toPreference = (row: PreferenceRow | undefined, timeZone: string): Preference =>
	row?.channels
		? {
				channels: row.channels,
				digest: row.digest,
				digestHour: row.digest_hour,
				digestDay: row.digest_day,
				quietFrom: row.quiet_from,
				quietUntil: row.quiet_until,
				timeZone: row.time_zone,
			}
		: shippedPreference(timeZone)

/** How a person wants to hear of this tenant; what is shipped where they have chosen nothing. One statement. */
export async function readPreference(ctx: Context, accountId: string): Promise<Preference> {
	const [row] = await ctx.em.execute<PreferenceRow[]>(
		`select ${PREFERENCE_COLUMNS} from notice_preference p where p.account_id = ?`,
		[accountId],
	)
	return toPreference(row, ctx.tenant.timeZone)
}

export type DigestReader = { id: string; email: string; name: string; language: Language; preference: Preference }

/** Members who want a digest and for whom something waits. One statement. */
export async function listDigestReaders(ctx: Context): Promise<DigestReader[]> {
	const rows = await ctx.em.execute<(PreferenceRow & Omit<DigestReader, 'preference'>)[]>(
		`select a.id, a.email, a.name, coalesce(a.language, ?) as language, ${PREFERENCE_COLUMNS}
		from notice_preference p join account a on a.id = p.account_id and a.disabled_at is null
		where p.digest <> 'off' and exists (select 1 from notification n where n.tenant_id = p.tenant_id and n.account_id = p.account_id and n.digest = 'waiting')
			and exists (select 1 from membership m where m.tenant_id = p.tenant_id and m.account_id = p.account_id and m.disabled_at is null)
		order by a.id`,
		[ctx.tenant.language],
	)
	return rows.map(({ id, email, name, language, ...row }) => ({
		id,
		email,
		name,
		language,
		preference: toPreference(row, ctx.tenant.timeZone),
	}))
}
