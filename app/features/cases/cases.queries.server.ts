import { NO_CHOICES } from '#app/core/choice.ts'
import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import type { StateTone } from '#app/features/workflow/workflow.schema.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import { subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type CaseKind, type CaseRecord, type CaseTopic, isOpenCategory } from './case.model.ts'
import type { CaseFilter } from './case.schema.ts'

/** Of these ids those of cases of a kind, in the order of their numbers. */
export const casesOfKind = async (ctx: Context, kind: CaseKind, ids: readonly string[]): Promise<string[]> =>
	(
		await ctx.em.execute<{ id: string }[]>(
			'select id from quality_case where kind = ? and id = any(?::uuid[]) order by number',
			[kind, `{${ids.join(',')}}`],
		)
	).map((row) => row.id)

/** A case as lists, pages and interfaces show it. */
export type CaseRow = Omit<CaseRecord, 'topic'> & {
	topic: CaseTopic | null
	category: string
	isOpen: boolean
	/** How its state is named and coloured in the workflow in force. */
	state: { title: LocalizedText; tone: StateTone }
	openedAt: string
	openedBy: string | null
	responsible: { id: string; name: string } | null
	dueOn: string | null
	party: { id: string; code: string; name: LocalizedText } | null
	movedEventId: string | null
	closedAt: string | null
	closedBy: string | null
	openActions: number
}

type Row = CaseRecord & {
	category: string
	openedAt: Date | string
	openedBy: string | null
	responsibleId: string | null
	responsible: string | null
	dueOn: string | null
	partyCode: string | null
	partyName: LocalizedText | null
	movedEventId: string | null
	closedAt: Date | string | null
	closedBy: string | null
	openActions: number
}

const SELECT = `select c.id, c.kind, c.number, c.title, c.description, c.topic, c.severity, c.party_id as "partyId", c.site_id as "siteId", c.cause, c.conclusion,
	c.effectiveness_check as "effectivenessCheck", c.effectiveness_result as "effectivenessResult", c.effective_on::text as "effectiveOn", c.change, c.onboarding, c.supplier_approval as "supplierApproval", c.status, c.category, c.version,
	c.opened_at as "openedAt", a.name as "openedBy", c.responsible_id as "responsibleId", r.name as responsible, c.due_on::text as "dueOn", p.code as "partyCode", p.name as "partyName",
	c.moved_event_id as "movedEventId", c.closed_at as "closedAt", b.name as "closedBy",
	(select count(*)::int from quality_case_action x where x.case_id = c.id and x.done_at is null) as "openActions"
	from quality_case c left join account a on a.id = c.opened_by left join account b on b.id = c.closed_by left join account r on r.id = c.responsible_id
	left join party p on p.tenant_id = c.tenant_id and p.id = c.party_id`

async function toRows(ctx: Context, kind: CaseKind, rows: readonly Row[]): Promise<CaseRow[]> {
	if (rows.length === 0) return []
	const { states } = indexOf((await loadActiveWorkflow(ctx, subjectOf(kind).workflow)).definition)
	return rows.map(({ responsibleId, responsible, partyCode, partyName, ...row }) => {
		const state = states.get(row.status)
		const one: CaseRow = {
			...row,
			topic: row.topic as CaseTopic | null,
			isOpen: isOpenCategory(row.category),
			state: { title: titleOf(state ?? { key: row.status }), tone: state ? toneOf(state) : 'draft' },
			openedAt: new Date(row.openedAt).toISOString(),
			closedAt: row.closedAt ? new Date(row.closedAt).toISOString() : null,
			responsible: responsibleId && responsible ? { id: responsibleId, name: responsible } : null,
			party: row.partyId && partyCode && partyName ? { id: row.partyId, code: partyCode, name: partyName } : null,
		}
		return partyOf(ctx.actor) === null ? one : forPartner(one)
	})
}

/** What a partner is told: the conclusion once it is settled, and none of the house's own notes and names. */
const forPartner = (one: CaseRow): CaseRow => ({
	...one,
	conclusion: one.isOpen ? null : one.conclusion,
	cause: null,
	effectivenessCheck: null,
	effectivenessResult: null,
	responsible: null,
	dueOn: null,
	openedBy: null,
	closedBy: null,
	change: null,
	openActions: 0,
})

const SETTLED = "(c.category in ('done', 'cancelled', 'rejected'))"
const CURSOR = /^(\d{1,17})\.([0-9a-f-]{36})$/

/**
 * Cases of one kind, the latest opened first, a page at a time (50 unless `limit` says otherwise); the cursor is the
 * opening time and id of the last one shown. `q` looks in number and title. A partner sees its own.
 */
export async function listCases(
	ctx: Context,
	kind: CaseKind,
	filter: CaseFilter,
	limit = 50,
): Promise<{ items: CaseRow[]; nextCursor: string | null }> {
	const where = ['c.kind = ?']
	const values: unknown[] = [kind]
	const narrow = (condition: string, ...given: unknown[]) => {
		where.push(condition)
		values.push(...given)
	}
	if (filter.standing) narrow(`${SETTLED} = ?`, filter.standing === 'closed')
	if (filter.topic) narrow('c.topic = ?', filter.topic)
	if (filter.severity) narrow('c.severity = ?', filter.severity)
	if (filter.mine) narrow('c.responsible_id = ?::uuid', ctx.actor.id)
	if (filter.q) {
		const like = `%${filter.q.replaceAll(/[%_\\]/g, '\\$&')}%`
		narrow('(c.number ilike ? or c.title ilike ?)', like, like)
	}
	const [, time, id] = CURSOR.exec(filter.cursor ?? '') ?? []
	if (time) narrow('(c.opened_at, c.id) < (?::timestamptz, ?::uuid)', new Date(Number(time)), id)
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where ${where.join(' and ')} order by c.opened_at desc, c.id desc limit ?`,
		[...values, limit + 1],
	)
	const items = await toRows(ctx, kind, rows.slice(0, limit))
	const last = items.at(-1)
	return { items, nextCursor: rows.length > limit && last ? `${new Date(last.openedAt).getTime()}.${last.id}` : null }
}

/** One case; null when there is none of this kind that the reader may see. */
export async function readCase(ctx: Context, kind: CaseKind, id: string): Promise<CaseRow | null> {
	await ctx.em.flush()
	const [row] = await toRows(
		ctx,
		kind,
		await ctx.em.execute<Row[]>(`${SELECT} where c.id = ?::uuid and c.kind = ?`, [id, kind]),
	)
	return row ?? null
}

export type CaseActionRow = {
	id: string
	version: number
	title: string
	ownerId: string | null
	owner: string | null
	dueOn: string | null
	doneAt: string | null
	doneBy: string | null
	doneNote: string | null
}

/** The measures of a case, open ones first, by due date, a page at a time. */
export async function actionsOfCase(
	ctx: Context,
	caseId: string,
	at: { cursor?: string | null; size?: number } = {},
): Promise<ListPage<CaseActionRow>> {
	const page = await readPage<Omit<CaseActionRow, 'doneAt'> & { doneAt: Date | string | null }>(
		ctx,
		{
			sql: `select x.done_at is not null as settled, coalesce(x.due_on, 'infinity'::date)::text as due, x.id, x.version, x.title, x.owner_id as "ownerId", o.name as owner, x.due_on::text as "dueOn", x.done_at as "doneAt", d.name as "doneBy", x.done_note as "doneNote"
		from quality_case_action x left join account o on o.id = x.owner_id left join account d on d.id = x.done_by
		where x.case_id = ?`,
			values: [caseId],
			order: [
				{ by: 'settled', as: 'boolean' },
				{ by: 'due', as: 'text' },
				{ by: 'id', as: 'uuid' },
			],
		},
		at,
	)
	return mapPage(page, (row) => ({ ...row, doneAt: row.doneAt ? new Date(row.doneAt).toISOString() : null }))
}

export type CaseFile = { id: string; title: string; fileName: string; size: number; addedAt: string }

/** Files attached to a case, the latest first, a page at a time; a partner sees those it added. */
export async function filesOfCase(ctx: Context, caseId: string, cursor?: string | null): Promise<ListPage<CaseFile>> {
	const page = await readPage<Omit<CaseFile, 'addedAt'> & { addedAt: Date | string }>(
		ctx,
		{
			sql: `select d.id, d.title, d.file_name as "fileName", d.size, d.created_at as "addedAt" from document_link k join document d on d.id = k.document_id
		where k.subject_type = 'case' and k.subject_id = ?`,
			values: [caseId],
			order: [
				{ by: '"addedAt"', as: 'timestamptz', down: true },
				{ by: 'id', as: 'uuid' },
			],
		},
		{ cursor },
	)
	return mapPage(page, (row) => ({ ...row, addedAt: new Date(row.addedAt).toISOString() }))
}

/** Lots made or received under the change, or before it: by the day on which it took effect, at most 50 each, and how many there are. */
export async function lotsAround(
	ctx: Context,
	itemId: string,
	effectiveOn: string,
): Promise<{ before: SideOfLots; after: SideOfLots }> {
	const side = async (sign: '<' | '>=') => {
		const rows = await ctx.em.execute<(EffectiveLot & { of_all: number })[]>(
			`select (count(*) over ())::int as of_all, id, code, status, coalesce(manufactured_on, created_at::date)::text as "on" from lot
			where item_id = ? and coalesce(manufactured_on, created_at::date) ${sign} ?::date order by coalesce(manufactured_on, created_at::date) desc, id desc limit 50`,
			[itemId, effectiveOn],
		)
		return { rows: rows.map(({ of_all: _all, ...lot }) => lot), all: rows[0]?.of_all ?? 0 }
	}
	return { before: await side('<'), after: await side('>=') }
}
type EffectiveLot = { id: string; code: string; status: string; on: string | null }
export type SideOfLots = { rows: EffectiveLot[]; all: number }

/** Who of the people at work has not acknowledged the version in force of which of these procedures. */
export async function untrained(
	ctx: Context,
	codes: readonly string[],
): Promise<{ code: string; title: LocalizedText; name: string }[]> {
	if (codes.length === 0) return []
	return ctx.em.execute(
		`select s.code, s.title, a.name from sop s cross join (select distinct account_id from membership where tenant_id = ? and party_id is null
			and disabled_at is null and role in ('operator', 'quality_reviewer')) m
		join account a on a.id = m.account_id and a.disabled_at is null
		where s.code in (select jsonb_array_elements_text(?::jsonb)) and s.retired_at is null
			and not exists (select 1 from training_record t where t.tenant_id = s.tenant_id and t.sop_version_id = s.current_version_id and t.account_id = a.id
				and (t.valid_until is null or t.valid_until > ?))
		order by s.code, a.name`,
		[ctx.tenant.id, JSON.stringify(codes), ctx.now],
	)
}

/** Parties, people, items, procedures and definitions to choose from in the form of a kind. A partner chooses none of them. */
export async function caseChoices(ctx: Context, kind: CaseKind, partyId: string | null = null) {
	const isChange = kind === 'change'
	const parties = (kinds: string) => choiceList(ctx, 'parties', { kinds }, [partyId])
	const isInside = partyOf(ctx.actor) === null
	return {
		customers: isInside && (kind === 'complaint' || kind === 'return') ? await parties('customer') : NO_CHOICES,
		suppliers: isInside && kind === 'return' ? await parties('supplier,contract_manufacturer') : NO_CHOICES,
		items: isChange ? await choiceList(ctx, 'items', {}) : NO_CHOICES,
		ruleSets: isChange ? await choiceList(ctx, 'definitions', { of: 'rule-set' }) : NO_CHOICES,
		workflows: isChange ? await choiceList(ctx, 'definitions', { of: 'workflow' }) : NO_CHOICES,
		people: isInside ? await choiceList(ctx, 'people', {}) : NO_CHOICES,
		procedures: isChange ? await choiceList(ctx, 'procedures', {}) : NO_CHOICES,
		lotCodes: await newestCodes(ctx),
	}
}
export type CaseChoices = Awaited<ReturnType<typeof caseChoices>>

/** Codes of the newest lots that the reader may see, to choose from. */
async function newestCodes(ctx: Context): Promise<string[]> {
	const rows = await ctx.em.execute<{ code: string }[]>('select code from lot order by id desc limit 50')
	return rows.map((row) => row.code)
}
