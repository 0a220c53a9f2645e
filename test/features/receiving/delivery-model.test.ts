import { expect, test } from 'vitest'
import { type SettledLine, settlementOf } from '#app/features/receiving/delivery.model.ts'

const line = (status: SettledLine['status'], outcome: string | null = 'pass', overridden = false): SettledLine => ({
	status,
	outcome,
	overridden,
})

test.each([
	['waits while a line is open', [line('received'), line('pending')], null],
	['waits without lines', [], null],
	['is received when all are', [line('received'), line('received')], { transition: 'accept', outcome: 'pass' }],
	[
		'is received with a warning when one warns',
		[line('received', 'warn'), line('received')],
		{ transition: 'accept', outcome: 'warn' },
	],
	[
		'is received with a warning when one was signed past',
		[line('received', 'block', true)],
		{ transition: 'accept', outcome: 'warn' },
	],
	[
		'is received when one is and another was sent back',
		[line('received'), line('returned')],
		{ transition: 'accept', outcome: 'pass' },
	],
	['is held when none came in and one is held', [line('held'), line('returned')], { transition: 'hold' }],
	['is returned when all are', [line('returned')], { transition: 'return' }],
])('a delivery %s', (_, lines, expected) => {
	expect(settlementOf(lines)).toEqual(expected)
})
