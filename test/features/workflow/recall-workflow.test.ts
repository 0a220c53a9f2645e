import { expect, test } from 'vitest'
import { attempt, effectsOf, moves, outcomeOf, shipped, transitionOf } from './workflow-cases.ts'

const recall = shipped('recall')

test('moves from each state exactly where it should, when all else is met', () => {
	expect(recall.initial).toBe('draft')
	expect(moves(recall)).toEqual({
		draft: { open: 'open', discard: 'cancelled' },
		open: { notify: 'notified', expand: 'open', cancel: 'cancelled' },
		notified: { expand: 'open', reconcile: 'reconciling', cancel: 'cancelled' },
		reconciling: { expand: 'open', close: 'closed', cancel: 'cancelled' },
		closed: {},
		cancelled: {},
	})
})

test.each(['open', 'expand', 'close', 'cancel'])('asks for a signature with a reason to %s', (key) => {
	const from = transitionOf(recall, key).from[0] ?? ''
	const meaning = { signature: { meaning: 'reviewed', reauthenticated: true } }
	const proof = { signature: { meaning: 'approved', reauthenticated: false } }
	const reason = { reason: '', signature: { meaning: 'approved', reauthenticated: true } }
	expect(outcomeOf(attempt(recall, from, key, { input: meaning }))).toEqual(['signature meaning'])
	expect(outcomeOf(attempt(recall, from, key, { input: proof }))).toEqual(['signature reauthentication'])
	expect(outcomeOf(attempt(recall, from, key, { input: reason }))).toEqual(['signature reason'])
	expect(outcomeOf(attempt(recall, from, key, { context: { allowed: new Set() } }))).toEqual(['permission'])
})

test.each([
	['close', 'open'],
	['close', 'notified'],
	['close', 'draft'],
	['notify', 'draft'],
	['open', 'closed'],
	['cancel', 'closed'],
	['expand', 'closed'],
	['discard', 'open'],
])('refuses to %s a case that is %s', (key, state) => {
	expect(outcomeOf(attempt(recall, state, key))).toEqual(['state wrong-state'])
})

test.each([
	['draft', 'open', 'emit recall.opened'],
	['open', 'notify', 'emit recall.notices-due'],
	['reconciling', 'expand', 'emit recall.expanded'],
	['reconciling', 'close', 'emit recall.closed'],
	['open', 'cancel', 'emit recall.withdrawn'],
])('from %s, %s tells the lots: %s', (state, key, effect) => {
	expect(effectsOf(attempt(recall, state, key))).toContain(effect)
})

test('what it tells is what the lots wait for', () => {
	const waits = shipped('lot_lifecycle').transitions.flatMap(({ trigger }) =>
		trigger.type === 'system' && trigger.event?.startsWith('recall.') ? [trigger.event] : [],
	)
	const told = recall.transitions.flatMap(({ actions = [] }) =>
		actions.flatMap((action) => (action.type === 'emit' ? [action.event] : [])),
	)
	expect(told).toEqual(expect.arrayContaining(waits))
})
