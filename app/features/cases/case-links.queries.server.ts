import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CASES, type CaseKind, isCaseKind, LINK_SUBJECTS, type LinkRole, type LinkSubject } from './case.model.ts'

/** Where each kind of linked record is kept, what people call it, and where its page is. */
const SOURCES: Record<LinkSubject, { table: string; label: string; title: string; path: string }> = {
	lot: { table: 'lot', label: 's.code', title: '(select i.name from item i where i.id = s.item_id)', path: '/lots' },
	item: { table: 'item', label: 's.sku', title: 's.name', path: '/items' },
	party: { table: 'party', label: 's.code', title: 's.name', path: '/parties' },
	delivery: { table: 'shipment', label: 's.number', title: 'null::jsonb', path: '/deliveries' },
	shipment: { table: 'shipment', label: 's.number', title: 'null::jsonb', path: '/shipments' },
	order: { table: 'production_order', label: 's.number', title: 'null::jsonb', path: '/production' },
	recall: { table: 'recall_case', label: 's.number', title: 'to_jsonb(s.title)', path: '/recalls' },
	deviation: { table: 'deviation', label: 's.number', title: 'to_jsonb(s.title)', path: '/deviations' },
	case: { table: 'quality_case', label: 's.number', title: 'to_jsonb(s.title)', path: '' },
}

export type CaseLinkRow = {
	role: LinkRole
	type: LinkSubject
	id: string
	label: string
	title: LocalizedText | string | null
	href: string
	quantity: string | null
	unit: string | null
	status: string | null
}

type Row = Omit<CaseLinkRow, 'href'> & { kind: string | null }

/**
 * What a case is linked with, both ways: what it is about and came from, and the cases that came from it. Every kind of
 * record is read in one statement, a page at a time; a row that the reader may not see is not there.
 * With `only`, what it is about of that kind.
 */
export async function linksOfCase(
	ctx: Context,
	caseId: string,
	{ only, ...at }: { cursor?: string | null; size?: number; only?: LinkSubject } = {},
): Promise<ListPage<CaseLinkRow>> {
	const types = only ? [only] : LINK_SUBJECTS
	const branches = types.map((type) => {
		const { table, label, title } = SOURCES[type]
		const status = ['lot', 'deviation', 'case', 'delivery', 'shipment', 'recall'].includes(type)
			? 's.status'
			: 'null::text'
		const kind = type === 'case' ? 's.kind' : 'null::text'
		return `select k.role, k.subject_type as type, s.id, ${label} as label, ${title} as title, trim_scale(k.quantity)::text as quantity, k.unit, ${status} as status, ${kind} as kind
			from quality_case_link k join ${table} s on s.tenant_id = k.tenant_id and s.id = k.subject_id where k.case_id = ? and k.subject_type = '${type}'`
	})
	const back = `select 'result' as role, 'case' as type, s.id, s.number as label, to_jsonb(s.title) as title, null::text as quantity, null::text as unit, s.status, s.kind
		from quality_case_link k join quality_case s on s.tenant_id = k.tenant_id and s.id = k.case_id where k.subject_type = 'case' and k.subject_id = ?`
	const list = {
		sql: (only ? branches : [...branches, back]).join(' union all '),
		values: [...types.map(() => caseId), ...(only ? [] : [caseId])],
		order: [
			{ by: 'type', as: 'text' },
			{ by: 'label', as: 'text' },
			{ by: 'role', as: 'text' },
			{ by: 'id', as: 'uuid' },
		],
	} as const
	return mapPage(await readPage<Row>(ctx, list, at), toLink)
}

const toLink = ({ kind, ...row }: Row): CaseLinkRow => ({
	...row,
	href: `${kind && isCaseKind(kind) ? CASES[kind].path : SOURCES[row.type].path}/${row.id}`,
})

/** Cases that are linked with another kind of record, such as those that came from a deviation or are about a lot. */
export type CaseOfRecord = {
	id: string
	kind: CaseKind
	number: string
	title: string
	status: string
	category: string
}

/** Cases linked with a record, open ones first, the latest first, a page at a time. */
export const casesOf = (
	ctx: Context,
	type: LinkSubject,
	id: string,
	cursor?: string | null,
): Promise<ListPage<CaseOfRecord>> =>
	readPage<CaseOfRecord>(
		ctx,
		{
			sql: `select c.id, c.kind, c.number, c.title, c.status, c.category, c.opened_at, c.category in ('done', 'cancelled', 'rejected') as settled from quality_case c
				where exists (select 1 from quality_case_link k where k.tenant_id = c.tenant_id and k.case_id = c.id and k.subject_type = ? and k.subject_id = ?)`,
			values: [type, id],
			order: [
				{ by: 'settled', as: 'boolean' },
				{ by: 'opened_at', as: 'timestamptz', down: true },
				{ by: 'id', as: 'uuid', down: true },
			],
		},
		{ cursor },
	)

/** What a new case comes from, with its lots and its partner; null where there is none. `from` is `deviation:<id>`. */
export async function originOf(
	ctx: Context,
	from: string,
): Promise<{
	type: LinkSubject
	id: string
	label: string
	title: string | LocalizedText | null
	lots: string[]
	partyId: string | null
} | null> {
	const [type, id = ''] = from.split(':') as [LinkSubject, string?]
	const source = SOURCES[type]
	if (!source || !/^[0-9a-f-]{36}$/i.test(id)) return null
	const party: Partial<Record<LinkSubject, string>> = {
		lot: 's.supplier_id',
		delivery: 's.party_id',
		shipment: 's.party_id',
		party: 's.id',
		case: 's.party_id',
		deviation: '(select l.supplier_id from lot l where l.id = s.lot_id)',
	}
	const lots: Partial<Record<LinkSubject, string>> = {
		lot: 'array[s.id]',
		deviation: 'array[s.lot_id]',
		case: `array(select k.subject_id from quality_case_link k where k.case_id = s.id and k.subject_type = 'lot')`,
	}
	const [row] = await ctx.em.execute<
		{ label: string; title: string | LocalizedText | null; party: string | null; lots: string[] | null }[]
	>(
		`select ${source.label} as label, ${source.title} as title, ${party[type] ?? 'null::uuid'} as party, to_jsonb(${lots[type] ?? 'null::uuid[]'}) as lots
		from ${source.table} s where s.id = ?`,
		[id],
	)
	return row ? { type, id, label: row.label, title: row.title, lots: row.lots ?? [], partyId: row.party } : null
}

/** Which of the people, partners and items that a case names are not there; null where all are. One statement. */
export async function missingLinks(
	ctx: Context,
	named: { partyId: string | null; personId: string | null; itemId?: string | undefined },
): Promise<'unknown-party' | 'unknown-person' | 'change-missing' | null> {
	const { partyId, personId, itemId = null } = named
	if (!partyId && !personId && !itemId) return null
	const [row] = await ctx.em.execute<{ party: boolean; person: boolean; item: boolean }[]>(
		`select ?::uuid is null or exists (select 1 from party where id = ?::uuid) as party,
			?::uuid is null or exists (select 1 from membership m where m.tenant_id = ? and m.account_id = ?::uuid and m.disabled_at is null and m.party_id is null) as person,
			?::uuid is null or exists (select 1 from item where id = ?::uuid) as item`,
		[partyId, partyId, personId, ctx.tenant.id, personId, itemId, itemId],
	)
	if (!row?.party) return 'unknown-party'
	if (!row.person) return 'unknown-person'
	return row.item ? null : 'change-missing'
}

/** A record that people mean by its code or number, of any kind that a case may be linked with; null when none. */
export async function findByNumber(ctx: Context, code: string): Promise<{ type: LinkSubject; id: string } | null> {
	const direction: Partial<Record<LinkSubject, string>> = { delivery: 'inbound', shipment: 'outbound' }
	const branches = LINK_SUBJECTS.map((type) => {
		const { table, label } = SOURCES[type]
		const way = direction[type] ? ` and s.direction = '${direction[type]}'` : ''
		return `select '${type}' as type, s.id from ${table} s, v where ${label} = v.asked${way}`
	})
	const [row] = await ctx.em.execute<{ type: LinkSubject; id: string }[]>(
		`with v as (select ?::text as asked) ${branches.join(' union all ')} limit 1`,
		[code.trim()],
	)
	return row ?? null
}
