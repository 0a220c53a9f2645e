import type { LocalizedText } from '#app/core/localized.ts'
import { decide } from './decide.ts'
import { permissionWords } from './design/definition-words.ts'
import { fieldLabel, MEANING_TITLES, stateTitles } from './refusal-messages.ts'
import { ruleSetTitle } from './transition-checks.ts'
import type { Refusal, RefusalCode, TransitionContext, TransitionInput, WorkflowPosition } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/** One thing that a transition asks for, said neutrally. `about` tells apart several of one code: rule set, field, course. */
export interface Requirement {
	readonly code: RefusalCode
	readonly about: string
	readonly title: LocalizedText
}

const text = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })

/** Which requirement a refusal is about; the same for all parts of one signature. */
function aboutOf(refusal: Refusal): string {
	switch (refusal.code) {
		case 'guard':
			return refusal.detail.ruleSet
		case 'field':
			return refusal.detail.field
		case 'training':
			return refusal.detail.course
		default:
			return refusal.code
	}
}

function requirementsOf(
	definition: WorkflowDefinition,
	transition: WorkflowTransition,
	context: TransitionContext,
): readonly Requirement[] {
	const from = stateTitles(indexOf(definition).states, transition.from)
	const { trigger, permission, approval, signature } = transition
	const requirements: Requirement[] = []
	const ask = (code: RefusalCode, about: string, title: LocalizedText) => requirements.push({ code, about, title })
	ask(
		'state',
		'state',
		text(
			`Starts from ${from.map((t) => `“${t.en}”`).join(' or ')}`,
			`从${from.map((t) => `“${t['zh-CN']}”`).join('或')}开始`,
		),
	)
	if (trigger.type === 'user') ask('trigger', 'trigger', text('Started by a person', '由人员发起'))
	else ask('trigger', 'trigger', text('Starts by itself', '自动发起'))
	if (permission) {
		const may = permissionWords(permission.action, permission.scope)
		const title = text(`Permission “${may.en}”`, `“${may['zh-CN']}”权限`)
		ask('permission', 'permission', title)
	}
	for (const course of transition.training ?? [])
		ask('training', course, text(`Training “${course}”`, `培训“${course}”`))
	for (const field of transition.form?.required ?? []) ask('field', field, fieldLabel(transition, field))
	for (const { field, label, required } of transition.form?.fields ?? [])
		if (required && !transition.form?.required.includes(field)) ask('field', field, label)
	for (const { ruleSet } of transition.guards ?? []) {
		const title = ruleSetTitle(ruleSet, context)
		ask('guard', ruleSet, text(`Rules “${title.en}”`, `规则集“${title['zh-CN']}”`))
	}
	if (approval) ask('approval', 'approval', text(`Approvals: ${approval.quorum}`, `批准：${approval.quorum} 项`))
	if (signature) {
		const meaning = MEANING_TITLES[signature.meaning]
		ask('signature', 'signature', text(`Signature “${meaning.en}”`, `“${meaning['zh-CN']}”签名`))
	}
	return requirements
}

/**
 * Everything that a transition asks for, split into what is met and what is missing: for the simulator and the release
 * screen. `missing` is exactly what `decide` refuses.
 */
export function explainTransition(
	definition: WorkflowDefinition,
	position: WorkflowPosition,
	input: TransitionInput,
	context: TransitionContext,
): { readonly met: readonly Requirement[]; readonly missing: readonly Refusal[] } {
	const decided = decide(definition, position, input, context)
	const missing = decided.ok ? [] : decided.error
	const transition = indexOf(definition).transitions.get(input.transition)
	if (!transition) return { met: [], missing }
	const unmet = new Set(missing.map((refusal) => `${refusal.code} ${aboutOf(refusal)}`))
	const met = requirementsOf(definition, transition, context).filter(
		({ code, about }) => !unmet.has(`${code} ${about}`),
	)
	return { met, missing }
}
