import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DefinitionKind, DefinitionStatus } from './definition.entity.server.ts'
import type { EmergencyVerdict, PilotEnd, PilotScope } from './definition-life.model.ts'

/** One rule set or workflow of a tenant in a list. Times are ISO 8601. */
export type DefinitionSummary = {
	key: string
	title: LocalizedText
	active: number | null
	activeSince: string | null
	changedAt: string
	changedBy: string | null
	/** Drafts begun, waiting for approval, waiting for publication. */
	drafts: number
	inReview: number
	approved: number
	scheduled: number
	/** The number of the version that is piloted. */
	pilot: number | null
	/** Emergency changes that wait for their second approval, and when the first of them is due. */
	emergencies: number
	emergencyDueAt: string | null
}

/** For which records a version is or was piloted. */
export type PilotSummary = {
	scope: PilotScope
	reason: string
	begunAt: string
	begunBy: string | null
	endedAt: string | null
	end: PilotEnd | null
}

/** A version that was published by its author alone. `verdict` is null while the second person is waited for. */
export type EmergencySummary = {
	reason: string
	dueAt: string
	verdict: EmergencyVerdict | null
	decidedAt: string | null
	decidedBy: string | null
	verdictReason: string | null
	rolledBackTo: number | null
	escalations: number
}

/** One version or draft without its content. */
export type VersionSummary = {
	id: string
	key: string
	number: number | null
	status: DefinitionStatus
	version: number
	title: LocalizedText
	contentHash: string
	basedOn: number | null
	author: { id: string; name: string } | null
	approver: { id: string; name: string } | null
	note: string | null
	approvalNote: string | null
	createdAt: string
	updatedAt: string
	submittedAt: string | null
	approvedAt: string | null
	effectiveFrom: string | null
	publishedAt: string | null
	retiredAt: string | null
	pilot: PilotSummary | null
	emergency: EmergencySummary | null
}

export type DefinitionContent = VersionSummary & { content: Record<string, unknown> }

type Stamp = Date | string
const iso = (stamp: Stamp): string => new Date(stamp).toISOString()
const isoOrNull = (stamp: Stamp | null): string | null => (stamp ? iso(stamp) : null)

type SummaryRow = {
	key: string
	title: LocalizedText
	active: number | null
	active_since: Stamp | null
	changed_at: Stamp
	changed_by: string | null
	drafts: number
	in_review: number
	approved: number
	scheduled: number
	pilot: number | null
	emergencies: number
	emergency_due_at: Stamp | null
}

/** Every definition of a kind, by key. One statement; a tenant has tens of them. */
export async function listDefinitions(ctx: Context, kind: DefinitionKind): Promise<DefinitionSummary[]> {
	const rows = await ctx.em.execute<SummaryRow[]>(
		`select d.key,
			(array_agg(d.title order by (d.status = 'active') desc, d.updated_at desc))[1] as title,
			max(d.number) filter (where d.status = 'active') as active,
			max(d.published_at) filter (where d.status = 'active') as active_since,
			max(d.updated_at) as changed_at,
			(array_agg(a.name order by d.updated_at desc, d.id desc))[1] as changed_by,
			count(*) filter (where d.status = 'draft')::int as drafts,
			count(*) filter (where d.status = 'in_review')::int as in_review,
			count(*) filter (where d.status = 'approved')::int as approved,
			count(*) filter (where d.status = 'scheduled')::int as scheduled,
			max(d.number) filter (where d.status = 'pilot') as pilot,
			count(e.id) filter (where e.verdict is null)::int as emergencies,
			min(e.due_at) filter (where e.verdict is null) as emergency_due_at
		from definition_version d left join account a on a.id = coalesce(d.approved_by_id, d.author_id)
			left join definition_emergency e on e.version_id = d.id
		where d.kind = ? and d.status <> 'withdrawn' group by d.key order by d.key limit 500`,
		[kind],
	)
	return rows.map((row) => ({
		key: row.key,
		title: row.title,
		active: row.active,
		activeSince: isoOrNull(row.active_since),
		changedAt: iso(row.changed_at),
		changedBy: row.changed_by,
		drafts: row.drafts,
		inReview: row.in_review,
		approved: row.approved,
		scheduled: row.scheduled,
		pilot: row.pilot,
		emergencies: row.emergencies,
		emergencyDueAt: isoOrNull(row.emergency_due_at),
	}))
}

type VersionRow = {
	id: string
	key: string
	number: number | null
	status: DefinitionStatus
	version: number
	title: LocalizedText
	content_hash: string
	based_on: number | null
	author_id: string | null
	author_name: string | null
	approved_by_id: string | null
	approver_name: string | null
	note: string | null
	approval_note: string | null
	created_at: Stamp
	updated_at: Stamp
	submitted_at: Stamp | null
	approved_at: Stamp | null
	effective_from: Stamp | null
	published_at: Stamp | null
	retired_at: Stamp | null
	pilot: PilotSummary | null
	emergency: EmergencySummary | null
	content?: Record<string, unknown>
}

const COLUMNS = `d.id, d.key, d.number, d.status, d.version, d.title, d.content_hash, d.based_on, d.author_id, a.name as author_name,
	d.approved_by_id, b.name as approver_name, d.note, d.approval_note, d.created_at, d.updated_at, d.submitted_at, d.approved_at,
	d.effective_from, d.published_at, d.retired_at,
	case when p.id is null then null else jsonb_build_object('scope', p.scope, 'reason', p.reason, 'begunAt', p.begun_at,
		'begunBy', c.name, 'endedAt', p.ended_at, 'end', p."end") end as pilot,
	case when e.id is null then null else jsonb_build_object('reason', e.reason, 'dueAt', e.due_at, 'verdict', e.verdict,
		'decidedAt', e.decided_at, 'decidedBy', f.name, 'verdictReason', e.verdict_reason, 'rolledBackTo', e.rolled_back_to,
		'escalations', e.escalations) end as emergency`
const FROM = `from definition_version d left join account a on a.id = d.author_id left join account b on b.id = d.approved_by_id
	left join definition_pilot p on p.version_id = d.id left join account c on c.id = p.begun_by_id
	left join definition_emergency e on e.version_id = d.id left join account f on f.id = e.decided_by_id`

const toPilot = (pilot: PilotSummary): PilotSummary => ({
	...pilot,
	begunAt: iso(pilot.begunAt),
	endedAt: isoOrNull(pilot.endedAt),
})

const toEmergency = (emergency: EmergencySummary): EmergencySummary => ({
	...emergency,
	dueAt: iso(emergency.dueAt),
	decidedAt: isoOrNull(emergency.decidedAt),
})

const toSummary = (row: VersionRow): VersionSummary => ({
	id: row.id,
	key: row.key,
	number: row.number,
	status: row.status,
	version: row.version,
	title: row.title,
	contentHash: row.content_hash,
	basedOn: row.based_on,
	author: row.author_id ? { id: row.author_id, name: row.author_name ?? '' } : null,
	approver: row.approved_by_id ? { id: row.approved_by_id, name: row.approver_name ?? '' } : null,
	note: row.note,
	approvalNote: row.approval_note,
	createdAt: iso(row.created_at),
	updatedAt: iso(row.updated_at),
	submittedAt: isoOrNull(row.submitted_at),
	approvedAt: isoOrNull(row.approved_at),
	effectiveFrom: isoOrNull(row.effective_from),
	publishedAt: isoOrNull(row.published_at),
	retiredAt: isoOrNull(row.retired_at),
	pilot: row.pilot && toPilot(row.pilot),
	emergency: row.emergency && toEmergency(row.emergency),
})

/** Versions and drafts of a key, drafts first, then the newest version, a page at a time; withdrawn drafts are left out. */
export async function versionsOf(
	ctx: Context,
	kind: DefinitionKind,
	key: string,
	cursor?: string | null,
): Promise<ListPage<VersionSummary>> {
	const page = await readPage<VersionRow>(
		ctx,
		{
			sql: `select ${COLUMNS}, coalesce(d.number, 2000000000) as place ${FROM} where d.kind = ? and d.key = ? and d.status <> 'withdrawn'`,
			values: [kind, key],
			order: [
				{ by: 'place', as: 'integer', down: true },
				{ by: 'updated_at', as: 'timestamptz', down: true },
				{ by: 'id', as: 'uuid', down: true },
			],
		},
		{ cursor },
	)
	return mapPage(page, toSummary)
}

/**
 * What a key stands on, in the order of `versionsOf`: what is in force, scheduled or not yet approved after an emergency, the
 * newest version, the one that was in force before, and the newest draft, of anybody and of the reader. One statement.
 */
export async function standingOf(ctx: Context, kind: DefinitionKind, key: string): Promise<VersionSummary[]> {
	const newest = (which: string) =>
		`(select x.id from v x where ${which} order by x.number desc nulls last, x.updated_at desc, x.id desc limit 1)`
	const rows = await ctx.em.execute<VersionRow[]>(
		`with v as (select id, number, status, author_id, published_at, updated_at from definition_version where kind = ? and key = ? and status <> 'withdrawn')
		select ${COLUMNS} ${FROM} where d.id in (select id from v) and (d.status in ('active', 'pilot', 'scheduled') or (e.id is not null and e.verdict is null)
			or d.id in (${newest('x.number is not null')}, ${newest('x.number is null')}, ${newest("x.status = 'draft' and x.author_id::text = ?")},
				${newest("x.published_at is not null and x.number < (select max(a.number) from v a where a.status = 'active')")}))
		order by d.number desc nulls first, d.updated_at desc, d.id desc`,
		[kind, key, ctx.actor.id ?? ''],
	)
	return rows.map(toSummary)
}

/** A version by its number or a draft by its id, with its content; null when there is none. */
export async function readDefinition(
	ctx: Context,
	kind: DefinitionKind,
	which: { id: string } | { key: string; number: number },
): Promise<DefinitionContent | null> {
	const [condition, values] =
		'id' in which
			? (['d.id = ?', [which.id]] as const)
			: (['d.key = ? and d.number = ?', [which.key, which.number]] as const)
	const [row] = await ctx.em.execute<VersionRow[]>(
		`select ${COLUMNS}, d.content ${FROM} where d.kind = ? and ${condition}`,
		[kind, ...values],
	)
	return row ? { ...toSummary(row), content: row.content ?? {} } : null
}
