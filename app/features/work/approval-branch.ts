import { approvablePlaces } from '#app/features/workflow/approvals.queries.server.ts'
import { dueMomentSql } from '#app/features/workflow/deadlines.queries.server.ts'
import { titleOf } from '#app/features/workflow/workflow.model.ts'
import { RECORD_KINDS, WORKFLOW_RECORDS } from '#app/features/workflow/workflow-subjects.model.ts'
import { approvalAt, PLACE_COLUMNS, readerExcludedSql, stillCountsSql } from './excluded-reader.ts'
import type { WorkBranch } from './work-branches.ts'

const label = Object.entries(WORKFLOW_RECORDS)
	.map(
		([kind, { table, label: column }]) =>
			`when '${kind}' then (select r.${column} from ${table} r where r.id = i.subject_id)`,
	)
	.join(' ')

const site = Object.entries(WORKFLOW_RECORDS)
	.flatMap(([kind, { table, columns }]) =>
		columns.siteId ? `when '${kind}' then (select r.${columns.siteId} from ${table} r where r.id = i.subject_id)` : [],
	)
	.join(' ')

const version = Object.entries(WORKFLOW_RECORDS)
	.map(([kind, { table }]) => `when '${kind}' then (select r.version from ${table} r where r.id = i.subject_id)`)
	.join(' ')

/**
 * Records whose step wants approvals, of which somebody has given one and who asks (the reader, or one in whose name they
 * act), who may by role and site, whose turn it is and whom nothing excludes on the record, has not: one line a record. Approvals that a new version of the workflow made
 * void are told, and have to be given again; those that lapsed or were given on what the record no longer is do not count.
 */
export const approvalBranch: WorkBranch = {
	kinds: ['approval'],
	records: RECORD_KINDS,
	approved: true,
	needs: ['read', 'Home'],
	sql: `select * from (
		select distinct on (i.id) 'approval' as kind, i.subject_id as id, i.subject_type || '/' || i.subject_id as target, case i.subject_type ${label} end as code,
			jsonb_build_object(
				'en', (p.title->>'en') || ': ' || g.have || ' of ' || p.quorum || case when g.void > 0 then ', ' || g.void || ' void since the workflow changed' else '' end,
				'zh-CN', (p.title->>'zh-CN') || '：' || g.have || ' / ' || p.quorum || case when g.void > 0 then '，' || g.void || ' 项因流程变更而失效' else '' end) as title, 'waiting' as status,
			${dueMomentSql('i')} as due_at, null::date as due_on,
			g.first_at as since, to_jsonb(g.who) as from_name, null::uuid as site_id
		from workflow_instance i
		join jsonb_to_recordset(?::jsonb) as p(title jsonb, quorum int, turns jsonb, site uuid, ${PLACE_COLUMNS}) on p.version = i.version_id and p.state = i.state
		left join lateral (
			select a.covers_hash from workflow_approval a where a.instance_id = i.id and a.entry = i.entry and a.transition = p.transition and a.withdrawn_at is null
			order by a.at desc, a.id desc limit 1
		) l on true
		cross join lateral (
			select count(*) filter (where x.counts)::int as have, count(*) filter (where x.terms_hash <> p.terms)::int as void, count(*)::int as given,
				min(x.at) as first_at, string_agg(x.approver_name, ', ' order by x.at) as who,
				not p.again and coalesce(bool_or(x.counts and jsonb_exists_any(p.people, array[x.approver_id::text, x.delegate_id::text])), false) as mine
			from (
				select a.*, a.covers_hash is not distinct from l.covers_hash
					and ${stillCountsSql('a', 'p', { version: `case i.subject_type ${version} end`, now: '?::timestamptz' })} as counts
				from workflow_approval a where a.instance_id = i.id and a.entry = i.entry and a.transition = p.transition and a.withdrawn_at is null
			) x
		) g where g.given > 0 and g.have < p.quorum and not g.mine and coalesce((p.turns->>g.have)::boolean, true) and not ${readerExcludedSql('i', 'p')}
			and (p.site is null or p.site = coalesce(case i.subject_type ${site} end, p.site)) order by i.id, g.have desc
	) waiting where code is not null`,
	values: async (ctx, { as, kinds }) => {
		const places = (await approvablePlaces(ctx, as)).filter(
			({ byRole, kind }) => byRole && (kinds === null || (kind !== null && kinds.includes(kind))),
		)
		const asked = places.map(({ version, state, transition, moves }) => ({
			version,
			state,
			title: titleOf(transition),
			quorum: transition.approval?.quorum ?? 1,
			turns: (transition.approval?.sequence ?? []).map((role) => as.roles.includes(role)),
			site: transition.permission?.scope === 'site' ? as.siteId : null,
			...approvalAt(as, transition, moves),
		}))
		return [JSON.stringify(asked), ctx.now]
	},
}
