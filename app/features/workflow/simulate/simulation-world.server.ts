import { ROLE_KEYS, type SubjectName } from '#app/core/permission.ts'
import { type RolePermissions, shippedPermissions } from '#app/core/tenant-role.ts'
import { namedRoles } from '#app/features/roles/role-names.queries.server.ts'
import { permissions } from '#app/platform/auth/ability.server.ts'
import { listDefinitions } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowDefinition } from '../workflow.schema.ts'
import type { SimulationWorld } from './simulation.model.ts'

/** What permissions call the record that a workflow moves; none where the portal has no such record of its own yet. */
const ABILITY: Record<WorkflowDefinition['subject'], SubjectName | null> = {
	lot: 'Lot',
	receipt: 'Delivery',
	release: 'Lot',
	deviation: 'Deviation',
	capa: 'Capa',
	change: 'Change',
	recall: 'Recall',
	supplier_onboarding: 'Onboarding',
	complaint: 'Complaint',
	return: 'Return',
	production_order: 'ProductionOrder',
}

type Roles = readonly { key: string; permissions: RolePermissions }[]

const SHIPPED: Roles = ROLE_KEYS.map((key) => ({ key, permissions: shippedPermissions(permissions, key) }))

/**
 * What each role may do with the records of a workflow, by the portal's own table of permissions unless other roles are
 * given. For a kind of record that has no permissions of its own, a role may do what it may do anywhere.
 */
export function simulationWorld(subject: WorkflowDefinition['subject'], roles: Roles = SHIPPED): SimulationWorld {
	const ability = ABILITY[subject]
	const allowed = ({ permissions: own }: Roles[number]) =>
		ability === null ? [...new Set(Object.values(own).flat())] : [...(own[ability] ?? [])]
	return { allowedByRole: Object.fromEntries(roles.map((role) => [role.key, allowed(role)])) }
}

/**
 * What the tenant's roles may do, as it has them now: its own, and the portal's as it changed them; with what its roles and
 * rule sets are called. Two statements.
 */
export async function tenantWorld(ctx: Context): Promise<(subject: WorkflowDefinition['subject']) => SimulationWorld> {
	const all = await namedRoles(ctx)
	const roles = all.filter(({ retired }) => !retired)
	const roleTitles = Object.fromEntries(all.map(({ key, title }) => [key, title]))
	const ruleSets = await listDefinitions(ctx, 'rule-set')
	const ruleSetTitles = Object.fromEntries(ruleSets.map(({ key, title }) => [key, title]))
	return (subject) => ({ ...simulationWorld(subject, roles), roleTitles, ruleSetTitles })
}
