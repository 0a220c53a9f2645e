import { testCases, testNoFactMissing } from './case-table.ts'

const passing = { lot: { expiresOn: '2027-10-01' }, results: { failedCount: 0 }, deviations: { openCriticalCount: 0 } }

testCases('lot_hold', passing, [
	['a normal lot', {}, 'pass'],
	['on its last day', { 'lot.expiresOn': '2026-11-22' }, 'pass'],
	['expired yesterday', { 'lot.expiresOn': '2026-11-21' }, 'hold', { expired_lot: 'block' }],
	['a result out of specification', { 'results.failedCount': 1 }, 'hold', { result_failed: 'block' }],
	['a critical deviation', { 'deviations.openCriticalCount': 1 }, 'hold', { critical_deviation: 'block' }],
	[
		'a reason known, the rest not',
		{ 'lot.expiresOn': undefined, 'results.failedCount': 2 },
		'hold',
		{ expired_lot: 'unknown', result_failed: 'block' },
	],
])
testNoFactMissing('lot_hold', passing)
