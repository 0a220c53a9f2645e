import { CASE_KINDS } from '#app/features/cases/case.model.ts'
import { dueMomentSql } from '#app/features/workflow/deadlines.queries.server.ts'
import { turnPlaces, turnSql } from './whose-turn.ts'
import type { WorkBranch } from './work-branches.ts'

const PATH =
	"case c.kind when 'capa' then '/capas/' when 'change' then '/changes/' when 'complaint' then '/complaints/' when 'return' then '/returns/' else '/onboarding/' end || c.id"

/**
 * Quality records and onboardings whose turn it is: of who is responsible, of reviewers where nobody is, and of whoever can
 * give an approval that the record waits for. One that waits for others is not listed.
 */
export const caseBranch: WorkBranch = {
	kinds: ['case'],
	records: CASE_KINDS,
	approved: true,
	needs: ['read', 'Capa'],
	sql: `select 'case' as kind, c.id, ${PATH} as target, c.number as code, to_jsonb(c.title) as title, c.status,
		${dueMomentSql('w')} as due_at, c.due_on, c.opened_at as since, coalesce(p.name, to_jsonb(a.name)) as from_name, c.site_id
		from quality_case c left join account a on a.id = c.opened_by left join party p on p.id = c.party_id left join workflow_instance w on w.subject_type = c.kind and w.subject_id = c.id
		left join lateral (${turnSql('w', 'c.version')}) turn on true
		where c.category not in ('done', 'cancelled', 'rejected') and (c.kind <> 'supplier_onboarding' or c.status in ('in_review', 'awaiting_approval')) and (?::text[] is null or c.kind = any(?::text[]))
			and (? or (coalesce(turn.mine, true) and (c.responsible_id = ?::uuid or (c.responsible_id is null and ?))) or turn.approves)`,
	values: async (ctx, scope) => {
		const kinds = scope.kinds && `{${scope.kinds.join(',')}}`
		return [
			...(await turnPlaces(ctx, scope, CASE_KINDS)),
			kinds,
			kinds,
			scope.team,
			scope.as.id,
			scope.as.ability.can('approve', 'Capa'),
		]
	},
	who: '(select to_jsonb(a.name) from quality_case c join account a on a.id = c.responsible_id where c.id = b.id)',
	severity: '(select c.severity from quality_case c where c.id = b.id)',
	workflow: '(select c.kind from quality_case c where c.id = b.id)',
}

/** Measures of such records, of who is to do them. */
export const measureBranch: WorkBranch = {
	kinds: ['measure'],
	needs: ['read', 'Capa'],
	sql: `select 'measure' as kind, x.id, ${PATH} as target, c.number as code, to_jsonb(x.title) as title, 'open' as status,
		null::timestamptz as due_at, x.due_on, x.created_at as since, to_jsonb(c.title) as from_name, c.site_id
		from quality_case_action x join quality_case c on c.id = x.case_id where x.done_at is null and (?::boolean or x.owner_id = ?::uuid)`,
	values: (_ctx, { team, as }) => [team, as.id],
	who: '(select to_jsonb(a.name) from quality_case_action x join account a on a.id = x.owner_id where x.id = b.id)',
}
