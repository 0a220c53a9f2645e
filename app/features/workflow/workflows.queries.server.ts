import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'

type WaitingStatus = 'draft' | 'in_review' | 'approved' | 'scheduled' | 'pilot' | 'emergency'
/** What waits for somebody: a draft, a version to come, one that is tried, or one that a second person has not seen. */
export type WaitingDraft = { id: string; status: WaitingStatus; author: string | null; number: number | null }

/** `version` is null for a workflow that was imported and not published yet. */
export type WorkflowRow = {
	key: string
	title: LocalizedText
	version: number | null
	states: number
	transitions: number
	running: number
	publishedAt: string | null
	drafts: WaitingDraft[]
}

type VersionRow = {
	id: string
	key: string
	status: Exclude<WaitingStatus, 'emergency'> | 'active'
	unseen: boolean
	title: LocalizedText
	number: number | null
	states: number | null
	transitions: number | null
	published_at: Date | string | null
	author: string | null
}

/** The tenant's workflows with their open drafts and how many records stand in each. Two statements. */
export async function listWorkflows(ctx: Context): Promise<WorkflowRow[]> {
	const rows = await ctx.em.execute<VersionRow[]>(
		`select d.id, d.key, d.status, d.title, d.number, d.published_at, a.name as author,
			exists (select 1 from definition_emergency e where e.version_id = d.id and e.verdict is null) as unseen,
			case when jsonb_typeof(d.content->'states') = 'array' then jsonb_array_length(d.content->'states') end as states,
			case when jsonb_typeof(d.content->'transitions') = 'array' then jsonb_array_length(d.content->'transitions') end as transitions
		from definition_version d left join account a on a.id = d.author_id
		where d.kind = 'workflow' and d.status in ('active', 'draft', 'in_review', 'approved', 'scheduled', 'pilot')
		order by d.key, d.updated_at desc limit 500`,
	)
	const counts = await ctx.em.execute<{ key: string; count: number }[]>(
		'select key, count(*)::int as count from workflow_instance group by key',
	)
	const running = new Map(counts.map((row) => [row.key, row.count]))
	return [...Map.groupBy(rows, ({ key }) => key)].flatMap(([key, versions]) => {
		const active = versions.find(({ status }) => status === 'active')
		const shown = active ?? versions[0]
		if (!shown) return []
		return [
			{
				key,
				title: shown.title,
				version: active?.number ?? null,
				states: shown.states ?? 0,
				transitions: shown.transitions ?? 0,
				running: running.get(key) ?? 0,
				publishedAt: active?.published_at ? new Date(active.published_at).toISOString() : null,
				drafts: versions.flatMap(waitingOf),
			},
		]
	})
}

function waitingOf({ id, status, author, unseen, number }: VersionRow): WaitingDraft[] {
	if (unseen) return [{ id, status: 'emergency', author, number }]
	return status === 'active' ? [] : [{ id, status, author, number }]
}
