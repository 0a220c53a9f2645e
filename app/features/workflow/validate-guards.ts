import { type KnownNames, pointer, type ReportProblem, text } from './problem.model.ts'
import type { WorkflowDefinition, WorkflowTrigger } from './workflow.schema.ts'

/** What rule sets have to be about to guard the steps of each kind of record: what the portal decides at such a step. */
const DECIDED: Readonly<Record<WorkflowDefinition['subject'], readonly string[]>> = {
	lot: ['lot', 'release', 'receipt_line', 'shipment'],
	release: ['lot', 'release'],
	receipt: ['receipt_line'],
	deviation: ['deviation'],
	capa: ['case'],
	change: ['case'],
	complaint: ['case'],
	return: ['case'],
	supplier_onboarding: ['case'],
	recall: ['recall'],
	production_order: ['production_order'],
}

/** Kinds of record whose own steps by events are decided on by the feature that takes them. */
const BY_EVENTS: ReadonlySet<WorkflowDefinition['subject']> = new Set([
	'lot',
	'release',
	'receipt',
	'capa',
	'change',
	'complaint',
	'return',
	'supplier_onboarding',
])

/** Whether anybody lets rules decide at a step that is begun like this: people do, a deadline never. */
const asksRules = (subject: WorkflowDefinition['subject'], { type }: WorkflowTrigger): boolean =>
	type === 'user' || type === 'rule' || (type === 'system' && BY_EVENTS.has(subject))

const BY_ITSELF = text(
	'This step happens by itself, and no rules are asked then, so the guard would never be known. Remove it, or let a person take the step.',
	'此步骤自动执行，届时不会判定规则，条件将始终未知。请删除该条件，或改为由人员执行此步骤。',
)

/**
 * Checks that the rule set of each guard is decided where the step is taken: else it would be unknown for ever, and the
 * step could never be taken, or never be stopped. Code `undecided-guard`. What rule sets are about is only known for a tenant.
 */
export function validateGuards(definition: WorkflowDefinition, known: KnownNames, report: ReportProblem): void {
	const { ruleSubjects } = known
	if (!ruleSubjects) return
	for (const [at, { guards = [], trigger }] of definition.transitions.entries()) {
		for (const [i, { ruleSet }] of guards.entries()) {
			const path = pointer('transitions', at, 'guards', i, 'ruleSet')
			if (!asksRules(definition.subject, trigger)) {
				report({ severity: 'error', code: 'undecided-guard', path, message: BY_ITSELF })
				continue
			}
			const subject = Object.hasOwn(ruleSubjects, ruleSet) ? ruleSubjects[ruleSet] : undefined
			if (subject === undefined || DECIDED[definition.subject].includes(subject)) continue
			const title = known.ruleSetTitles?.[ruleSet] ?? text(ruleSet, ruleSet)
			const message = text(
				`“${title.en}” decides on something else than the records of this workflow, so it says nothing here. Choose another rule set, or remove the guard.`,
				`“${title['zh-CN']}”判定的对象不是此流程的记录，在此无法给出结论。请另选规则集，或删除该条件。`,
			)
			report({ severity: 'error', code: 'undecided-guard', path, message })
		}
	}
}
