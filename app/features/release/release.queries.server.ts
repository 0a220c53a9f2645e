import type { LocalizedText } from '#app/core/localized.ts'
import type { Decision } from '#app/features/rules/decision.model.ts'
import type { CheckRow } from '#app/features/rules/decision-checks.ts'
import { listChecks, obstacles } from '#app/features/rules/decision-checks.ts'
import { previewDecisions } from '#app/features/rules/preview-decisions.server.ts'
import { titleOf } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadReleaseFacts } from './load-release-facts.server.ts'
import { RELEASE_GATE } from './release-gate.model.ts'

/**
 * Who moved a lot last, when and how; `title` is what its workflow calls the step. `delegate` acted in the name of
 * `actor`; null where the actor did.
 */
export type LastStep = {
	transition: string
	title: LocalizedText
	to: string
	actor: string
	delegate: string | null
	at: string
}

/** The last step that a lot took. */
export async function lastStep(ctx: Context, lotId: string): Promise<LastStep | null> {
	const [row] = await ctx.em.execute<
		{
			transition: string
			title?: LocalizedText
			to_state: string
			actor_name: string
			delegate_name: string | null
			at: Date | string
		}[]
	>(
		`select s.transition, (select t.part->'title' from definition_version d cross join lateral jsonb_array_elements(d.content->'transitions') t (part)
			where d.id = i.version_id and t.part->>'key' = s.transition limit 1) as title, s.to_state, s.actor_name, s.delegate_name, s.at from workflow_step s
		join workflow_instance i on i.tenant_id = s.tenant_id and i.id = s.instance_id
		where i.subject_type = 'lot' and i.subject_id = ? order by s.entry desc limit 1`,
		[lotId],
	)
	return row
		? {
				transition: row.transition,
				title: row.title ?? titleOf({ key: row.transition }),
				to: row.to_state,
				actor: row.actor_name,
				delegate: row.delegate_name,
				at: new Date(row.at).toISOString(),
			}
		: null
}

type QueueRow = {
	id: string
	code: string
	version: number
	sku: string
	item_name: LocalizedText
	quantity: string
	unit: string
	site: LocalizedText | null
	waiting_since: Date | string
	submitted_by: string | null
}

/** A lot that waits for release, and what keeps it from it. */
export type WaitingLot = {
	id: string
	code: string
	sku: string
	itemName: LocalizedText
	quantity: { value: string; unit: string }
	site: LocalizedText | null
	waitingSince: string
	submittedBy: string | null
	status: Decision['status']
	/** Conditions met of all. */
	met: number
	conditions: number
	missing: { ruleKey: string; status: CheckRow['status']; title: LocalizedText; message: LocalizedText }[]
}

/** How many lots wait for the same thing; `ready` for nothing. */
export type WaitingFor = { ruleKey: string; title: LocalizedText | null; count: number; status: CheckRow['status'] }

export type ReleaseQueue = { lots: WaitingLot[]; waitingFor: WaitingFor[]; total: number; nextCursor: string | null }

const PAGE = 50
const CURSOR = /^(\d{1,17})\.([0-9a-f-]{36})$/

async function readQueue(ctx: Context, cursor: string | undefined): Promise<QueueRow[]> {
	const [, time, id] = CURSOR.exec(cursor ?? '') ?? []
	const at = time ? new Date(Number(time)) : null
	return ctx.em.execute<QueueRow[]>(
		`select l.id, l.code, l.version, i.sku, i.name as item_name, trim_scale(l.quantity)::text as quantity, l.unit, s.name as site,
			w.entered_at as waiting_since,
			(select x.actor_name from workflow_step x where x.tenant_id = w.tenant_id and x.instance_id = w.id and x.entry = w.entry) as submitted_by
		from lot l join workflow_instance w on w.tenant_id = l.tenant_id and w.subject_type = 'lot' and w.subject_id = l.id
		join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
		left join site s on s.tenant_id = l.tenant_id and s.id = l.site_id
		where l.status = 'pending_release'
			and (?::timestamptz is null or (date_trunc('milliseconds', w.entered_at), l.id) > (?::timestamptz, ?::uuid))
		order by date_trunc('milliseconds', w.entered_at), l.id limit ${PAGE + 1}`,
		[at, at, id ?? null],
	)
}

function toWaiting(row: QueueRow, decision: Decision): WaitingLot {
	const checks = listChecks(decision)
	return {
		id: row.id,
		code: row.code,
		sku: row.sku,
		itemName: row.item_name,
		quantity: { value: row.quantity, unit: row.unit },
		site: row.site,
		waitingSince: new Date(row.waiting_since).toISOString(),
		submittedBy: row.submitted_by,
		status: decision.status,
		met: checks.filter((check) => check.status === 'pass').length,
		conditions: checks.length,
		missing: checks
			.filter((check) => check.status !== 'pass')
			.map(({ ruleKey, status, label, message }) => ({ ruleKey, status, title: label, message })),
	}
}

/** What the lots wait for, the most frequent first; the ready ones before all. */
function countMissing(decisions: readonly Decision[]): WaitingFor[] {
	const counts = new Map<string, WaitingFor>()
	for (const decision of decisions)
		for (const rule of obstacles(decision)) {
			const known = counts.get(rule.key)
			counts.set(rule.key, {
				ruleKey: rule.key,
				title: rule.title,
				status: rule.status,
				count: (known?.count ?? 0) + 1,
			})
		}
	const ready = decisions.filter((decision) => obstacles(decision).length === 0).length
	return [
		{ ruleKey: 'ready', title: null, status: 'pass', count: ready },
		...[...counts.values()].toSorted((a, b) => b.count - a.count),
	]
}

/**
 * Lots that wait for release, the longest waiting first, 50 a page, each judged as the release would judge it now; and
 * what the lots of the page wait for. Eight statements whatever their number.
 */
export async function readReleaseQueue(ctx: Context, cursor?: string): Promise<ReleaseQueue> {
	const rows = await readQueue(ctx, cursor)
	const shown = rows.slice(0, PAGE)
	const facts = await loadReleaseFacts(
		ctx,
		shown.map((row) => row.id),
	)
	const decisions = await previewDecisions(
		ctx,
		RELEASE_GATE,
		shown.map((row) => ({ facts: facts.get(row.id)?.facts ?? {}, scope: facts.get(row.id)?.scope })),
	)
	const [count] = await ctx.em.execute<{ total: number }[]>(
		`select count(*)::int as total from lot where status = 'pending_release'`,
	)
	const last = shown.at(-1)
	return {
		lots: shown.flatMap((row, index) => {
			const decision = decisions[index]
			return decision ? [toWaiting(row, decision)] : []
		}),
		waitingFor: countMissing(decisions),
		total: count?.total ?? 0,
		nextCursor: rows.length > PAGE && last ? `${new Date(last.waiting_since).getTime()}.${last.id}` : null,
	}
}
