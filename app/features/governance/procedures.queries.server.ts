import type { ChoiceList } from '#app/core/choice.ts'
import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type Knowledge, knowledgeOf } from './knowledge.model.ts'
import { type CoveredStep, coveredSteps, neededSql, needsByRole } from './training-needs.queries.server.ts'

export type ProcedureRow = {
	id: string
	code: string
	title: LocalizedText
	version: number
	publishedAt: string
	/** The reader's own. */
	own: Knowledge
	/** People of the house who know the version in force. */
	trained: number
}

type Row = {
	id: string
	code: string
	title: LocalizedText
	number: number
	published_at: string | Date
	own_current: boolean | null
	own_until: string | Date | null
	trained: number
}

/** Procedures in force with the reader's own standing; takes now and the reader. */
const SELECT = `select s.id, s.code, s.title, v.number, v.published_at, o.current as own_current, o.valid_until as own_until,
			(select count(distinct r.account_id)::int from training_record r where r.tenant_id = s.tenant_id
				and r.sop_version_id = v.id and (r.valid_until is null or r.valid_until > ?)) as trained
		from sop s join sop_version v on v.tenant_id = s.tenant_id and v.id = s.current_version_id
		left join lateral (select r.sop_version_id = v.id as current, r.valid_until from training_record r
			where r.tenant_id = s.tenant_id and r.sop_id = s.id and r.account_id = ? order by r.sop_version_id = v.id desc, r.at desc, r.id desc limit 1) o on true
		where s.retired_at is null`

const toProcedure =
	({ now }: Context) =>
	(row: Row): ProcedureRow => ({
		id: row.id,
		code: row.code,
		title: row.title,
		version: row.number,
		publishedAt: new Date(row.published_at).toISOString(),
		own: knowledgeOf(now, row.own_current, row.own_until),
		trained: row.trained,
	})

/** Procedures in force by code, a page at a time; with `codes`, these of them. One statement. */
export async function listProcedures(
	ctx: Context,
	{ codes = null, ...at }: { codes?: readonly string[] | null; cursor?: string | null; size?: number } = {},
): Promise<ListPage<ProcedureRow>> {
	const sql = codes ? `${SELECT} and s.code in (select jsonb_array_elements_text(?::jsonb))` : SELECT
	const values = [ctx.now, ctx.actor.id, ...(codes ? [JSON.stringify(codes)] : [])]
	return mapPage(await readPage<Row>(ctx, { sql, values, order: [{ by: 'code', as: 'text' }] }, at), toProcedure(ctx))
}

export type ProcedureVersion = {
	id: string
	number: number
	text: LocalizedText
	changes: string
	document: { id: string; title: string } | null
	publishedAt: string
	/** A date: by when people are to know it. */
	acknowledgeBy: string | null
}

export type TrainingRow = {
	id: string
	code: string
	version: number
	person: string
	kind: 'acknowledged' | 'recorded'
	at: string
	validUntil: string | null
	by: string
	note: string | null
	signatureId: string | null
	/** Whether it counts now: of the version in force, and not lapsed. */
	counts: boolean
}

export type ProcedurePage = {
	id: string
	code: string
	title: LocalizedText
	own: Knowledge
	/** The newest, which is in force. */
	current: ProcedureVersion | null
	versions: ListPage<ProcedureVersion>
	records: TrainingRow[]
	allRecords: number
	people: ChoiceList | null
	/** Steps of workflows that ask for it. */
	steps: CoveredStep[]
	/** People who take such a step and do not know the version in force; null for who does not see the people. */
	missing: ListPage<string> | null
}

type VersionRow = {
	id: string
	number: number
	text: LocalizedText
	changes: string
	document_id: string | null
	document_title: string | null
	published_at: string | Date
	acknowledge_by: string | null
}

const versionsOfSop = (sopId: string) => ({
	sql: `select v.id, v.number, v.text, v.changes, v.document_id, d.title as document_title, v.published_at, to_char(v.acknowledge_by, 'YYYY-MM-DD') as acknowledge_by from sop_version v
		left join document d on d.tenant_id = v.tenant_id and d.id = v.document_id where v.sop_id = ?`,
	values: [sopId],
	order: [{ by: 'number', as: 'integer', down: true }] as const,
})

const toVersion = (version: VersionRow): ProcedureVersion => ({
	id: version.id,
	number: version.number,
	text: version.text,
	changes: version.changes,
	document: version.document_id
		? { id: version.document_id, title: version.document_title ?? version.document_id }
		: null,
	publishedAt: new Date(version.published_at).toISOString(),
	acknowledgeBy: version.acknowledge_by,
})

/** A procedure with its versions (newest first, a page at a time) and training records (at most 200, and how many there are); null when there is none. */
export async function readProcedure(ctx: Context, code: string, cursor?: string | null): Promise<ProcedurePage | null> {
	const [row] = (await listProcedures(ctx, { codes: [code] })).rows
	if (!row) return null
	const versions = await readPage<VersionRow>(ctx, versionsOfSop(row.id), { cursor })
	const [newest] = cursor ? (await readPage<VersionRow>(ctx, versionsOfSop(row.id), { size: 1 })).rows : versions.rows
	const steps = (await coveredSteps(ctx)).filter((step) => step.code === code)
	return {
		id: row.id,
		code: row.code,
		title: row.title,
		own: row.own,
		steps,
		missing: ctx.ability.can('read', 'Member') ? await whoLacks(ctx, row.id, steps) : null,
		current: newest ? toVersion(newest) : null,
		versions: mapPage(versions, toVersion),
		...(await recordsOf(ctx, row.id)),
		people: ctx.ability.can('update', 'Procedure') ? await choiceList(ctx, 'people', {}) : null,
	}
}

/** Who takes one of the steps and does not know the version in force: the first 50 by name, and how many more. One statement. */
async function whoLacks(ctx: Context, sopId: string, steps: readonly CoveredStep[]): Promise<ListPage<string>> {
	const needed = neededSql(ctx, await needsByRole(ctx, steps))
	const list = {
		sql: `select x.account_id as id, x.name from (${needed.sql}) x where not exists (
			select 1 from training_record r join sop s on s.tenant_id = r.tenant_id and s.id = r.sop_id and s.current_version_id = r.sop_version_id
			where r.sop_id = ? and r.account_id = x.account_id and (r.valid_until is null or r.valid_until > ?))`,
		values: [...needed.values, sopId, ctx.now],
		order: [
			{ by: 'name', as: 'text' },
			{ by: 'id', as: 'uuid' },
		],
	} as const
	return mapPage(await readPage<{ name: string }>(ctx, list), ({ name }) => name)
}

type RecordDbRow = {
	id: string
	code: string
	number: number
	person_name: string
	kind: 'acknowledged' | 'recorded'
	at: string | Date
	valid_until: string | Date | null
	recorded_by_name: string
	note: string | null
	signature_id: string | null
	current: boolean
}

/** So many records stand on a procedure's page; the file of all records has them all. */
const RECORDS_SHOWN = 200

async function recordsOf(ctx: Context, sopId: string): Promise<{ records: TrainingRow[]; allRecords: number }> {
	const records = await trainingRecords(ctx, { sopId, limit: RECORDS_SHOWN })
	if (records.length < RECORDS_SHOWN) return { records, allRecords: records.length }
	const [row] = await ctx.em.execute<{ count: number }[]>(
		'select count(*)::int as count from training_record where sop_id = ?',
		[sopId],
	)
	return { records, allRecords: row?.count ?? records.length }
}

/** Training records, newest first, a page at a time: of one procedure, or of all for the export; `after` the last one seen. */
export async function trainingRecords(
	ctx: Context,
	of: { sopId?: string; limit: number; after?: { at: string; id: string } | undefined },
): Promise<TrainingRow[]> {
	const rows = await ctx.em.execute<RecordDbRow[]>(
		`select r.id, s.code, v.number, r.person_name, r.kind, r.at, r.valid_until, r.recorded_by_name, r.note, r.signature_id,
			s.current_version_id = r.sop_version_id as current
		from training_record r join sop s on s.tenant_id = r.tenant_id and s.id = r.sop_id
		join sop_version v on v.tenant_id = r.tenant_id and v.id = r.sop_version_id
		where (?::uuid is null or r.sop_id = ?::uuid)
			and (?::timestamptz is null or (date_trunc('milliseconds', r.at), r.id) < (?::timestamptz, ?::uuid))
		order by date_trunc('milliseconds', r.at) desc, r.id desc limit ?`,
		[of.sopId ?? null, of.sopId ?? null, of.after?.at ?? null, of.after?.at ?? null, of.after?.id ?? null, of.limit],
	)
	return rows.map((row) => ({
		id: row.id,
		code: row.code,
		version: row.number,
		person: row.person_name,
		kind: row.kind,
		at: new Date(row.at).toISOString(),
		validUntil: row.valid_until ? new Date(row.valid_until).toISOString() : null,
		by: row.recorded_by_name,
		note: row.note,
		signatureId: row.signature_id,
		counts: row.current && (!row.valid_until || new Date(row.valid_until) > ctx.now),
	}))
}
