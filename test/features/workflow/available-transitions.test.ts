import { expect, test } from 'vitest'
import { availableTransitions } from '#app/features/workflow/available-transitions.ts'
import { decide } from '#app/features/workflow/decide.ts'
import { explainTransition } from '#app/features/workflow/explain-transition.ts'
import type { TransitionContext } from '#app/features/workflow/workflow.model.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import { fullContext, fullInput, inShort, NOW, positionIn, shipped, transitionOf } from './workflow-cases.ts'

const lot = shipped('lot_lifecycle')
const reviewer: TransitionContext = {
	now: NOW,
	actor: { id: 'lin', kind: 'person', roles: ['quality_reviewer'] },
	allowed: new Set(['release@site', 'hold', 'reject']),
	decisions: { release_gate: { outcome: 'block' } },
}

test('lists what a person may ask for here, with everything each step lacks', () => {
	const list = availableTransitions(lot, positionIn('pending_release'), reviewer)
	expect(Object.fromEntries(list.map(({ key, missing }) => [key, inShort(missing)]))).toEqual({
		send_back: ['field reason'],
		release: ['guard release_gate block', 'signature signature'],
		change: ['permission', 'field reason'],
		hold: ['field reason'],
		reject: ['signature signature'],
		recall: ['permission', 'signature signature'],
		return: ['permission', 'field reason'],
		destroy: ['permission', 'signature signature'],
	})
})

test('parts what the dialog asks for from what blocks', () => {
	const list = availableTransitions(lot, positionIn('pending_release'), reviewer)
	const release = list.find(({ key }) => key === 'release')
	expect(inShort(release?.toProvide ?? [])).toEqual(['signature signature'])
	expect(inShort(release?.blockers ?? [])).toEqual(['guard release_gate block'])
	expect(release).toMatchObject({
		title: { en: 'Release', 'zh-CN': '放行' },
		to: { key: 'released', tone: 'released', title: { 'zh-CN': '已放行' } },
		signature: { meaning: 'approved' },
	})
	expect(list.find(({ key }) => key === 'hold')?.blockers).toEqual([])
})

test('follows what is typed into an open dialog', () => {
	const list = availableTransitions(lot, positionIn('pending_release'), reviewer, { reason: 'leaking bag' })
	expect(list.find(({ key }) => key === 'hold')?.missing).toEqual([])
})

test('leaves out steps that happen by themselves and steps from elsewhere', () => {
	expect(availableTransitions(lot, positionIn('released'), reviewer).map(({ key }) => key)).toEqual([
		'change',
		'hold',
		'recall',
		'return',
		'destroy',
	])
	expect(availableTransitions(lot, positionIn('destroyed'), reviewer)).toEqual([])
})

test('explains a step as what is met and what is missing, nothing twice and nothing left out', () => {
	const input = { transition: 'release', trigger: { type: 'user' } } as const
	const { met, missing } = explainTransition(lot, positionIn('pending_release'), input, reviewer)
	expect(met.map(({ code }) => code)).toEqual(['state', 'trigger', 'permission'])
	expect(inShort(missing)).toEqual(['guard release_gate block', 'signature signature'])
})

const fieldsAsked = (form: WorkflowTransition['form']) =>
	(form?.required.length ?? 0) + (form?.fields ?? []).filter((field) => field.required).length

test('explains every shipped transition fully met when it is granted', () => {
	for (const key of ['lot_lifecycle', 'receipt', 'recall', 'supplier_onboarding']) {
		const definition = shipped(key)
		for (const transition of definition.transitions) {
			const { approval } = transition
			const others = Array.from({ length: (approval?.quorum ?? 1) - 1 }, (_, at) => `other${at}`)
			const position = positionIn(transition.from[0] ?? '', {
				// Long ago, so that every timer is due.
				enteredAt: new Date('2024-10-22T12:00:00Z'),
				approvals: others.map((approverId) => ({
					transition: transition.key,
					approverId,
					roles: approval?.roles ?? [],
					at: NOW,
				})),
			})
			const context = fullContext(transition)
			const explained = explainTransition(definition, position, fullInput(transition), context)
			expect(explained.missing, transition.key).toEqual([])
			const { permission, guards = [], form, signature } = transition
			const asked =
				2 + (permission ? 1 : 0) + guards.length + fieldsAsked(form) + (approval ? 1 : 0) + (signature ? 1 : 0)
			expect(explained.met, transition.key).toHaveLength(asked)
			for (const { title } of explained.met) expect(title['zh-CN']).toBeTruthy()
		}
	}
})

test('explains nothing as met for a transition that does not exist', () => {
	const input = { transition: 'vanish', trigger: { type: 'user' } } as const
	const explained = explainTransition(lot, positionIn('quarantine'), input, reviewer)
	expect(explained.met).toEqual([])
	expect(inShort(explained.missing)).toEqual(['state unknown-transition'])
})

test('agrees with the decision on a signature of which only a part is wrong', () => {
	const transition = transitionOf(lot, 'lift_hold')
	const input = fullInput(transition, { signature: { meaning: 'approved', reauthenticated: false } })
	const context = fullContext(transition)
	const decided = decide(lot, positionIn('on_hold'), input, context)
	const { met, missing } = explainTransition(lot, positionIn('on_hold'), input, context)
	expect(missing).toEqual(decided.ok ? [] : decided.error)
	expect(met.map(({ code }) => code)).not.toContain('signature')
})
