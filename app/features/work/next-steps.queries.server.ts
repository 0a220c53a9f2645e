import type { LocalizedText } from '#app/core/localized.ts'
import type { TenantRole } from '#app/core/tenant-role.ts'
import { namedRoles, whoMay } from '#app/features/roles/role-names.queries.server.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import { recordKindOf, subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { forwardSteps } from './forward-steps.model.ts'
import type { Work } from './work.queries.server.ts'

/** What a record waits for: the steps that lead on, and the roles that take them. */
export type NextSteps = {
	steps: LocalizedText[]
	roles: LocalizedText[]
	/** Of those the ones that approve. */
	approvers: LocalizedText[]
	/** Whether each of them is an approval: then it is not who is responsible that can act. */
	approval: boolean
}

/** What each record of a page of work waits for, by the record; those without a workflow are not in it. One statement. */
export async function nextSteps(ctx: Context, work: Work): Promise<Record<string, NextSteps>> {
	const ids = work.flatMap(({ items }) => items.map(({ id }) => id))
	if (ids.length === 0) return {}
	const rows = await ctx.em.execute<{ id: string; version_id: string; state: string }[]>(
		'select subject_id as id, version_id, state from workflow_instance where subject_id = any(?::uuid[]) limit 500',
		[`{${ids.join(',')}}`],
	)
	const roles = await namedRoles(ctx)
	const found: Record<string, NextSteps> = {}
	for (const { id, version_id, state } of rows) {
		const { definition } = await loadPinnedWorkflow(ctx, version_id)
		const kind = recordKindOf(definition.key)
		const steps = forwardSteps(definition, state).filter(({ trigger }) => trigger.type === 'user')
		if (!kind || steps.length === 0) continue
		const titlesOf = (some: WorkflowTransition[]) => {
			const takers = some.flatMap((step) => whoTakes(roles, subjectOf(kind).ability, step))
			return [...new Map(takers.map((role) => [role.key, role.title])).values()]
		}
		found[id] = {
			steps: steps.map(titleOf),
			roles: titlesOf(steps),
			approvers: titlesOf(steps.filter(({ approval }) => approval)),
			approval: steps.every(({ approval }) => approval !== undefined),
		}
	}
	return found
}

type Roles = Awaited<ReturnType<typeof namedRoles>>

const whoTakes = (
	roles: Roles,
	ability: ReturnType<typeof subjectOf>['ability'],
	{ permission, approval }: WorkflowTransition,
): Pick<TenantRole, 'key' | 'title'>[] =>
	whoMay(roles, ability, permission?.action).filter(({ key }) => {
		const base = roles.find((role) => role.key === key)?.base
		return !approval?.roles || approval.roles.some((role) => role === key || role === base)
	})
