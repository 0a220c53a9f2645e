import { expect, test } from 'vitest'
import { attempt, effectsOf, moves, outcomeOf, shipped } from './workflow-cases.ts'

const receipt = shipped('receipt')

test('moves from each state exactly where it should, when all else is met', () => {
	expect(receipt.initial).toBe('announced')
	expect(moves(receipt)).toEqual({
		announced: { arrive: 'arrived', cancel: 'cancelled' },
		arrived: { start_check: 'checking', hold: 'held', return: 'returned' },
		checking: { accept: 'received', override: 'received', hold: 'held', return: 'returned' },
		held: { override: 'received', recheck: 'checking', return: 'returned' },
		received: {},
		returned: {},
		cancelled: {},
	})
})

const match = (outcome: string) => ({ context: { decisions: { receiving_match: { outcome } } } })

test.each([
	['checks that pass', 'accept', match('pass'), 'received'],
	['checks that warn', 'accept', match('warn'), 'received'],
	['checks that block', 'accept', match('block'), ['guard receiving_match block']],
	['checks that cannot be answered', 'accept', match('unknown'), ['guard receiving_match unknown']],
	['checks not made', 'accept', { context: { decisions: {} } }, ['guard receiving_match unknown']],
	['blocked checks signed past', 'override', match('block'), 'received'],
	[
		'an override nobody signed',
		'override',
		{ input: { signature: { meaning: 'approved', reauthenticated: false } } },
		['signature reauthentication'],
	],
	['an override by who may not', 'override', { context: { allowed: new Set(['receive']) } }, ['permission']],
	['a return without a reason', 'return', { input: { reason: ' ', fields: {} } }, ['field reason']],
	['a hold without a reason', 'hold', { input: { reason: '', fields: {} } }, ['field reason']],
])('judges %s', (_, transition, change, expected) => {
	expect(outcomeOf(attempt(receipt, 'checking', transition, change))).toEqual(expected)
})

test('holds with a hold and lifts it for another check', () => {
	expect(effectsOf(attempt(receipt, 'checking', 'hold'))).toContain('hold')
	expect(effectsOf(attempt(receipt, 'held', 'recheck'))).toContain('liftHold')
	expect(effectsOf(attempt(receipt, 'checking', 'return'))).toContain('notify receipt_returned')
})
