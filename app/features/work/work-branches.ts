import { addDays, todayIn } from '#app/core/local-date.ts'
import type { Action, SubjectName } from '#app/core/permission.ts'
import { LONG_HOLD_DAYS, RELEASE_TARGET_HOURS } from '#app/features/home/home.model.ts'
import type { Principal } from '#app/features/workflow/acting-for.server.ts'
import { dueMomentSql } from '#app/features/workflow/deadlines.queries.server.ts'
import type { RecordKind } from '#app/features/workflow/workflow-subjects.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approvalBranch } from './approval-branch.ts'
import { caseBranch, measureBranch } from './case-branches.ts'
import { barredPlaces, readerBarredSql } from './excluded-reader.ts'
import { taskBranch } from './task-branch.ts'
import { trainingBranch } from './training-branch.ts'
import type { WorkKind } from './work.model.ts'

/**
 * How a reader looks: at everybody's work, or at what they may do by their own rights (`as`) or in the name of a person who
 * is away, then for some kinds of record (null: all).
 */
export type WorkScope = { team: boolean; as: Principal; kinds: readonly RecordKind[] | null }

/** One source of work: what it asks, what the next step needs, and where it is read. */
export type WorkBranch = {
	kinds: readonly WorkKind[]
	needs: readonly [Action, SubjectName]
	/** The kinds of record it is about: whoever is away may have this work done by a delegate. */
	records?: readonly RecordKind[]
	/** Whether it also hangs on the approvals of the single record who may do it. */
	approved?: true
	sql: string
	values: (ctx: Context, scope: WorkScope) => unknown[] | Promise<unknown[]>
	/** SQL of who can do a row of `b`, as jsonb, where that does not follow from `needs`. */
	who?: string
	/** SQL of how grave a row of `b` is, where it has a severity. */
	severity?: string
	/** SQL of the kind of record whose states name the status of a row of `b`, where `kinds` do not say it. */
	workflow?: string
}

/*
 * Every branch answers the same columns: kind, id, target, code, title, status, due_at, due_on, since, from_name, site_id.
 * Whose turn it is follows from the permission that the next step needs, so a person with two roles sees the work of both.
 */
export const WORK_BRANCHES: readonly WorkBranch[] = [
	taskBranch,
	approvalBranch,
	trainingBranch,
	{
		kinds: ['release'],
		records: ['lot'],
		needs: ['release', 'Lot'],
		sql: `select 'release' as kind, l.id, l.id::text as target, l.code, i.name as title, l.status,
			coalesce(${dueMomentSql('w')}, w.entered_at + make_interval(hours => ?)) as due_at,
			null::date as due_on, w.entered_at as since, to_jsonb((select s.actor_name from workflow_step s where s.instance_id = w.id and s.entry = w.entry)) as from_name, l.site_id
			from lot l join item i on i.id = l.item_id join workflow_instance w on w.subject_type = 'lot' and w.subject_id = l.id
			where l.status = 'pending_release' and not ${readerBarredSql('w', 'l.version')}`,
		values: async (ctx, scope) => [
			RELEASE_TARGET_HOURS,
			...(await barredPlaces(ctx, scope, { kind: 'lot', actions: ['release'] })),
		],
		approved: true,
	},
	{
		kinds: ['hold'],
		records: ['lot'],
		needs: ['lift', 'Lot'],
		sql: `select 'hold' as kind, l.id, l.id::text as target, l.code, i.name as title, l.status, coalesce(${dueMomentSql('w')}, w.entered_at + make_interval(days => ?)) as due_at, null::date as due_on, w.entered_at as since,
			to_jsonb((select s.actor_name from workflow_step s where s.instance_id = w.id and s.entry = w.entry)) as from_name, l.site_id
			from lot l join item i on i.id = l.item_id join workflow_instance w on w.subject_type = 'lot' and w.subject_id = l.id
			where l.status = 'on_hold' and not ${readerBarredSql('w', 'l.version')}`,
		values: async (ctx, scope) => [
			LONG_HOLD_DAYS,
			...(await barredPlaces(ctx, scope, { kind: 'lot', actions: ['lift'] })),
		],
		approved: true,
	},
	{
		kinds: ['deviation'],
		records: ['deviation'],
		needs: ['close', 'Deviation'],
		sql: `select 'deviation' as kind, d.id, d.id::text as target, d.number as code, to_jsonb(d.title) as title, d.status,
			${dueMomentSql('w')} as due_at, null::date as due_on,
			d.opened_at as since, to_jsonb(a.name) as from_name, (select l.site_id from lot l where l.id = d.lot_id) as site_id
			from deviation d left join account a on a.id = d.opened_by left join workflow_instance w on w.subject_type = 'deviation' and w.subject_id = d.id
			where d.category not in ('done', 'cancelled', 'rejected') and not ${readerBarredSql('w', 'd.version')}`,
		values: (ctx, scope) => barredPlaces(ctx, scope, { kind: 'deviation', actions: ['close'] }),
		approved: true,
		severity: '(select d.severity from deviation d where d.id = b.id)',
	},
	caseBranch,
	measureBranch,
	{
		kinds: ['delivery'],
		records: ['delivery'],
		needs: ['receive', 'Delivery'],
		sql: `select 'delivery' as kind, s.id, s.id::text as target, s.number as code,
			(select jsonb_build_object('en', count(*) || ' × ' || min(i.name->>'en'), 'zh-CN', count(*) || ' × ' || min(i.name->>'zh-CN')) from shipment_line n join item i on i.id = n.item_id where n.shipment_id = s.id) as title,
			s.status, null::timestamptz as due_at, s.expected_on as due_on, coalesce(s.arrived_at, s.announced_at) as since, p.name as from_name, s.site_id
			from shipment s join party p on p.id = s.party_id
			where s.direction = 'inbound' and s.status in ('announced', 'arrived', 'checking', 'held') and (s.status <> 'announced' or s.expected_on <= ?::date)`,
		values: (ctx) => [addDays(todayIn(ctx.tenant.timeZone, ctx.now), 7)],
	},
	{
		kinds: ['import'],
		needs: ['import', 'Import'],
		sql: `select 'import' as kind, m.id, m.id::text as target, m.file_name as code, null::jsonb as title, m.status, null::timestamptz as due_at, null::date as due_on, m.created_at as since,
			(select p.name from party p where p.id = m.party_id) as from_name, null::uuid as site_id
			from lot_import m where m.status in ('mapping', 'ready')`,
		values: () => [],
	},
	{
		kinds: ['recall'],
		records: ['recall'],
		needs: ['notify', 'Recall'],
		sql: `select 'recall' as kind, r.id, r.id::text as target, r.number as code, to_jsonb(r.title) as title, r.status, r.report_due_at as due_at, null::date as due_on,
			coalesce(r.notified_at, r.opened_at, r.created_at) as since,
			(select jsonb_build_object('en', count(*) || ' without an answer', 'zh-CN', count(*) || ' 家未答复') from recall_notice n where n.recall_id = r.id and n.status <> 'answered') as from_name, null::uuid as site_id
			from recall_case r where r.status not in ('closed', 'cancelled')`,
		values: () => [],
	},
	{
		kinds: ['rule', 'workflow'],
		needs: ['approve', 'RuleSet'],
		sql: `select case v.kind when 'rule-set' then 'rule' else 'workflow' end as kind, v.id, v.key as target, v.key as code, v.title, case when e.id is not null and e.verdict is null and v.status not in ('draft', 'in_review') then 'second_approval' else v.status end as status, case when e.verdict is null then e.due_at end as due_at, null::date as due_on,
			coalesce(v.submitted_at, v.updated_at) as since, to_jsonb(a.name) as from_name, null::uuid as site_id
			from definition_version v left join account a on a.id = v.author_id left join definition_emergency e on e.version_id = v.id
			where v.kind in ('rule-set', 'workflow') and ((v.status = 'in_review' and v.author_id is distinct from ?::uuid) or (v.status in ('draft', 'approved') and v.author_id = ?::uuid)
				or (e.id is not null and e.verdict is null and v.author_id is distinct from ?::uuid))`,
		values: (ctx) => [ctx.actor.id, ctx.actor.id, ctx.actor.id],
	},
	{
		kinds: ['order'],
		records: ['order'],
		needs: ['produce', 'ProductionOrder'],
		sql: `select 'order' as kind, o.id, o.id::text as target, o.number as code, i.name as title, o.status,
			(select x.due from (select ${dueMomentSql('w')} as due from workflow_instance w where w.subject_type = 'order' and w.subject_id = o.id) x
				where o.due_on is null or x.due < o.due_on) as due_at,
			o.due_on, coalesce(o.started_at, o.created_at) as since, to_jsonb(o.line) as from_name, o.site_id
			from production_order o join item i on i.id = o.item_id where o.category in ('initial', 'waiting', 'active', 'blocked')`,
		values: () => [],
	},
	{
		kinds: ['shipment'],
		needs: ['ship', 'Shipment'],
		sql: `select 'shipment' as kind, s.id, s.id::text as target, s.number as code, p.name as title, s.status, null::timestamptz as due_at, s.expected_on as due_on, s.announced_at as since, p.name as from_name, s.site_id
			from shipment s join party p on p.id = s.party_id where s.direction = 'outbound' and s.shipped_at is null and s.category not in ('done', 'rejected', 'cancelled')`,
		values: () => [],
	},
]
