import { ROLE_KEYS, type SubjectName } from '#app/core/permission.ts'
import { permissions } from '#app/platform/auth/ability.server.ts'
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
}

/**
 * What each role may do with the records of a workflow, by the portal's own table of permissions. For a kind of record
 * that has no permissions of its own, a role may do what it may do anywhere.
 */
export function simulationWorld(subject: WorkflowDefinition['subject']): SimulationWorld {
	const ability = ABILITY[subject]
	const allowedByRole = Object.fromEntries(
		ROLE_KEYS.map((role) => {
			const own = permissions.filter(
				(permission) => permission.roles.includes(role) && (ability === null || permission.subject === ability),
			)
			return [role, [...new Set(own.flatMap(({ actions }) => actions))]]
		}),
	)
	return { allowedByRole }
}
