import { expect, test } from 'vitest'
import { attempt, effectsOf, moves, outcomeOf, shipped } from './workflow-cases.ts'

const deviation = shipped('deviation')

test('moves from each state exactly where it should, when all else is met', () => {
	expect(deviation.initial).toBe('opened')
	expect(moves(deviation)).toEqual({
		opened: { investigate: 'investigating', cancel: 'cancelled' },
		investigating: { submit: 'awaiting_approval', cancel: 'cancelled' },
		awaiting_approval: { return: 'investigating', close: 'closed' },
		closed: { reopen: 'investigating' },
		cancelled: { reopen: 'investigating' },
	})
})

test.each([
	['awaiting_approval', 'close', 'approved'],
	['closed', 'reopen', 'responsible'],
	['cancelled', 'reopen', 'responsible'],
])('from %s, asks for a signature with a reason to %s', (from, key, meaning) => {
	const other = { signature: { meaning: 'reviewed', reason: 'checked', reauthenticated: true } }
	const unproved = { signature: { meaning, reason: 'checked', reauthenticated: false } }
	const silent = { reason: '', signature: { meaning, reauthenticated: true } }
	expect(outcomeOf(attempt(deviation, from, key, { input: other }))).toEqual(['signature meaning'])
	expect(outcomeOf(attempt(deviation, from, key, { input: unproved }))).toEqual(['signature reauthentication'])
	expect(outcomeOf(attempt(deviation, from, key, { input: silent }))).toEqual(['signature reason'])
})

test.each([
	['investigating', 'submit', 'field conclusion'],
	['awaiting_approval', 'close', 'field conclusion'],
])('from %s, %s needs a conclusion, typed or on record', (from, key, refusal) => {
	expect(outcomeOf(attempt(deviation, from, key, { input: { fields: {} } }))).toEqual([refusal])
	const onRecord = { input: { fields: {} }, context: { record: { conclusion: 'Tray was worn' } } }
	expect(outcomeOf(attempt(deviation, from, key, onRecord))).toEqual(expect.any(String))
})

test.each([
	['awaiting_approval', 'return'],
	['opened', 'cancel'],
])('from %s, %s needs a reason', (from, key) => {
	expect(outcomeOf(attempt(deviation, from, key, { input: { reason: '', fields: {} } }))).toEqual(['field reason'])
})

test.each([
	['opened', 'investigate'],
	['investigating', 'submit'],
	['awaiting_approval', 'return'],
	['awaiting_approval', 'close'],
	['opened', 'cancel'],
	['closed', 'reopen'],
])('from %s, nobody without the permission may %s', (from, key) => {
	expect(outcomeOf(attempt(deviation, from, key, { context: { allowed: new Set() } }))).toEqual(['permission'])
})

test.each([
	['close', 'opened'],
	['close', 'investigating'],
	['submit', 'opened'],
	['cancel', 'awaiting_approval'],
	['cancel', 'closed'],
	['reopen', 'investigating'],
])('refuses to %s one that is %s', (key, state) => {
	expect(outcomeOf(attempt(deviation, state, key))).toEqual(['state wrong-state'])
})

test('quality is told of what waits for it; each open state has its deadline', () => {
	expect(effectsOf(attempt(deviation, 'investigating', 'submit'))).toContain('notify record_moved')
	expect(effectsOf(attempt(deviation, 'opened', 'investigate'))).toContain('start-timer')
	const warned = deviation.states.filter(({ sla }) => sla?.some(({ effect }) => effect === 'warn'))
	expect(warned.map(({ key }) => key)).toEqual(['opened', 'investigating', 'awaiting_approval'])
})
