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

/** What the reader needs for the steps that they may take by their own roles. */
export async function needsOfReader(ctx: Context, steps: readonly CoveredStep[]): Promise<TrainingNeed[]> {
	const { actor } = ctx
	if (actor.kind !== 'person' || steps.length === 0) return []
	const codes = neededBy(steps, { ability: ctx.ability, roles: heldRoles(actor) })
	return [...codes].map((code) => ({ code, accountId: actor.id, name: actor.name }))
}

/** People of the house whose training is looked at together. */
export const MOST_PEOPLE = 500

export type HousePerson = { id: string; name: string; roles: string[] }

/** The tenant's own people with the keys of their roles, by name; at most `MOST_PEOPLE`. */
export const housePeople = (ctx: Context): Promise<HousePerson[]> =>
	ctx.em.execute(
		`select a.id, a.name, array_agg(distinct m.role order by m.role) as roles from membership m
		join account a on a.id = m.account_id and a.disabled_at is null
		where m.tenant_id = ? and m.disabled_at is null and m.party_id is null
		group by a.id, a.name order by a.name, a.id limit ${MOST_PEOPLE}`,
		[ctx.tenant.id],
	)

/** What each person of the house needs for the steps that they may take, as the tenant has its roles now. */
export async function needsOfHouse(
	ctx: Context,
	steps: readonly CoveredStep[],
	people: readonly HousePerson[],
): Promise<TrainingNeed[]> {
	if (steps.length === 0) return []
	const byRole = new Map(
		(await listLivingRoles(ctx)).map((role) => {
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
			return [role.key, neededBy(steps, { ability: abilityFor(person), roles: [role.key, role.base] })]
		}),
	)
	return people.flatMap((person) => {
		const codes = new Set(person.roles.flatMap((role) => [...(byRole.get(role) ?? [])]))
		return [...codes].map((code) => ({ code, accountId: person.id, name: person.name }))
	})
}
