import type { Action, SubjectName } from '#app/core/permission.ts'
import { unitSymbol } from '#app/core/units.ts'
import { attachedTo } from '#app/features/workflow/step-files.queries.server.ts'
import { isRecordKind } from '#app/features/workflow/workflow-subjects.model.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ChoiceKind, ReadFilter } from './choices.model.ts'

/** A piece of a statement with the values of its question marks. */
export type Piece = { sql: string; values: unknown[] }

/** What a row says in the reader's language. */
export type Said = { code: string | null; name: string; detail: string | null; unit: string | null }

export type Source = {
	/**
	 * Selects value, code, name (in each language), detail, unit, `also` (looked through besides code and name) and `open`
	 * (it can be chosen now) of all that the reader may see.
	 */
	rows: Piece
	/** The rows have `facts` too. */
	hasFacts?: true
	/** Words that are not in the database. */
	say?: (said: Said) => Said
}

const all = (sql: string, ...values: unknown[]): Piece => ({ sql, values })

type Needed = readonly (readonly [Action, SubjectName])[]

const mayAny = (ctx: Context, needed: Needed): boolean => needed.some(([action, on]) => ctx.ability.can(action, on))

/** Whoever has a form in which one is named may look one up, besides whoever may read them all. */
const NAMES_SITES: Needed = [
	['read', 'Site'],
	['create', 'TraceEvent'],
	['create', 'Delivery'],
	['create', 'Shipment'],
	['create', 'ProductionOrder'],
	['create', 'Equipment'],
	['receive', 'Connection'],
]
const NAMES_ITEMS: Needed = [
	['read', 'Item'],
	['create', 'TraceEvent'],
	['create', 'Delivery'],
	['create', 'ProductionOrder'],
	['create', 'Change'],
	['receive', 'Connection'],
]
const NAMES_PARTIES: Needed = [
	['read', 'Party'],
	['create', 'Delivery'],
	['create', 'Shipment'],
	['import', 'Import'],
	['create', 'Connection'],
	['create', 'Complaint'],
	['create', 'Return'],
]

const NAMED = `jsonb_build_object('en', a.name, 'zh-CN', a.name) as name`

const HAS_RECIPE = `exists (select 1 from item_revision r join bom_component b on b.tenant_id = r.tenant_id and b.revision_id = r.id
	where r.tenant_id = i.tenant_id and r.item_id = i.id)`

function items(ctx: Context, filter: ReadFilter<'items'>): Source | null {
	const ofLots = filter.having === 'lots'
	// A partner is told of the items of its own lots and of those that it supplies, not of what else is made and bought.
	const party = partyOf(ctx.actor)
	const may = ofLots
		? ctx.ability.can('read', 'Lot')
		: filter.for
			? ctx.ability.can('create', 'Lot')
			: party === null && mayAny(ctx, NAMES_ITEMS)
	if (!may) return null
	const open = [
		ofLots ? 'true' : 'i.active',
		...(filter.without ? ['not exists (select 1 from lot_code_pattern p where p.item_id = i.id)'] : []),
		...(filter.having === 'recipe' ? [HAS_RECIPE] : []),
		...(filter.but ? ['i.id <> ?::uuid'] : []),
	]
	const seen = ofLots
		? 'exists (select 1 from lot l where l.item_id = i.id)'
		: "(?::uuid is null or exists (select 1 from approved_supplier s where s.item_id = i.id and s.party_id = ?::uuid and s.status <> 'withdrawn'))"
	return {
		rows: all(
			`select ${ofLots ? 'i.sku' : 'i.id::text'} as value, i.sku as code, i.name, null::text as detail, i.unit, coalesce(i.gtin, '') as also, ${open.join(' and ')} as open
			from item i where ${seen}`,
			...(filter.but ? [filter.but] : []),
			...(ofLots ? [] : [party, party]),
		),
		say: (said) => ({ ...said, detail: said.unit && unitSymbol(said.unit, ctx.language) }),
	}
}

function sites(ctx: Context, filter: ReadFilter<'sites'>): Source | null {
	// A partner is told where the house takes in what it delivers, and of its own places.
	const ofPartner: Needed = [['create', filter.whose === 'reader' ? 'Lot' : 'Delivery']]
	if (!mayAny(ctx, partyOf(ctx.actor) ? ofPartner : [...NAMES_SITES, ...ofPartner])) return null
	return {
		rows: all(
			`select s.id::text as value, s.code, s.name, null::text as detail, null::text as unit, '' as also, ${filter.with ? 'true' : 's.active'} as open
			from site s where s.party_id is not distinct from ?::uuid`,
			filter.whose === 'reader' ? partyOf(ctx.actor) : null,
		),
	}
}

function parties(ctx: Context, filter: ReadFilter<'parties'>): Source | null {
	const ofLots = filter.having === 'lots'
	if (!mayAny(ctx, NAMES_PARTIES)) return null
	const own = partyOf(ctx.actor)
	const kinds = filter.kinds?.split(',') ?? []
	const open = [
		ofLots ? 'true' : 'p.active',
		...(kinds.length > 0 ? ['p.kind in (select jsonb_array_elements_text(?::jsonb))'] : []),
		...(filter.to ? ["not exists (select 1 from connection c where c.party_id = p.id and c.status <> 'ended')"] : []),
	]
	const seen = ofLots ? 'exists (select 1 from lot l where l.supplier_id = p.id)' : 'true'
	return {
		rows: all(
			`select ${ofLots ? 'p.code' : 'p.id::text'} as value, p.code, p.name, null::text as detail, null::text as unit, '' as also, ${open.join(' and ')} as open
			from party p where ${seen} and (?::uuid is null or p.id = ?::uuid)`,
			...(kinds.length > 0 ? [JSON.stringify(kinds)] : []),
			own,
			own,
		),
	}
}

function people(ctx: Context, { who }: ReadFilter<'people'>): Source | null {
	const isPartner = partyOf(ctx.actor) !== null
	const may = {
		house: !isPartner && ctx.actor.kind === 'person',
		all: ctx.ability.can('read', 'Role'),
		delegates: ctx.actor.kind === 'person',
		audited: !isPartner && ctx.ability.can('read', 'AuditEntry'),
	}[who]
	if (!may) return null
	const living = 'm.disabled_at is null and a.disabled_at is null'
	const seen = {
		house: all('m.party_id is null'),
		all: all('true'),
		delegates: all('m.party_id is not distinct from ?::uuid and a.id <> ?::uuid', partyOf(ctx.actor), ctx.actor.id),
		audited: all('true'),
	}[who]
	return {
		rows: all(
			`select a.id::text as value, null::text as code, ${NAMED}, ${who === 'all' ? 'a.email' : 'null::text'} as detail, null::text as unit, ${who === 'all' ? 'a.email' : "''"} as also,
				bool_or(${who === 'audited' ? 'true' : living}) as open
			from membership m join account a on a.id = m.account_id where m.tenant_id = ? and ${seen.sql} group by a.id, a.name, a.email`,
			ctx.tenant.id,
			...seen.values,
		),
	}
}

function documents(ctx: Context, { about }: ReadFilter<'documents'>): Source | null {
	if (!ctx.ability.can('read', 'Document') || (partyOf(ctx.actor) !== null && !about)) return null
	const [kind = '', id] = about?.split(':') ?? []
	if (about && !isRecordKind(kind)) return null
	return {
		rows: all(
			`select d.id::text as value, d.number as code, jsonb_build_object('en', d.title, 'zh-CN', d.title) as name, null::text as detail, null::text as unit, d.file_name as also, true as open
			from document d where ${isRecordKind(kind) ? attachedTo(kind) : 'true'}`,
			...(about ? [id, id] : []),
		),
	}
}

function procedures(ctx: Context): Source | null {
	if (!ctx.ability.can('read', 'Procedure')) return null
	return {
		rows: all(
			`select s.code as value, s.code, s.title as name, null::text as detail, null::text as unit, '' as also, s.retired_at is null as open from sop s`,
		),
	}
}

function versions(ctx: Context, { key, to }: ReadFilter<'versions'>): Source | null {
	if (to) return replayable(ctx, key)
	if (!ctx.ability.can('create', 'Change')) return null
	const t = serverText(ctx.language, 'cases')
	const status = serverText(ctx.language, 'rules')
	return {
		rows: all(
			`select d.id::text as value, d.number::text as code, jsonb_build_object('en', coalesce(a.name, ''), 'zh-CN', coalesce(a.name, '')) as name, d.status as detail,
				null::text as unit, '' as also, true as open
			from definition_version d left join account a on a.id = d.author_id
			where d.kind in ('rule-set', 'workflow') and d.key = ? and d.based_on is not null and d.status not in ('withdrawn', 'retired')`,
			key,
		),
		say: ({ code, name, detail, unit }) => {
			const word = status(`status.${detail}`)
			if (code) return { code: null, name: t('change.versionIs', { number: code, status: word }), detail: null, unit }
			const draft = name ? t('change.draftOf', { who: name, status: word }) : t('change.draft', { status: word })
			return { code: null, name: draft, detail: null, unit }
		},
	}
}

/** What can be replayed of a rule set, drafts first and then the newest; the version in force too where another was before it. */
function replayable(ctx: Context, key: string): Source | null {
	if (!ctx.ability.can('read', 'RuleSet')) return null
	const t = serverText(ctx.language, 'rules')
	const { dateTime } = createFormat(ctx.language, ctx.tenant.timeZone)
	return {
		rows: all(
			`select coalesce('version:' || d.number, 'draft:' || d.id) as value, lpad(coalesce(1000000 - d.number, 0)::text, 7, '0') as code,
				jsonb_build_object('en', coalesce(a.name, ''), 'zh-CN', coalesce(a.name, '')) as name, d.status as detail, d.updated_at::text as unit,
				coalesce('v' || d.number, '') as also, d.status <> 'active' or exists (select 1 from definition_version x where x.kind = d.kind and x.key = d.key
					and x.number < d.number and x.published_at is not null) as open
			from definition_version d left join account a on a.id = d.author_id where d.kind = 'rule-set' and d.key = ? and d.status <> 'withdrawn'`,
			key,
		),
		say: ({ code, name, detail, unit }) => {
			const number = 1_000_000 - Number(code)
			const said =
				number === 1_000_000
					? t('replay.draftOf', { who: name || '–', when: dateTime(new Date(unit ?? 0)) })
					: t('page.version', { number, status: t(`status.${detail}`) })
			return { code: null, name: said, detail: null, unit: null }
		},
	}
}

function definitions(ctx: Context, { of }: ReadFilter<'definitions'>): Source | null {
	if (!ctx.ability.can('create', 'Change')) return null
	return {
		rows: all(
			`select d.key as value, d.key as code, d.title as name, null::text as detail, null::text as unit, '' as also, true as open
			from definition_version d where d.status = 'active' and d.kind = ?`,
			of,
		),
		say: (said) => ({ ...said, code: null }),
	}
}

function revisions(ctx: Context, { item, by }: ReadFilter<'revisions'>): Source | null {
	if (partyOf(ctx.actor) !== null || !mayAny(ctx, NAMES_ITEMS)) return null
	const hasParts = 'exists (select 1 from bom_component b where b.tenant_id = r.tenant_id and b.revision_id = r.id)'
	const t = serverText(ctx.language, 'production')
	const { date } = createFormat(ctx.language, ctx.tenant.timeZone)
	return {
		rows: all(
			`select ${by ? 'r.code' : 'r.id::text'} as value, r.code, jsonb_build_object('en', r.effective_from::text, 'zh-CN', r.effective_from::text) as name, null::text as detail,
				null::text as unit, '' as also, ${by ? 'true' : hasParts} as open
			from item_revision r where r.item_id = ?`,
			item,
		),
		say: ({ code, name, ...rest }) => ({
			...rest,
			code: null,
			name: t('new.revisionFrom', { code, date: date(name) }),
		}),
	}
}

/** Released lots of which something is here, as `l` and its item `i`. */
export const SHIPPABLE = `l.status in ('released', 'available') and l.on_hand > 0 and i.kind in ('finished_product', 'intermediate', 'component')`

/** Lots that a supplier (both signs; null: any) announced and that are in no open or received notice, as `l`. */
export const ANNOUNCEABLE = `l.status = 'announced' and l.supplier_id is not null and (?::uuid is null or l.supplier_id = ?::uuid)
	and not exists (select 1 from shipment_line n join shipment s on s.tenant_id = n.tenant_id and s.id = n.shipment_id
		where n.tenant_id = l.tenant_id and n.lot_id = l.id and s.direction = 'inbound' and s.category <> 'cancelled')`

/** Lots that a case is linked with, for a deviation about one of them. */
function lotsOfCase(ctx: Context, caseId: string | null): Source | null {
	if (partyOf(ctx.actor) !== null || !ctx.ability.can('create', 'Deviation')) return null
	return {
		rows: all(
			`select l.id::text as value, l.code, i.name, null::text as detail, l.unit, i.sku as also, true as open from lot l join item i on i.id = l.item_id
			where exists (select 1 from quality_case_link k where k.case_id = ?::uuid and k.subject_type = 'lot' and k.subject_id = l.id)`,
			caseId,
		),
	}
}

function lots(ctx: Context, { to, party, case: caseId }: ReadFilter<'lots'>): Source | null {
	if (to === 'case') return lotsOfCase(ctx, caseId ?? null)
	const ships = to === 'ship'
	if (!ctx.ability.can('create', ships ? 'Shipment' : 'Delivery')) return null
	const of = partyOf(ctx.actor) ?? party ?? null
	return {
		rows: all(
			`select l.id::text as value, l.code, i.name, l.supplier_lot as detail, l.unit, i.sku as also, true as open, jsonb_build_object('sku', i.sku, 'supplierLot', l.supplier_lot,
				'quantity', trim_scale(${ships ? 'l.on_hand' : 'l.quantity'})::text, 'expiresOn', l.expires_on::text) as facts
			from lot l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id where ${ships ? SHIPPABLE : ANNOUNCEABLE}`,
			...(ships ? [] : [of, of]),
		),
		hasFacts: true,
	}
}

const SOURCES: { [K in ChoiceKind]: (ctx: Context, filter: ReadFilter<K>) => Source | null } = {
	items,
	sites,
	parties,
	people,
	documents,
	lots,
	procedures,
	revisions,
	versions,
	definitions,
}

/** What a kind of list is read from, as far as the reader may see it; null: nothing of it is theirs to see. */
export const sourceOf = <K extends ChoiceKind>(ctx: Context, kind: K, filter: ReadFilter<K>): Source | null =>
	SOURCES[kind](ctx, filter)
