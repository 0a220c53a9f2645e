import { addDays, todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { PARTNER_ROLES } from '#app/core/permission.ts'
import { namedRoles, whoMay } from '#app/features/roles/role-names.queries.server.ts'
import { ownPrincipal, type StoodInFor } from '#app/features/workflow/acting-for.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { borrowedBranches } from './away.queries.server.ts'
import { DUE_GROUPS, type DueGroup, dueGroup, WORK_KINDS, type WorkItem, type WorkKind } from './work.model.ts'
import { WORK_BRANCHES, type WorkBranch } from './work-branches.ts'

export type WorkSearch = {
	kind?: WorkKind | undefined
	/** Only what is past its date. */
	overdue?: boolean | undefined
	siteId?: string | undefined
	/** Everybody's, not only what the reader can do. */
	team?: boolean | undefined
	/** Where the page before ended. */
	after?: string | undefined
	limit?: number
}

export type Work = { group: DueGroup; items: WorkItem[] }[]
/** How much there is of what the search looks at, without its kind: what the filters say beside their names. */
export type WorkCounts = { all: number; overdue: number; kinds: Partial<Record<WorkKind, number>> }
export type WorkPage = { work: Work; counts: WorkCounts; nextCursor: string | null; hidden: boolean }

/** The rest of the list is behind its own page. */
export const HOME_ITEMS = 60

/** Who may look at everybody's work: whoever sees the people of the tenant. */
export const seesTeam = (ctx: Context): boolean => ctx.ability.can('read', 'Member')

type Source = { branch: WorkBranch; away: StoodInFor | null }

const sourcesFor = async (ctx: Context, team: boolean): Promise<Source[]> => [
	...WORK_BRANCHES.filter((branch) => team || ctx.ability.can(...branch.needs)).map((branch) => ({
		branch,
		away: null,
	})),
	...(team ? [] : await borrowedBranches(ctx)),
]

/** Names of the roles whose turn it is, by kind of work: those that may take the next step, as the tenant has them. */
export async function whoCanAct(ctx: Context): Promise<Record<WorkKind, LocalizedText[]>> {
	const roles = await namedRoles(ctx)
	const entries = WORK_BRANCHES.filter((branch) => !branch.who && branch.kinds[0] !== 'approval').flatMap(
		({ kinds, needs: [action, subject] }) => {
			const titles = whoMay(roles, subject, action)
				.filter(({ key }) => roles.some((role) => role.key === key && !PARTNER_ROLES.includes(role.base)))
				.map(({ title }) => title)
			return kinds.map((kind): [WorkKind, LocalizedText[]] => [kind, titles])
		},
	)
	return {
		...(Object.fromEntries(WORK_KINDS.map((kind) => [kind, []])) as unknown as Record<WorkKind, LocalizedText[]>),
		...Object.fromEntries(entries),
	}
}

type Row = {
	kind: WorkKind
	id: string
	target: string
	code: string
	title: WorkItem['title']
	status: string
	due_at: string | null
	due_on: string | null
	since: string
	from_name: LocalizedText | string | null
	site: string | null
	who: string | null
	severity: string | null
	workflow: string | null
	in_name_of: WorkItem['inNameOf']
	sort_key: string
}

/** Kinds of work that are nothing more where an approval of the same record, on the same page, is asked. */
const WITHIN_APPROVAL = "('case', 'deviation')"

/**
 * SQL of rows of work where `is_approval` says that an approval of the same record is among them; that then has the date, the
 * site and the severity of the record, so that it is found by them and as urgent.
 */
function asApproval(sql: string): string {
	const ofRecord = (column: string) =>
		`coalesce(x.${column}, (array_agg(x.${column}) filter (where x.kind in ${WITHIN_APPROVAL}) over asked)[1]) as ${column}`
	return `select x.kind, x.id, x.target, x.code, x.title, x.status, x.since, x.from_name, x.in_name_of, x.who, x.workflow,
		${['due_at', 'due_on', 'site_id', 'severity'].map(ofRecord).join(', ')},
		x.kind in ${WITHIN_APPROVAL} and bool_or(x.kind = 'approval') over asked as is_approval
	from (${sql}) x window asked as (partition by x.id, x.in_name_of is null)`
}

/**
 * Everything of some branches, each with the moment by which it is sorted: its own or its day's end, whichever comes first. What the
 * reader may do by their own rights is not repeated in the name of others.
 */
async function allOf(
	ctx: Context,
	sources: readonly Source[],
	team: boolean,
): Promise<{ sql: string; values: unknown[] }> {
	const values: unknown[] = [ctx.tenant.timeZone]
	for (const { branch, away } of sources) {
		const inNameOf = away && { name: away.principal.name, until: away.until.toISOString() }
		const scope = { team, as: away?.principal ?? ownPrincipal(ctx), kinds: away?.kinds ?? null }
		values.push(inNameOf && JSON.stringify(inNameOf), ...(await branch.values(ctx, scope)))
	}
	const parts = sources.map(
		({ branch }) =>
			`(select b.*, ?::jsonb as in_name_of, ${branch.who ?? 'null::jsonb'} as who, ${branch.severity ?? 'null::text'} as severity, ${branch.workflow ?? 'null::text'} as workflow from (${branch.sql}) b)`,
	)
	const all = parts.join(' union all ')
	const once = `select distinct on (o.kind, o.id) o.* from (${all}) o order by o.kind, o.id, o.in_name_of is not null, o.in_name_of->>'name'`
	return {
		sql: `select w.*, coalesce(least(w.due_at, (w.due_on + 1)::timestamp at time zone ?), 'infinity'::timestamptz) as due from (${asApproval(sources.some(({ away }) => away) ? once : all)}) w where w.kind = 'approval' or not w.is_approval`,
		values,
	}
}

/**
 * What is asked of the acting person by what they may do, or of everybody (`team`), the most urgent first, a page at a
 * time, and how much there is; also what a person who is away has given to the reader. A fixed number of statements, whatever
 * the roles and the number of things.
 */
export async function readWork(ctx: Context, search: WorkSearch = {}): Promise<WorkPage> {
	const team = (search.team ?? false) && seesTeam(ctx)
	const sources = await sourcesFor(ctx, team)
	if (sources.length === 0)
		return { work: [], counts: { all: 0, overdue: 0, kinds: {} }, nextCursor: null, hidden: false }
	const limit = search.limit ?? 50
	const { sql, values } = await allOf(ctx, sources, team)
	const counts = await countWork(ctx, { sql, values }, search)
	const [due = null, since = null, id = null] = search.after?.split('~') ?? []
	const rows = await ctx.em.execute<Row[]>(
		`select kind, w.id, target, w.code, title, w.status, due_at, to_char(due_on, 'YYYY-MM-DD') as due_on, since, from_name, who, severity, workflow, in_name_of,
			(select s.code from site s where s.id = w.site_id) as site, to_char(due at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z~' || to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z~' || w.id as sort_key
		from (${sql}) w where (?::text is null or kind = ?) and (not ?::boolean or due < ?) and (?::uuid is null or site_id = ?::uuid)
			and (?::uuid is null or (due, since, w.id) > (?::timestamptz, ?::timestamptz, ?::uuid))
		order by due, since, w.id limit ?`,
		[
			...values,
			search.kind ?? null,
			search.kind ?? null,
			search.overdue ?? false,
			ctx.now,
			search.siteId ?? null,
			search.siteId ?? null,
			id,
			due === 'Z' ? 'infinity' : due,
			since,
			id,
			limit + 1,
		],
	)
	const shown = rows.slice(0, limit)
	return {
		work: group(ctx, shown.map(toItem)),
		counts,
		nextCursor: rows.length > limit ? cursorOf(shown.at(-1)) : null,
		hidden: rows.length > limit,
	}
}

/** `infinity` has no digits to write: its part of the cursor is empty. */
const cursorOf = (row: Row | undefined): string | null => {
	if (!row) return null
	const [due = '', ...rest] = row.sort_key.split('~')
	return [row.due_at || row.due_on ? due : 'infinity', ...rest].join('~')
}

async function countWork(
	ctx: Context,
	{ sql, values }: { sql: string; values: unknown[] },
	search: WorkSearch,
): Promise<WorkCounts> {
	const rows = await ctx.em.execute<{ kind: WorkKind; count: number; overdue: number }[]>(
		`select kind, count(*)::int as count, count(*) filter (where due < ?)::int as overdue from (${sql}) w
		where (?::uuid is null or site_id = ?::uuid) group by kind`,
		[ctx.now, ...values, search.siteId ?? null, search.siteId ?? null],
	)
	return {
		all: rows.reduce((sum, row) => sum + row.count, 0),
		overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
		kinds: Object.fromEntries(rows.map((row) => [row.kind, search.overdue ? row.overdue : row.count])),
	}
}

function group(ctx: Context, items: readonly WorkItem[]): Work {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const day = {
		now: ctx.now.toISOString(),
		today,
		weekEnds: addDays(today, 7),
		dateOf: (moment: string) => todayIn(ctx.tenant.timeZone, new Date(moment)),
	}
	return DUE_GROUPS.map((name) => ({
		group: name,
		items: items.filter((item) => dueGroup(item, day) === name),
	})).filter(({ items: some }) => some.length > 0)
}

const toItem = (row: Row): WorkItem => ({
	kind: row.kind,
	id: row.id,
	target: row.target,
	code: row.code,
	title: row.title,
	status: row.status,
	dueAt: row.due_at ? new Date(row.due_at).toISOString() : null,
	dueOn: row.due_on,
	since: new Date(row.since).toISOString(),
	from: row.from_name,
	site: row.site,
	who: row.who,
	severity: row.severity,
	workflow: row.workflow,
	inNameOf: row.in_name_of,
})
