import { pointer, type ReportProblem, text } from './problem.model.ts'
import type { WorkflowDefinition, WorkflowTrigger } from './workflow.schema.ts'

/** States and steps that the portal's own pages and events ask for by their key. */
type Needed = {
	readonly states: readonly string[]
	readonly transitions: Readonly<Record<string, WorkflowTrigger['type']>>
}

/**
 * What each workflow of the portal cannot be without: a release button needs a step `release` that people take, a
 * shipment one that the portal takes. Whatever else a tenant changes, adds or leaves out is its own affair.
 */
export const NEEDED_PARTS: Readonly<Record<string, Needed>> = {
	lot_lifecycle: {
		states: ['announced', 'in_production', 'quarantine', 'on_hold', 'released', 'rejected', 'recalled'],
		transitions: {
			release: 'user',
			reject: 'user',
			hold: 'user',
			lift_hold: 'user',
			receive: 'system',
			consume: 'system',
			ship: 'system',
			recall_by_case: 'system',
			withdraw_recall: 'system',
			close_recall: 'system',
			take_back: 'system',
			returned_by_event: 'system',
			destroyed_by_event: 'system',
		},
	},
	receipt: {
		states: [],
		transitions: { arrive: 'user', start_check: 'user', accept: 'user', hold: 'user', return: 'user', cancel: 'user' },
	},
	production_order: {
		states: [],
		transitions: { start: 'user', pause: 'user', resume: 'user', complete: 'user', cancel: 'user' },
	},
	// A supplier that was approved before there was onboarding begins in it.
	supplier_onboarding: { states: ['approved'], transitions: {} },
	recall: {
		states: [],
		transitions: { open: 'user', notify: 'user', reconcile: 'user', close: 'user', cancel: 'user' },
	},
}

/**
 * Checks that what the portal itself asks for is still there. Codes `needed-state`, `needed-transition` (it is gone, or
 * something else starts it); each says what for.
 */
export function validateNeeded(definition: WorkflowDefinition, report: ReportProblem): void {
	if (!Object.hasOwn(NEEDED_PARTS, definition.key)) return
	const needed = NEEDED_PARTS[definition.key]
	if (!needed) return
	const states = new Set(definition.states.map(({ key }) => key))
	for (const key of needed.states) {
		if (states.has(key)) continue
		const message = text(
			`The portal itself puts records into the state “${key}”. Keep a state of this key; its name may be another.`,
			`系统本身会将记录置于状态“${key}”。请保留此键名的状态，名称可以更改。`,
		)
		report({ severity: 'error', code: 'needed-state', path: '/states', message })
	}
	for (const [key, trigger] of Object.entries(needed.transitions)) {
		const at = definition.transitions.findIndex((transition) => transition.key === key)
		if (at < 0) {
			const message = text(
				`The portal itself takes the step “${key}”. Keep a step of this key; its name, states and conditions may be others.`,
				`系统本身会执行步骤“${key}”。请保留此键名的步骤，名称、状态和条件可以更改。`,
			)
			report({ severity: 'error', code: 'needed-transition', path: '/transitions', message })
		} else if (definition.transitions[at]?.trigger.type !== trigger) {
			const message = text(
				trigger === 'user'
					? `The step “${key}” is one that people take on the portal’s pages. Let a person start it.`
					: `The step “${key}” is one that the portal takes when something happens. Let the portal start it.`,
				trigger === 'user'
					? `步骤“${key}”由人员在页面上执行。请改为由人员触发。`
					: `步骤“${key}”由系统在事件发生时执行。请改为由系统触发。`,
			)
			report({ severity: 'error', code: 'needed-transition', path: pointer('transitions', at, 'trigger'), message })
		}
	}
}
