import { leavesProduction } from '#app/features/production/production.model.ts'
import { pointer, type ReportProblem, text } from './problem.model.ts'
import type { StateCategory, WorkflowDefinition } from './workflow.schema.ts'

/** Where the buttons of an order's page lead: what they say of production has to become true. */
const LEADS_TO: Readonly<Record<string, StateCategory>> = {
	start: 'active',
	pause: 'blocked',
	resume: 'active',
	complete: 'done',
	cancel: 'cancelled',
}

/**
 * Checks that a workflow of production orders leaves production to people: beginning, pausing and ending take the line,
 * move the lot and balance the order, which no deadline does. Codes `needed-transition` (a button of the order's page
 * would lead elsewhere), `person-needed` (a step that changes production is started by something else).
 */
export function validateProduction(definition: WorkflowDefinition, report: ReportProblem): void {
	if (definition.subject !== 'production_order') return
	const categories = new Map(definition.states.map(({ key, category }) => [key, category]))
	for (const [at, { key, from, to, trigger }] of definition.transitions.entries()) {
		const wanted = Object.hasOwn(LEADS_TO, key) ? LEADS_TO[key] : undefined
		if (wanted && categories.has(to) && categories.get(to) !== wanted) {
			const message = text(
				`The step “${key}” of the order’s page leads to a state of the category “${wanted}”. Let it lead to one, or add a step of another key.`,
				`订单页面的步骤“${key}”须通向类别为“${wanted}”的状态。请更改目标状态，或另加其他键名的步骤。`,
			)
			report({ severity: 'error', code: 'needed-transition', path: pointer('transitions', at, 'to'), message })
		}
		if (trigger.type === 'user') continue
		const leaves = (state: string) => {
			const [left, reached] = [categories.get(state), categories.get(to)]
			// A state that there is not is told elsewhere.
			return !left || !reached || leavesProduction(left, reached)
		}
		if (from.every(leaves)) continue
		const message = text(
			`The step “${key}” would begin, pause or end production. Only people do that, on the order’s page. Let a person start it.`,
			`步骤“${key}”会开始、暂停或结束生产，只能由人员在订单页面执行。请改为由人员触发。`,
		)
		report({ severity: 'error', code: 'person-needed', path: pointer('transitions', at, 'trigger'), message })
	}
}
