import {
	coveredSteps,
	NEEDED,
	neededSql,
	needsByRole,
	needsOfReader,
} from '#app/features/governance/training-needs.queries.server.ts'
import type { WorkBranch } from './work-branches.ts'

/** So many of those who lack a procedure are named; of the others, how many they are. */
const NAMED = 10
const LACKING = `to_jsonb(array_to_string((array_agg(n.name order by n.name))[1:${NAMED}], ', ') || case when count(*) > ${NAMED} then ' +' || (count(*) - ${NAMED}) else '' end)`

/**
 * Procedures that the reader has to know for a step that they may take, and does not know in the version in force; of
 * everybody's, one line a procedure with the first names of those who lack it.
 */
export const trainingBranch: WorkBranch = {
	kinds: ['training'],
	needs: ['read', 'Procedure'],
	sql: `select 'training' as kind, s.id, s.code as target, s.code, s.title,
		case min(k.standing) when 1 then 'lapsed' when 2 then 'new_version' else 'to_read' end as status, null::timestamptz as due_at, v.acknowledge_by as due_on,
		v.published_at as since, ${LACKING} as from_name, null::uuid as site_id
		from (${NEEDED}) n
		join sop s on s.code = n.code and s.retired_at is null
		join sop_version v on v.tenant_id = s.tenant_id and v.id = s.current_version_id
		left join lateral (select case when r.sop_version_id <> v.id then 2 when r.valid_until <= ? then 1 else 0 end as standing from training_record r
			where r.tenant_id = s.tenant_id and r.sop_id = s.id and r.account_id = n.account_id
			order by r.sop_version_id = v.id desc, r.at desc, r.id desc limit 1) k on true
		where k.standing is distinct from 0 group by s.id, s.code, s.title, v.acknowledge_by, v.published_at`,
	values: async (ctx, { team }) => {
		const steps = await coveredSteps(ctx)
		const needs = team ? await needsByRole(ctx, steps) : needsOfReader(ctx, steps)
		return [...neededSql(ctx, needs).values, ctx.now]
	},
	who: 'b.from_name',
}
