import { expect, test } from 'vitest'
import { decideTimer } from '#app/features/workflow/decide-timer.ts'
import { attempt, fullContext, moves, outcomeOf, positionIn, shipped, transitionOf } from './workflow-cases.ts'

const onboarding = shipped('supplier_onboarding')
const answers = {
	legalName: 'Beiling',
	productionAddress: 'Baoji',
	qualitySystem: 'iso9001',
	traceability: 'lot_out',
	changeNotice: 'yes',
	recallContact: 'Li Wei',
}

test('moves from each state exactly where it should, when all else is met', () => {
	expect(onboarding.initial).toBe('asked')
	const to = moves(onboarding)
	expect(to.asked).toEqual({ submit: 'in_review', record_answer: 'in_review', withdraw: 'withdrawn' })
	expect(to.awaiting_approval).toMatchObject({ send_back: 'in_review', reject: 'rejected', suspend: 'suspended' })
	expect(to.approved).toMatchObject({ requalify_now: 'requalification', suspend: 'suspended' })
	expect(to.rejected).toEqual({ ask_anew: 'asked' })
	expect(to.withdrawn).toEqual({ ask_anew: 'asked' })
})

test.each([
	[
		'an answer by somebody of the house',
		'asked',
		'submit',
		{ context: { allowed: new Set<string>() } },
		['permission'],
	],
	['a suspension without a reason', 'approved', 'suspend', { input: { reason: '', fields: {} } }, ['field reason']],
	[
		'an approval that the rules do not pass',
		'awaiting_approval',
		'approve',
		{ context: { decisions: { supplier_onboarding: { outcome: 'conditional' } } } },
		['guard supplier_onboarding conditional', 'approval 1 of 2'],
	],
	[
		'an approval that the rules cannot judge',
		'awaiting_approval',
		'approve',
		{ context: { decisions: {} } },
		['guard supplier_onboarding unknown', 'approval 1 of 2'],
	],
	[
		'qualifying again by hand what the clock does',
		'approved',
		'requalify',
		{ input: { trigger: { type: 'user' } as const } },
		['trigger'],
	],
	['approving what was never proposed', 'in_review', 'approve', {}, ['state wrong-state', 'approval 1 of 2']],
])('refuses %s', (_, state, transition, change, expected) => {
	const given = { ...change, input: { fields: answers, ...('input' in change ? change.input : {}) } }
	expect(outcomeOf(attempt(onboarding, state, transition, given))).toEqual(expected)
})

test('asks again a year after an approval, and suspends who does not answer', () => {
	const context = fullContext(transitionOf(onboarding, 'requalify'), { now: new Date('2027-11-09T12:00:00Z') })
	const approved = positionIn('approved', { enteredAt: new Date('2026-11-09T12:00:00Z') })
	expect(decideTimer(onboarding, approved, 'requalify', context)).toMatchObject({
		ok: true,
		value: { kind: 'move', decision: { to: 'requalification' } },
	})
	const early = { ...context, now: new Date('2027-11-08T12:00:00Z') }
	expect(decideTimer(onboarding, approved, 'requalify', early)).toMatchObject({ error: { code: 'timer-not-due' } })
	const asked = positionIn('requalification', { enteredAt: new Date('2026-11-09T12:00:00Z') })
	expect(decideTimer(onboarding, asked, 'overdue', context)).toMatchObject({
		ok: true,
		value: { kind: 'move', decision: { to: 'suspended' } },
	})
})
