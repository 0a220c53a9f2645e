import { todayIn } from '#app/core/local-date.ts'
import { readSupplierFacts } from '#app/features/parties/party-facts.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { CaseKind, OnboardingContent } from './case.model.ts'

export type CaseFacts = { kind: CaseKind; siteId: string | null; facts: FactTree }

type Row = {
	id: string
	kind: CaseKind
	severity: string | null
	topic: string | null
	party_id: string | null
	party_kind: string | null
	site_id: string | null
	opened_on: string
	onboarding: OnboardingContent | null
	moved: boolean
	measures: number
	open_measures: number
	unassigned_measures: number
	last_measure_on: string | null
	files: number
	recurrences: number
	lots: number
	undecided: number
	released: number
	missing: number
}

/** Lots on which nobody has decided yet. */
const UNDECIDED = ['announced', 'created', 'quarantine', 'on_hold', 'pending_release']

const list = (values: readonly string[]): string => `{${values.join(',')}}`

/** A document of the party that holds now: of the kind asked for, not about a single lot. */
const HOLDS_NOW = `d.party_id = c.party_id and d.kind = k.kind and (d.valid_until is null or d.valid_until >= ?::date)
	and not exists (select 1 from document_link x where x.document_id = d.id and x.subject_type = 'lot')`

/**
 * The facts of the subject `case` for cases of any kind, by id. Facts that a kind does not have stay unknown. A fixed number
 * of statements, whatever the number of cases.
 */
export async function loadCaseFacts(ctx: Context, ids: readonly string[]): Promise<Map<string, CaseFacts>> {
	if (ids.length === 0) return new Map()
	await ctx.em.flush()
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const rows = await ctx.em.execute<Row[]>(
		`select c.id, c.kind, c.severity, c.topic, c.party_id, p.kind as party_kind, c.site_id, (c.opened_at at time zone ?)::date::text as opened_on, c.onboarding,
			c.moved_event_id is not null as moved, m.measures, m.open_measures, m.unassigned_measures, (m.last_at at time zone ?)::date::text as last_measure_on, g.lots, g.undecided, g.released,
			(select count(*)::int from document_link x where x.subject_type = 'case' and x.subject_id = c.id) as files,
			(select count(*)::int from deviation v join lot l on l.id = v.lot_id where v.opened_at > m.last_at and l.item_id in
				(select o.item_id from quality_case_link k join lot o on o.id = k.subject_id where k.case_id = c.id and k.subject_type = 'lot')) as recurrences,
			(select count(*)::int from jsonb_array_elements_text(c.onboarding->'documents') k(kind) where not exists (select 1 from document d where ${HOLDS_NOW})) as missing
		from quality_case c left join party p on p.tenant_id = c.tenant_id and p.id = c.party_id
		cross join lateral (select count(*)::int as measures, (count(*) filter (where x.done_at is null))::int as open_measures,
			(count(*) filter (where x.done_at is null and (x.owner_id is null or x.due_on is null)))::int as unassigned_measures, max(x.done_at) as last_at
			from quality_case_action x where x.case_id = c.id) m
		cross join lateral (select count(*)::int as lots, (count(*) filter (where l.status = any(?::text[])))::int as undecided, (count(*) filter (where l.status = 'released'))::int as released
			from quality_case_link k join lot l on l.tenant_id = k.tenant_id and l.id = k.subject_id where k.case_id = c.id and k.subject_type = 'lot') g
		where c.id = any(?::uuid[])`,
		[ctx.tenant.timeZone, ctx.tenant.timeZone, today, list(UNDECIDED), list(ids)],
	)
	const suppliers = await readSupplierFacts(
		ctx,
		rows.flatMap((row) => (row.party_id && row.party_kind !== 'customer' ? [row.party_id] : [])),
	)
	return new Map(
		rows.map((row) => [
			row.id,
			{ kind: row.kind, siteId: row.site_id, facts: factsOf(row, suppliers.get(row.party_id ?? '')) },
		]),
	)
}

const factsOf = (row: Row, supplier: object | undefined): FactTree => ({
	case: {
		kind: row.kind,
		severity: row.severity ?? 'none',
		topic: row.topic ?? '',
		measureCount: row.measures,
		openMeasureCount: row.open_measures,
		unassignedMeasureCount: row.unassigned_measures,
		fileCount: row.files,
		openedOn: row.opened_on,
		recurrenceCount: row.recurrences,
		...(row.last_measure_on ? { lastMeasureOn: row.last_measure_on } : {}),
	},
	goods: { lotCount: row.lots, undecidedCount: row.undecided, releasedCount: row.released, moved: row.moved },
	...(row.onboarding
		? {
				onboarding: {
					...row.onboarding.answers,
					askedCount: row.onboarding.documents.length,
					missingCount: row.missing,
				},
			}
		: {}),
	...(supplier ? { supplier } : {}),
})
