import { expect, test } from 'vitest'
import { readPattern } from '#app/features/lot-codes/pattern.model.ts'
import { validatePattern } from '#app/features/lot-codes/validate-pattern.ts'

const SAMPLE = { date: '2026-11-22', time: '10:00', sku: 'DEX5', site: 'SUZ', line: 'L2' }
const check = (pattern: string, label = false, sample = SAMPLE) =>
	validatePattern(readPattern(pattern) ?? [], sample, label)

test.each([
	['{SKU}-{YY}{MM}{DD}', 'no-sequence'],
	['{SEQ:3}-{SEQ:3}', 'several-sequences'],
	['{SEQ:3}{CHECK:mod37}{CHECK:mod10}', 'several-checks'],
	['{CHECK:mod37}{SEQ:3}', 'check-before-sequence'],
	['{YY}{MM}-{SEQ:3,day}', 'reset-not-shown'],
	['{YY}{WW}-{SEQ:3,week}', 'reset-not-shown'],
	['{GG}{WW}-{SEQ:3,year}', 'reset-not-shown'],
	['{MM}-{SEQ:3,month}', 'reset-not-shown'],
	['{YY}-{SEQ:3,year,item}', 'item-not-shown'],
	['{YY}-{SEQ:3,year,site}', 'site-not-shown'],
	['Los {SEQ:3}', 'text-characters'],
	['批{SEQ:3}', 'text-characters'],
	['{SHIFT:A=06:00,A=14:00}{SEQ:3}', 'shifts-alike'],
	['{SEQ:12}', 'width-wrong'],
	[`${'A'.repeat(62)}{SEQ:3}`, 'too-long'],
] as const)('refuses %s: %s', (pattern, problem) => {
	expect(check(pattern).problems).toContain(problem)
})

test.each([
	'{SKU}-{YY}{MM}-{SEQ:4}',
	'{YY}{DDD}-{SEQ:3,day}{CHECK:mod37}',
	'{GGGG}{WW}-{SEQ:3,week}',
	'{YY}{ML}{DD}{SEQ:2,day}',
	'{SITE}{SKU}{YY}-{SEQ:4,year,item,site}',
	'{YY}{DDD}{SEQ:3,month}',
	'L{SEQ:6,never}',
])('takes %s', (pattern) => {
	expect(check(pattern).problems).toEqual([])
})

test('measures against the 20 characters of AI (10): a note for most lots, a refusal for labelled devices', () => {
	const long = '{SKU}-{SITE}-{YYYY}{MM}{DD}-{SEQ:4}'
	expect(check(long)).toMatchObject({ problems: [], length: 22 })
	expect(check(long).notes).toContain('longer-than-label')
	expect(check(long, true).problems).toEqual(['too-long-for-label'])
	expect(check('{SKU}-{SEQ:4}', true, { ...SAMPLE, sku: '钛棒' }).problems).toEqual(['not-for-label'])
})

test('says what lots will need', () => {
	expect(check('{SITE}{LINE}{SEQ:3}{CHECK:mod10}').notes).toEqual(['check-digits-only', 'needs-site', 'needs-line'])
})
