import { heldRoles } from '#app/features/workflow/acting-for.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { WorkBranch } from './work-branches.ts'

/** Tasks that steps and timers of workflows have left: for the reader, for a role of theirs, or everybody's. */
export const taskBranch: WorkBranch = {
	kinds: ['task'],
	needs: ['read', 'Home'],
	sql: `select 'task' as kind, t.id, t.subject_type || '/' || t.subject_id as target, t.subject_label as code, t.title, 'open' as status, t.due_at, null::date as due_on,
		t.created_at as since, null::jsonb as from_name, null::uuid as site_id
		from task t where t.done_at is null and (?::boolean or t.account_id = ?::uuid
			or (t.role = any(?::text[]) and (t.party_id is null or t.party_id = ?::uuid)))`,
	values: (ctx, { team }) => [team, ctx.actor.id, `{${heldRoles(ctx.actor).join(',')}}`, partyOf(ctx.actor)],
	who: `(select to_jsonb(coalesce(a.name, t.role)) from task t left join account a on a.id = t.account_id where t.id = b.id)`,
}
