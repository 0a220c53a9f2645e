import type { LocalizedText } from '#app/core/localized.ts'
import type { Action } from '#app/core/permission.ts'
import { listLivingRoles } from '#app/features/roles/roles.queries.server.ts'
import { heldRoles } from '#app/features/workflow/acting-for.server.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf } from '#app/features/workflow/workflow.model.ts'
import { isRecordKind, type RecordKind, subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'
import { type AppAbility, abilityFor } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A step of a workflow in use that only who knows a procedure may take. */
export type CoveredStep = {
	/** The procedure. */
	code: string
	kind: RecordKind
	workflow: { key: string; title: LocalizedText }
	step: { key: string; title: LocalizedText }
	action: Action | null
	/** Roles of its approvers; null where any role with the permission will do. */
	approvers: readonly string[] | null
}

/**
 * The steps that ask for a procedure, of every version of a workflow that is in force or that a record still goes by; a
 * step that several versions have alike is one. One statement, and one for each version that asks for any.
 */
export async function coveredSteps(ctx: Context): Promise<CoveredStep[]> {
	const versions = await ctx.em.execute<{ id: string }[]>(
		`select v.id from definition_version v where v.kind = 'workflow' and jsonb_path_exists(v.content::jsonb, '$.transitions[*].training[*]')
			and (v.status in ('active', 'pilot') or exists (select 1 from workflow_instance i where i.tenant_id = v.tenant_id and i.version_id = v.id))
		order by v.status = 'active' desc, v.number desc nulls last`,
	)
	const found = new Map<string, CoveredStep>()
	for (const { id } of versions) {
		const { definition } = await loadPinnedWorkflow(ctx, id)
		const kind = definition.subject
		if (!isRecordKind(kind)) continue
		for (const transition of definition.transitions)
			for (const code of transition.training ?? []) {
				const key = [definition.key, transition.key, code].join('/')
				if (found.has(key)) continue
				found.set(key, {
					code,
					kind,
					workflow: { key: definition.key, title: definition.title },
					step: { key: transition.key, title: titleOf(transition) },
					action: (transition.permission?.action as Action | undefined) ?? null,
					approvers: transition.approval?.roles ?? null,
				})
			}
	}
	return [...found.values()]
}

/** Codes of the procedures that somebody with these rights and roles needs for the steps they may take. */
export function neededBy(
	steps: readonly CoveredStep[],
	person: { ability: AppAbility; roles: readonly string[] },
): Set<string> {
	const mayTake = ({ kind, action, approvers }: CoveredStep) =>
		action !== null &&
		person.ability.can(action, subjectOf(kind).ability) &&
		(approvers === null || approvers.some((role) => person.roles.includes(role)))
	return new Set(steps.filter(mayTake).map((step) => step.code))
}

/** That a person needs a procedure. */
export type TrainingNeed = { code: string; accountId: string; name: string }

/** That a procedure is needed by whoever has a role, or by one person. */
export type Need = { code: string; role: string | null; person: string | null }

/** What the reader needs for the steps that they may take by their own roles. */
export function needsOfReader(ctx: Context, steps: readonly CoveredStep[]): Need[] {
	const { actor } = ctx
	if (actor.kind !== 'person' || steps.length === 0) return []
	const codes = neededBy(steps, { ability: ctx.ability, roles: heldRoles(actor) })
	return [...codes].map((code) => ({ code, role: null, person: actor.id }))
}

/** What the roles of the house need for the steps that they may take, as the tenant has them now. */
export async function needsByRole(ctx: Context, steps: readonly CoveredStep[]): Promise<Need[]> {
	if (steps.length === 0) return []
	return (await listLivingRoles(ctx)).flatMap((role) => {
		const person = {
			kind: 'person' as const,
			id: role.key,
			name: '',
			email: '',
			roles: [role.key],
			tenantRoles: [role],
			partyId: null,
			siteId: null,
		}
		const codes = neededBy(steps, { ability: abilityFor(person), roles: [role.key, role.base] })
		return [...codes].map((code) => ({ code, role: role.key, person: null }))
	})
}

/** Who needs which procedure: `code`, `account_id` and `name`, each pair once. People who left need nothing; partners only what is asked of them by name. */
export const NEEDED = `select distinct n.code, a.id as account_id, a.name from jsonb_to_recordset(?::jsonb) as n(code text, role text, person uuid)
	join membership m on m.tenant_id = ? and m.disabled_at is null and (m.account_id = n.person or (m.role = n.role and m.party_id is null))
	join account a on a.id = m.account_id and a.disabled_at is null`

/** `NEEDED` with its values. */
export const neededSql = (ctx: Context, needs: readonly Need[]): { sql: string; values: unknown[] } => ({
	sql: NEEDED,
	values: [JSON.stringify(needs), ctx.tenant.id],
})
