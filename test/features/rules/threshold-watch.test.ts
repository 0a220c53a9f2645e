import { testCases, testNoFactMissing } from './case-table.ts'

const passing = {
	measurement: { verdict: 'pass', value: 930, minimum: 860, maximum: 1000, marginPercent: 50 },
	trend: { count: 10, warnedCount: 0, failedCount: 0, rises: 1, falls: 0 },
}
const fail = { 'measurement.verdict': 'fail', 'measurement.value': 855, 'measurement.marginPercent': -3.571 }
const noMaximum = { 'measurement.maximum': undefined, 'measurement.hasMaximum': false }
const noNumber = {
	'measurement.value': undefined,
	'measurement.marginPercent': undefined,
	'measurement.hasMargin': false,
}

testCases('threshold_watch', passing, [
	['well within a range', {}, 'pass'],
	['a tenth of the range away', { 'measurement.marginPercent': 10 }, 'pass'],
	['a little less', { 'measurement.marginPercent': 9.999 }, 'warn', { near_a_range: 'warn' }],
	['on the limit', { 'measurement.marginPercent': 0 }, 'warn', { near_a_range: 'warn' }],
	['a single limit, 5 % away', { ...noMaximum, 'measurement.marginPercent': 5 }, 'pass'],
	['a single limit, 2 % away', { ...noMaximum, 'measurement.marginPercent': 2 }, 'warn', { near_a_limit: 'warn' }],
	['a bound or a word that passes', noNumber, 'pass'],
	['four rises in a row', { 'trend.rises': 4 }, 'pass'],
	['five rises in a row', { 'trend.rises': 5 }, 'warn', { rising: 'warn' }],
	['five rises where there is no upper limit', { ...noMaximum, 'trend.rises': 5 }, 'pass'],
	['five falls in a row', { 'trend.falls': 5 }, 'warn', { falling: 'warn' }],
	['close to a limit three times before', { 'trend.warnedCount': 3 }, 'warn', { often_near: 'warn' }],
	['out of limits', fail, 'deviation', { out_of_limits: 'block' }],
	['a word that fails', { ...noNumber, 'measurement.verdict': 'fail' }, 'deviation', { out_of_limits: 'block' }],
	[
		'far out of limits',
		{ ...fail, 'measurement.marginPercent': -25.001 },
		'hold',
		{ out_of_limits: 'block', far_out: 'block' },
	],
	[
		'a quarter of the range out',
		{ ...fail, 'measurement.marginPercent': -25 },
		'deviation',
		{ out_of_limits: 'block' },
	],
	[
		'out of limits for the third time',
		{ ...fail, 'trend.failedCount': 2 },
		'hold',
		{ out_of_limits: 'block', again_out: 'block' },
	],
	['no verdict', { 'measurement.verdict': 'unknown' }, 'pass'],
	[
		'far out, the trend not known',
		{ ...fail, 'measurement.marginPercent': -30, 'trend.failedCount': undefined, 'trend.warnedCount': undefined },
		'hold',
		{ out_of_limits: 'block', far_out: 'block', again_out: 'unknown', often_near: 'unknown' },
	],
])
testNoFactMissing('threshold_watch', passing, [
	'measurement.value',
	'measurement.minimum',
	'measurement.maximum',
	'trend.count',
	'trend.failedCount',
])
