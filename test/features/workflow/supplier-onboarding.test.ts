import { expect, test } from 'vitest'
import { decideTimer } from '#app/features/workflow/decide-timer.ts'
import { attempt, fullContext, moves, outcomeOf, positionIn, shipped, transitionOf } from './workflow-cases.ts'

const onboarding = shipped('supplier_onboarding')

test('moves from each state exactly where it should, when all else is met', () => {
	expect(onboarding.initial).toBe('invited')
	expect(moves(onboarding)).toEqual({
		invited: { join: 'active', activate: 'active', lapse: 'withdrawn', withdraw: 'withdrawn' },
		active: { suspend: 'suspended', withdraw: 'withdrawn' },
		suspended: { reinstate: 'active', withdraw: 'withdrawn' },
		withdrawn: {},
	})
})

test.each([
	['a suspension without a reason', 'active', 'suspend', { input: { reason: '', fields: {} } }, ['field reason']],
	['a suspension by who may not', 'active', 'suspend', { context: { allowed: new Set<string>() } }, ['permission']],
	['joining by hand', 'invited', 'join', { input: { trigger: { type: 'user' } as const } }, ['trigger']],
	['joining twice', 'active', 'join', {}, ['state wrong-state']],
	['a lapse once active', 'active', 'lapse', {}, ['state wrong-state']],
	[
		'coming back unsigned',
		'suspended',
		'reinstate',
		{ input: { signature: { meaning: 'approved', reauthenticated: false } } },
		['signature reauthentication'],
	],
	['coming back after the end', 'withdrawn', 'reinstate', {}, ['state wrong-state']],
])('refuses %s', (_, state, transition, change, expected) => {
	expect(outcomeOf(attempt(onboarding, state, transition, change))).toEqual(expected)
})

test('reminds after a week and lets an unanswered invitation lapse after thirty days', () => {
	const context = fullContext(transitionOf(onboarding, 'lapse'), { now: new Date('2026-11-09T12:00:00Z') })
	const invited = positionIn('invited', { enteredAt: new Date('2026-11-02T12:00:00Z') })
	expect(decideTimer(onboarding, invited, 'remind', context)).toMatchObject({ ok: true, value: { kind: 'warn' } })
	expect(decideTimer(onboarding, invited, 'lapse', context)).toMatchObject({ error: { code: 'timer-not-due' } })
	const month = { ...context, now: new Date('2026-12-02T12:00:00Z') }
	expect(decideTimer(onboarding, invited, 'lapse', month)).toMatchObject({
		ok: true,
		value: { kind: 'move', decision: { to: 'withdrawn' } },
	})
})
