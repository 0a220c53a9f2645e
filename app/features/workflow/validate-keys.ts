import { pointer, type ReportProblem, text } from './problem.model.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'

type Path = readonly (string | number)[]

function checkUnique(names: readonly string[], pathOf: (i: number) => Path, report: ReportProblem) {
	const seen = new Set<string>()
	for (const [i, name] of names.entries()) {
		if (seen.has(name)) {
			const message = text(
				`“${name}” is there more than once. Rename or remove one of them.`,
				`“${name}”重复出现，请改名或删除其中之一。`,
			)
			report({ severity: 'error', code: 'duplicate-key', path: pointer(...pathOf(i)), message })
		}
		seen.add(name)
	}
}

function checkTitle(part: { key: string; title?: unknown }, path: Path, report: ReportProblem) {
	if (part.title) return
	const message = text(
		`“${part.key}” has no name in English and Chinese; people will see the key.`,
		`“${part.key}”没有中英文名称，用户将看到键名。`,
	)
	report({ severity: 'warning', code: 'missing-title', path: pointer(...path), message })
}

/**
 * Checks that keys are unique among states, transitions, the timers of a state, and within lists of states, and that
 * states and transitions have a name for people. Codes `duplicate-key`, `missing-title`.
 */
export function validateKeys(definition: WorkflowDefinition, report: ReportProblem): void {
	const { states, transitions, mainPath = [] } = definition
	checkUnique(
		states.map((state) => state.key),
		(i) => ['states', i, 'key'],
		report,
	)
	checkUnique(
		transitions.map((transition) => transition.key),
		(i) => ['transitions', i, 'key'],
		report,
	)
	checkUnique(mainPath, (i) => ['mainPath', i], report)
	for (const [i, state] of states.entries()) {
		checkTitle(state, ['states', i], report)
		checkUnique(
			(state.sla ?? []).map((sla) => sla.key),
			(j) => ['states', i, 'sla', j, 'key'],
			report,
		)
	}
	for (const [i, transition] of transitions.entries()) {
		checkTitle(transition, ['transitions', i], report)
		checkUnique(transition.from, (j) => ['transitions', i, 'from', j], report)
		checkUnique(transition.form?.required ?? [], (j) => ['transitions', i, 'form', 'required', j], report)
	}
}
