import { testCases, testNoFactMissing } from './case-table.ts'

const kg = (value: string) => ({ value, unit: 'KGM' })
const passing = {
	lotData: { complete: true },
	results: { missingCount: 0, failedCount: 0, undecidedCount: 0 },
	deviations: { openCount: 0 },
	documents: { missingCount: 0, expiredCount: 0 },
	genealogy: { inputCount: 4, unacceptableInputCount: 0, inputQuantity: kg('120'), accountedQuantity: kg('119.4') },
}

testCases('release_gate', passing, [
	['data missing', { 'lotData.complete': false }, 'block', { data_missing: 'block' }],
	['everything in order', {}, 'pass'],
	['a result missing', { 'results.missingCount': 1 }, 'block', { results_missing: 'block' }],
	['a result out of specification', { 'results.failedCount': 1 }, 'block', { results_failing: 'block' }],
	['a result without verdict', { 'results.undecidedCount': 3 }, 'block', { results_undecided: 'block' }],
	['a deviation open', { 'deviations.openCount': 1 }, 'block', { open_deviation: 'block' }],
	['a document missing', { 'documents.missingCount': 2 }, 'block', { documents_missing: 'block' }],
	['a document past its date', { 'documents.expiredCount': 1 }, 'block', { documents_expired: 'block' }],
	[
		'an input lot not acceptable',
		{ 'genealogy.unacceptableInputCount': 1 },
		'block',
		{ inputs_not_acceptable: 'block' },
	],
	['2 % not accounted for', { 'genealogy.accountedQuantity': kg('117.6') }, 'pass'],
	[
		'more than 2 % not accounted for',
		{ 'genealogy.accountedQuantity': kg('117.59') },
		'block',
		{ quantity_not_balanced: 'block' },
	],
	[
		'more came out than went in',
		{ 'genealogy.accountedQuantity': kg('123') },
		'block',
		{ quantity_not_balanced: 'block' },
	],
	[
		'a bought lot',
		{ 'genealogy.inputCount': 0, 'genealogy.inputQuantity': undefined, 'genealogy.accountedQuantity': undefined },
		'pass',
	],
	[
		'everything wrong',
		{ 'results.missingCount': 1, 'results.failedCount': 1, 'deviations.openCount': 2 },
		'block',
		{ results_missing: 'block', results_failing: 'block', open_deviation: 'block' },
	],
	['a count that is no count', { 'deviations.openCount': 'none' }, 'unknown', { open_deviation: 'unknown' }],
])
testNoFactMissing('release_gate', passing, ['genealogy.inputCount'])
