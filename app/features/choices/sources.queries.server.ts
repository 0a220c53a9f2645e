import type { Action, SubjectName } from '#app/core/permission.ts'
import { unitSymbol } from '#app/core/units.ts'
import { attachedTo } from '#app/features/workflow/step-files.queries.server.ts'
import { isRecordKind } from '#app/features/workflow/workflow-subjects.model.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ChoiceKind, ReadFilter } from './choices.model.ts'
import { definitions, versions } from './definition-sources.queries.server.ts'
import { lots } from './lot-sources.queries.server.ts'
import { all, type Source } from './source.server.ts'

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
