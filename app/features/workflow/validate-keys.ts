import { pointer, type ReportProblem, text } from './problem.model.ts'
import type { WorkflowDefinition, WorkflowFormField } from './workflow.schema.ts'

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

/** Fields of a step are told apart by their keys, answers by their values; a choice without answers cannot be made. */
function checkOwnFields(fields: readonly WorkflowFormField[], path: Path, report: ReportProblem) {
	checkUnique(
		fields.map(({ field }) => field),
		(i) => [...path, i, 'field'],
		report,
	)
	for (const [i, { type, label, choices = [] }] of fields.entries()) {
		checkUnique(
			choices.map(({ value }) => value),
			(j) => [...path, i, 'choices', j, 'value'],
			report,
		)
		if (type !== 'choice' || choices.length > 0) continue
		const message = text(
			`“${label.en}” has no answers to choose from. Add some, or give it another type.`,
			`“${label['zh-CN']}”没有可选答案，请添加答案或更改类型。`,
		)
		report({ severity: 'error', code: 'missing', path: pointer(...path, i, 'choices'), message })
	}
}

/**
 * Checks that keys are unique among states, transitions, the timers of a state, the fields of a step with their answers, and within lists of states, and that
 * states and transitions have a name for people. Codes `duplicate-key`, `missing`, `missing-title`.
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
		checkOwnFields(transition.form?.fields ?? [], ['transitions', i, 'form', 'fields'], report)
	}
}
