import { leavesLots, phaseOf } from '#app/features/recall/recall.model.ts'
import { pointer, type ReportProblem, text } from './problem.model.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'

/** Steps of the portal with the phases of a recall between which each leads: its lots are recalled or settled with them. */
const OF_THE_PORTAL: Readonly<Record<string, readonly [from: string, to: string]>> = {
	open: ['draft', 'running'],
	discard: ['draft', 'over'],
	notify: ['running', 'running'],
	expand: ['running', 'running'],
	reconcile: ['running', 'running'],
	close: ['running', 'over'],
	cancel: ['running', 'over'],
}

/**
 * Checks that in a workflow of recalls only the portal's own steps begin a recall or end one that runs: lots are recalled
 * and settled with those, and with nothing else. Code `needed-transition`.
 */
export function validateRecall(definition: WorkflowDefinition, report: ReportProblem): void {
	if (definition.subject !== 'recall') return
	const categories = new Map(definition.states.map(({ key, category }) => [key, category]))
	for (const [at, { key, from, to }] of definition.transitions.entries()) {
		const target = categories.get(to)
		const wanted = Object.hasOwn(OF_THE_PORTAL, key) ? OF_THE_PORTAL[key] : undefined
		const fits = from.every((state) => {
			const source = categories.get(state)
			if (!source || !target) return true
			return wanted ? wanted[0] === phaseOf(source) && wanted[1] === phaseOf(target) : leavesLots(source, target)
		})
		if (fits) continue
		const message = wanted
			? text(
					`The step “${key}” is one of the portal’s own: lots are recalled or settled with it. Keep it between states of the categories that it has as shipped.`,
					`步骤“${key}”为系统自带，批次随之召回或处置。请保持其起止状态的类别与出厂版本一致。`,
				)
			: text(
					`The step “${key}” would begin a recall or end one that runs, but lots are recalled and settled by “open”, “close” and “cancel” alone. Let it lead to a state of the same kind.`,
					`步骤“${key}”会启动或结束召回，但批次只随“open”“close”“cancel”步骤召回或处置。请让它通向同类状态。`,
				)
		report({ severity: 'error', code: 'needed-transition', path: pointer('transitions', at, 'to'), message })
	}
}
