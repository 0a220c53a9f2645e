import { expect, test } from 'vitest'
import { wholeMessage } from '#app/features/workflow/refusal-messages.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'

const both = (en: string) => ({ en, 'zh-CN': en })
const guard = (message: string, explanation: string[]): Refusal => ({
	code: 'guard',
	message: both(message),
	detail: {
		ruleSet: 'capa_measures',
		expect: ['pass'],
		actual: 'block',
		decisionId: null,
		explanation: explanation.map(both),
	},
})

test('what a workflow says of a guard is followed by what the rules found', () => {
	const refusal = guard('Measures are still to be done.', ['3 of 5 are open.', 'One has no date.'])
	expect(wholeMessage(refusal).en).toBe('Measures are still to be done. 3 of 5 are open. One has no date.')
})

test('what the message says already is not said again, and of many findings the first three are', () => {
	expect(wholeMessage(guard('The rules say: 3 of 5 are open.', ['3 of 5 are open.'])).en).toBe(
		'The rules say: 3 of 5 are open.',
	)
	expect(wholeMessage(guard('No.', ['a.', 'b.', 'c.', 'd.'])).en).toBe('No. a. b. c.')
})
