import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type Knowledge, knowledgeOf } from './knowledge.model.ts'

/** A procedure that a step asks for, as the page of a record shows it. */
export type StepProcedure = {
	code: string
	/** Null: the tenant has none of this code, so nobody can know it. */
	title: LocalizedText | null
	version: number | null
	/** The signed original, to be read beside the step. */
	document: { id: string; title: string } | null
	/** How the reader stands to it. */
	own: Knowledge
}

type Row = {
	code: string
	title: LocalizedText | null
	number: number | null
	document_id: string | null
	document_title: string | null
	current: boolean | null
	valid_until: string | Date | null
}

/** The procedures of these codes with their documents and the reader's own standing, in the order asked. One statement. */
export async function readStepProcedures(ctx: Context, codes: readonly string[]): Promise<StepProcedure[]> {
	if (codes.length === 0) return []
	const rows = await ctx.em.execute<Row[]>(
		`select c.code, s.title, v.number, v.document_id, d.title as document_title, o.current, o.valid_until
		from jsonb_array_elements_text(?::jsonb) with ordinality c(code, place)
		left join sop s on s.code = c.code and s.retired_at is null
		left join sop_version v on v.tenant_id = s.tenant_id and v.id = s.current_version_id
		left join document d on d.tenant_id = v.tenant_id and d.id = v.document_id
		left join lateral (select r.sop_version_id = v.id as current, r.valid_until from training_record r
			where r.tenant_id = s.tenant_id and r.sop_id = s.id and r.account_id = ? order by r.sop_version_id = v.id desc, r.at desc, r.id desc limit 1) o on true
		order by c.place`,
		[JSON.stringify(codes), ctx.actor.id],
	)
	return rows.map((row) => ({
		code: row.code,
		title: row.title,
		version: row.number,
		document: row.document_id ? { id: row.document_id, title: row.document_title ?? row.document_id } : null,
		own: knowledgeOf(ctx.now, row.current, row.valid_until),
	}))
}
