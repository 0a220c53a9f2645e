import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { NEWEST_FIRST, readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { FactTree } from '../read-facts.ts'
import type { ChangedRule, ReplayError, ReplayScope, ReplayStatus, Transitions } from './replay.model.ts'

/** A replay without what it found in detail. */
export type ReplayView = {
	id: string
	ruleSet: string
	candidate: { id: string; number: number | null; hash: string }
	baseNumber: number
	/** The pilot that it was compared with on the pilot's records. */
	pilotNumber: number | null
	scope: ReplayScope
	/** The item whose lots were judged, where that is the scope. */
	item: { sku: string; name: LocalizedText } | null
	status: ReplayStatus
	total: number
	processed: number
	flipped: number
	transitions: Transitions
	rechecked: number
	error: ReplayError | null
	cancelRequested: boolean
	createdAt: string
	createdBy: string | null
	startedAt: string | null
	finishedAt: string | null
}

type Row = {
	id: string
	rule_set: string
	candidate_id: string
	candidate_number: number | null
	candidate_hash: string
	base_number: number
	pilot_number: number | null
	scope: ReplayScope
	sku: string | null
	item_name: LocalizedText | null
	status: ReplayStatus
	total: number
	processed: number
	flipped: number
	transitions: Transitions
	rechecked: number
	error: ReplayError | null
	cancel_requested: boolean
	created_at: Date | string
	created_by_name: string | null
	started_at: Date | string | null
	finished_at: Date | string | null
}

const time = (value: Date | string | null): string | null => (value ? new Date(value).toISOString() : null)

const toView = (row: Row): ReplayView => ({
	id: row.id,
	ruleSet: row.rule_set,
	candidate: { id: row.candidate_id, number: row.candidate_number, hash: row.candidate_hash },
	baseNumber: row.base_number,
	pilotNumber: row.pilot_number,
	scope: row.scope,
	item: row.sku && row.item_name ? { sku: row.sku, name: row.item_name } : null,
	status: row.status,
	total: row.total,
	processed: row.processed,
	flipped: row.flipped,
	transitions: row.transitions,
	rechecked: row.rechecked,
	error: row.error,
	cancelRequested: row.cancel_requested,
	createdAt: new Date(row.created_at).toISOString(),
	createdBy: row.created_by_name,
	startedAt: time(row.started_at),
	finishedAt: time(row.finished_at),
})

const SELECT = `select r.id, r.rule_set, r.candidate_id, r.candidate_number, r.candidate_hash, r.base_number, r.pilot_number, r.scope, i.sku, i.name as item_name,
	r.status, r.total, r.processed, r.flipped, r.transitions, r.rechecked, r.error, r.cancel_requested, r.created_at, a.name as created_by_name,
	r.started_at, r.finished_at
	from rule_replay r left join account a on a.id = r.created_by
	left join item i on i.tenant_id = r.tenant_id and i.id = (r.scope->>'itemId')::uuid`

/** One replay; null when there is none. */
export async function readReplay(ctx: Context, id: string): Promise<ReplayView | null> {
	const [row] = await ctx.em.execute<Row[]>(`${SELECT} where r.id = ?`, [id])
	return row ? toView(row) : null
}

/** The replays of a rule set, newest first, 20 at a time. One statement. */
export async function listReplays(
	ctx: Context,
	ruleSet: string,
	cursor?: string | null,
): Promise<ListPage<ReplayView>> {
	const list = { sql: `${SELECT} where r.rule_set = ?`, values: [ruleSet], order: NEWEST_FIRST }
	return mapPage(await readPage<Row>(ctx, list, { cursor, size: 20 }), toView)
}

/** The last replay of a draft or version that was not cancelled; null when it was never replayed. */
export async function lastReplayOf(ctx: Context, candidateId: string): Promise<ReplayView | null> {
	const [row] = await ctx.em.execute<Row[]>(
		`${SELECT} where r.candidate_id = ? and r.status <> 'cancelled' order by r.created_at desc limit 1`,
		[candidateId],
	)
	return row ? toView(row) : null
}

/** A case that comes out otherwise, as a list shows it. */
export type FlipRow = {
	position: number
	decisionId: string | null
	lot: { id: string; code: string; sku: string } | null
	party: { id: string; name: LocalizedText } | null
	quantity: { value: string; unit: string } | null
	/** The version that decides on it now. */
	baseNumber: number
	before: string
	after: string
	at: string
	rules: ChangedRule[]
}

type FlipRecord = {
	position: number
	decision_id: string | null
	lot_id: string | null
	code: string | null
	sku: string | null
	party_id: string | null
	party_name: LocalizedText | null
	quantity: string | null
	unit: string | null
	base_number: number
	before: string
	after: string
	at: Date | string
	rules: ChangedRule[]
}

const toFlip = (row: FlipRecord): FlipRow => ({
	position: row.position,
	decisionId: row.decision_id,
	lot: row.lot_id && row.code ? { id: row.lot_id, code: row.code, sku: row.sku ?? '' } : null,
	party: row.party_id && row.party_name ? { id: row.party_id, name: row.party_name } : null,
	quantity: row.quantity && row.unit ? { value: row.quantity, unit: row.unit } : null,
	baseNumber: row.base_number,
	before: row.before,
	after: row.after,
	at: new Date(row.at).toISOString(),
	rules: row.rules,
})

const FLIP = `select f.position, f.decision_id, f.lot_id, l.code, i.sku, f.party_id, p.name as party_name, trim_scale(f.quantity)::text as quantity,
	f.unit, f.base_number, f.before, f.after, f.at, f.rules`
const FLIP_FROM = `from rule_replay_flip f left join lot l on l.tenant_id = f.tenant_id and l.id = f.lot_id
	left join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
	left join party p on p.tenant_id = f.tenant_id and p.id = f.party_id`

export type FlipSearch = {
	outcomes?: { before: string; after: string } | undefined
	/** Position of the last one shown. */
	cursor?: number | undefined
	limit: number
}

/** What came out otherwise, a page at a time. One statement. */
export async function listFlips(
	ctx: Context,
	replayId: string,
	{ outcomes, cursor, limit }: FlipSearch,
): Promise<{ items: FlipRow[]; nextCursor: number | null }> {
	const rows = await ctx.em.execute<FlipRecord[]>(
		`${FLIP} ${FLIP_FROM} where f.replay_id = ? and f.position > ? ${outcomes ? 'and f.before = ? and f.after = ?' : ''}
		order by f.position limit ?`,
		[replayId, cursor ?? -1, ...(outcomes ? [outcomes.before, outcomes.after] : []), limit + 1],
	)
	const items = rows.slice(0, limit).map(toFlip)
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.position ?? null) : null }
}

/** One case that came out otherwise, with its facts; null when there is none. */
export async function readFlip(
	ctx: Context,
	replayId: string,
	position: number,
): Promise<(FlipRow & { facts: FactTree }) | null> {
	const [row] = await ctx.em.execute<(FlipRecord & { facts: FactTree })[]>(
		`${FLIP}, f.facts ${FLIP_FROM} where f.replay_id = ? and f.position = ?`,
		[replayId, position],
	)
	return row ? { ...toFlip(row), facts: row.facts } : null
}

/** Whom and how much a change concerns; each lot counts once. */
export type Concern = {
	before: string
	after: string
	party: { id: string; name: LocalizedText } | null
	lots: number
	quantities: { value: string; unit: string }[]
}

type ConcernRow = Omit<Concern, 'party'> & { party_id: string | null; party_name: LocalizedText | null }

/** Lots, quantities and suppliers concerned, by how the outcome changes; the most lots first, a page at a time. One statement. */
export async function concernsOfReplay(
	ctx: Context,
	replayId: string,
	cursor?: string | null,
): Promise<ListPage<Concern>> {
	const page = await readPage<ConcernRow>(
		ctx,
		{
			sql: `select f.before, f.after, f.party_id, p.name as party_name, sum(f.lots)::int as lots, coalesce(f.party_id::text, '') as place,
				coalesce(jsonb_agg(jsonb_build_object('value', f.quantity, 'unit', f.unit) order by f.unit) filter (where f.quantity is not null and f.unit is not null), '[]') as quantities
			from (select before, after, party_id, unit, tenant_id, count(*) as lots, trim_scale(sum(quantity))::text as quantity
				from (select distinct on (lot_id, before, after) * from rule_replay_flip where replay_id = ? and lot_id is not null) l
				group by before, after, party_id, unit, tenant_id) f
			left join party p on p.tenant_id = f.tenant_id and p.id = f.party_id group by f.before, f.after, f.party_id, p.name`,
			values: [replayId],
			order: [
				{ by: 'lots', as: 'integer', down: true },
				{ by: 'before', as: 'text' },
				{ by: 'after', as: 'text' },
				{ by: 'place', as: 'text' },
			],
		},
		{ cursor },
	)
	return mapPage(page, ({ party_id: id, party_name: name, before, after, lots, quantities }) => ({
		before,
		after,
		lots,
		quantities,
		party: id && name ? { id, name } : null,
	}))
}

/** The contents that a replay compared: the candidate as it was then, the version it was compared with, and the pilot. */
export async function contentsOfReplay(
	ctx: Context,
	replayId: string,
): Promise<{ candidate: unknown; base: unknown; pilot: unknown } | null> {
	const [row] = await ctx.em.execute<{ candidate: unknown; base: unknown; pilot: unknown }[]>(
		`select r.candidate, d.content as base, p.content as pilot from rule_replay r
		join definition_version d on d.tenant_id = r.tenant_id and d.id = r.base_id
		left join definition_version p on p.tenant_id = r.tenant_id and p.id = r.pilot_id where r.id = ?`,
		[replayId],
	)
	return row ?? null
}
