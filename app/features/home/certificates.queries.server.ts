import { addDays, todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { SOON_DAYS } from './home.model.ts'

export type EndingCertificate = {
	id: string
	kind: string
	title: string
	partyName: LocalizedText | null
	validUntil: string
	ended: boolean
	lots: number
}

/** Certificates that ended in the last 60 days or end within 30, the earliest first, with how many lots rest on each. */
export async function readEndingCertificates(ctx: Context, limit = 5): Promise<EndingCertificate[]> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const rows = await ctx.em.execute<Omit<EndingCertificate, 'ended'>[]>(
		`select d.id, d.kind, d.title, p.name as "partyName", to_char(d.valid_until, 'YYYY-MM-DD') as "validUntil",
			(select count(*)::int from document_link k join lot l on l.id = k.subject_id where k.document_id = d.id and k.subject_type = 'lot') as lots
		from document d left join party p on p.id = d.party_id
		where d.valid_until between ?::date and ?::date order by d.valid_until, d.title limit ?`,
		[addDays(today, -60), addDays(today, SOON_DAYS), limit],
	)
	return rows.map((row) => ({ ...row, ended: row.validUntil < today }))
}
