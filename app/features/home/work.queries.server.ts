import { addDays, todayIn } from '#app/core/local-date.ts'
import type { Action, SubjectName } from '#app/core/permission.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	type DueGroup,
	dueGroup,
	LONG_HOLD_DAYS,
	RELEASE_TARGET_HOURS,
	type WorkItem,
	type WorkKind,
} from './home.model.ts'

/** Of each kind so many at most: the page is a day's work, the lists behind it have the rest. */
const EACH = 15

type Branch = {
	kind: WorkKind
	needs: readonly [Action, SubjectName]
	sql: string
	values: (ctx: Context) => unknown[]
}

const COLUMNS = 'kind, id, target, code, title, status, due_at, due_on, since, from_name'

/*
 * Every branch answers the same columns. Whose turn it is follows from the permission that the next step needs, so a
 * person with two roles sees the work of both.
 */
const BRANCHES: readonly Branch[] = [
	{
		kind: 'release',
		needs: ['release', 'Lot'],
		sql: `select 'release' as kind, l.id, l.id::text as target, l.code, i.name as title, l.status,
			coalesce((select min(t.due_at) from workflow_timer t where t.instance_id = w.id and t.entry = w.entry and t.fired_at is null), w.entered_at + make_interval(hours => ?)) as due_at,
			null::date as due_on, w.entered_at as since, to_jsonb((select s.actor_name from workflow_step s where s.instance_id = w.id and s.entry = w.entry)) as from_name
			from lot l join item i on i.id = l.item_id join workflow_instance w on w.subject_type = 'lot' and w.subject_id = l.id
			where l.status = 'pending_release' order by due_at, l.code limit ${EACH}`,
		values: () => [RELEASE_TARGET_HOURS],
	},
	{
		kind: 'hold',
		needs: ['lift', 'Lot'],
		sql: `select 'hold' as kind, l.id, l.id::text as target, l.code, i.name as title, l.status, w.entered_at + make_interval(days => ?) as due_at, null::date as due_on, w.entered_at as since,
			to_jsonb((select s.actor_name from workflow_step s where s.instance_id = w.id and s.entry = w.entry)) as from_name
			from lot l join item i on i.id = l.item_id join workflow_instance w on w.subject_type = 'lot' and w.subject_id = l.id
			where l.status = 'on_hold' order by w.entered_at, l.code limit ${EACH}`,
		values: () => [LONG_HOLD_DAYS],
	},
	{
		kind: 'deviation',
		needs: ['close', 'Deviation'],
		sql: `select 'deviation' as kind, d.id, d.lot_id::text as target, d.number as code, to_jsonb(d.title) as title, d.severity as status, null::timestamptz as due_at, null::date as due_on,
			d.opened_at as since, to_jsonb(a.name) as from_name
			from deviation d left join account a on a.id = d.opened_by where d.status = 'open' order by d.opened_at, d.number limit ${EACH}`,
		values: () => [],
	},
	{
		kind: 'delivery',
		needs: ['receive', 'Delivery'],
		sql: `select 'delivery' as kind, s.id, s.id::text as target, s.number as code,
			(select jsonb_build_object('en', count(*) || ' × ' || min(i.name->>'en'), 'zh-CN', count(*) || ' × ' || min(i.name->>'zh-CN')) from shipment_line n join item i on i.id = n.item_id where n.shipment_id = s.id) as title,
			s.status, null::timestamptz as due_at, s.expected_on as due_on, coalesce(s.arrived_at, s.announced_at) as since, p.name as from_name
			from shipment s join party p on p.id = s.party_id
			where s.direction = 'inbound' and s.status in ('announced', 'arrived', 'checking', 'held') and (s.status <> 'announced' or s.expected_on <= ?::date)
			order by s.expected_on nulls last, s.number limit ${EACH}`,
		values: (ctx) => [addDays(todayIn(ctx.tenant.timeZone, ctx.now), 7)],
	},
	{
		kind: 'recall',
		needs: ['notify', 'Recall'],
		sql: `select 'recall' as kind, r.id, r.id::text as target, r.number as code, to_jsonb(r.title) as title, r.status, r.report_due_at as due_at, null::date as due_on,
			coalesce(r.notified_at, r.opened_at, r.created_at) as since,
			(select jsonb_build_object('en', count(*) || ' without an answer', 'zh-CN', count(*) || ' 家未答复') from recall_notice n where n.recall_id = r.id and n.status <> 'answered') as from_name
			from recall_case r where r.status not in ('closed', 'cancelled') order by r.report_due_at nulls last, r.number limit ${EACH}`,
		values: () => [],
	},
	{
		kind: 'rule',
		needs: ['approve', 'RuleSet'],
		sql: `select case v.kind when 'rule-set' then 'rule' else 'workflow' end as kind, v.id, v.key as target, v.key as code, v.title, v.status, null::timestamptz as due_at, null::date as due_on,
			coalesce(v.submitted_at, v.updated_at) as since, to_jsonb(a.name) as from_name
			from definition_version v left join account a on a.id = v.author_id
			where (v.status = 'in_review' and v.author_id is distinct from ?::uuid) or (v.status in ('draft', 'approved') and v.author_id = ?::uuid)
			order by since, v.key limit ${EACH}`,
		values: (ctx) => [ctx.actor.id, ctx.actor.id],
	},
	{
		kind: 'order',
		needs: ['produce', 'ProductionOrder'],
		sql: `select 'order' as kind, o.id, o.id::text as target, o.number as code, i.name as title, o.status, null::timestamptz as due_at, o.due_on, coalesce(o.started_at, o.created_at) as since, to_jsonb(o.line) as from_name
			from production_order o join item i on i.id = o.item_id where o.status in ('planned', 'running') order by o.due_on nulls last, o.number limit ${EACH}`,
		values: () => [],
	},
	{
		kind: 'shipment',
		needs: ['ship', 'Shipment'],
		sql: `select 'shipment' as kind, s.id, s.id::text as target, s.number as code, p.name as title, s.status, null::timestamptz as due_at, s.expected_on as due_on, s.announced_at as since, p.name as from_name
			from shipment s join party p on p.id = s.party_id where s.direction = 'outbound' and s.shipped_at is null and s.category not in ('done', 'rejected', 'cancelled')
			order by s.expected_on nulls last, s.number limit ${EACH}`,
		values: () => [],
	},
]

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
	from_name: WorkItem['from']
}

export type Work = { group: DueGroup; items: WorkItem[] }[]

const GROUPS: readonly DueGroup[] = ['overdue', 'today', 'week', 'later', 'open']

/**
 * What is asked of the acting person by what they may do, grouped by when it is due, the most urgent first: 60 things at
 * most. One statement whatever their roles.
 */
export async function readWork(ctx: Context): Promise<Work> {
	const branches = BRANCHES.filter((branch) => ctx.ability.can(...branch.needs))
	if (branches.length === 0) return []
	const rows = await ctx.em.execute<Row[]>(
		`select ${COLUMNS.replace('due_on', `to_char(due_on, 'YYYY-MM-DD') as due_on`)} from (${branches.map((branch) => `(${branch.sql})`).join(' union all ')}) work
		order by coalesce(due_at, due_on::timestamptz) nulls last, since limit 60`,
		branches.flatMap((branch) => branch.values(ctx)),
	)
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const day = {
		now: ctx.now.toISOString(),
		today,
		weekEnds: addDays(today, 7),
		dateOf: (moment: string) => todayIn(ctx.tenant.timeZone, new Date(moment)),
	}
	const items = rows.map(toItem)
	return GROUPS.map((group) => ({ group, items: items.filter((item) => dueGroup(item, day) === group) })).filter(
		({ items: some }) => some.length > 0,
	)
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
})
