import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoWeekOf, writeDatePart } from '#app/features/lot-codes/calendar-part.ts'
import { checkCharacter } from '#app/features/lot-codes/check-character.ts'
import { fitsPattern } from '#app/features/lot-codes/match-code.ts'
import {
	DATE_FORMS,
	type PatternPart,
	RESETS,
	readPattern,
	writePattern,
} from '#app/features/lot-codes/pattern.model.ts'
import { type CodeValues, counterOf, partsOf, renderCode } from '#app/features/lot-codes/render-code.ts'

const NOVEMBER: CodeValues = { date: '2026-11-22', time: '13:59', sku: 'DEX5', site: 'SUZ', line: 'L2' }
const code = (pattern: string, number: number, values: CodeValues = NOVEMBER) =>
	renderCode(partsOf(pattern), values, number)
const counter = (pattern: string, more: Partial<CodeValues> = {}) =>
	counterOf(partsOf(pattern), { ...NOVEMBER, ...more })

test('writes every part', () => {
	expect(code('{SKU}-{SITE}-{LINE}-{YYYY}.{YY}{MM}{DD}-{SEQ:4}', 7)).toBe('DEX5-SUZ-L2-2026.261122-0007')
	expect(code('{DDD}/{GGGG}W{WW}/{ML}/{SHIFT:A=06:00,B=14:00,C=22:00}{SEQ:3,base36}', 34 * 34)).toBe(
		'326/2026W47/L/A100',
	)
})

test('lets a number grow beyond its digits', () => {
	expect(code('A{SEQ:2}', 1234)).toBe('A1234')
})

// ISO 8601: the week of 1 January may belong to the year before, that of 31 December to the year after.
test.each([
	['2021-01-01', '2020', 53],
	['2024-12-30', '2025', 1],
	['2026-01-01', '2026', 1],
	['2026-12-31', '2026', 53],
	['2027-01-03', '2026', 53],
	['2027-01-04', '2027', 1],
])('%s lies in ISO week %s-%i', (date, year, week) => {
	expect(isoWeekOf(date)).toEqual({ year, week })
})

test('counts the days of leap years and leaves I out of the months', () => {
	expect(writeDatePart('DDD', '2028-12-31')).toBe('366')
	expect(writeDatePart('ML', '2026-08-01')).toBe('H')
	expect(writeDatePart('ML', '2026-09-01')).toBe('J')
})

test('a shift after midnight is still the one of the evening', () => {
	const pattern = '{SHIFT:A=06:00,B=14:00,C=22:00}{SEQ:1}'
	expect(code(pattern, 1, { ...NOVEMBER, time: '05:59' })).toBe('C1')
	expect(code(pattern, 1, { ...NOVEMBER, time: '06:00' })).toBe('A1')
	expect(code(pattern, 1, { ...NOVEMBER, time: '22:00' })).toBe('C1')
})

test('checks by ISO 7064 MOD 37,36 as the GRid of ISO 7064 users does, and by modulo 10 as GS1', () => {
	// The identifier that the GRid standard gives as its example: A1-2425G-ABC1234002-M.
	expect(checkCharacter('mod37', 'A1-2425G-ABC1234002-')).toBe('M')
	expect(checkCharacter('mod10', 'ABC 629104150021')).toBe('3')
})

test('the check character finds every single wrong digit or letter', () => {
	const character = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
	fc.assert(
		fc.property(fc.array(character, { minLength: 1, maxLength: 20 }), fc.nat(), character, (text, place, other) => {
			const at = place % text.length
			fc.pre(text[at] !== other)
			const wrong = text.with(at, other).join('')
			expect(checkCharacter('mod37', wrong)).not.toBe(checkCharacter('mod37', text.join('')))
		}),
	)
})

test('begins again when what the pattern says changes', () => {
	expect(counter('{SKU}-{YY}-{SEQ}')).toBe(counter('{SKU}-{YY}-{SEQ}', { date: '2026-12-01' }))
	expect(counter('{SKU}-{YY}{MM}-{SEQ}')).not.toBe(counter('{SKU}-{YY}{MM}-{SEQ}', { date: '2026-12-01' }))
	expect(counter('{SKU}-{SEQ}')).not.toBe(counter('{SKU}-{SEQ}', { sku: 'OTHER' }))
	expect(counter('{SKU}{YY}{DDD}-{SEQ:4,never}')).toBe(
		counter('{SKU}{YY}{DDD}-{SEQ:4,never}', { date: '2030-01-01', sku: 'B' }),
	)
	expect(counter('{SKU}{YY}-{SEQ:4,year,item}')).not.toBe(counter('{SKU}{YY}-{SEQ:4,year,item}', { sku: 'B' }))
	expect(counter('{GG}{WW}-{SEQ:4,week}', { date: '2026-11-23' })).not.toBe(counter('{GG}{WW}-{SEQ:4,week}'))
	expect(counter('{YY}{MM}{DD}-{SEQ:4,month}', { date: '2026-11-01' })).toBe(counter('{YY}{MM}{DD}-{SEQ:4,month}'))
})

const part: fc.Arbitrary<PatternPart> = fc.oneof(
	fc.constantFrom(...DATE_FORMS).map((form): PatternPart => ({ kind: 'date', form })),
	fc.constantFrom<PatternPart>(
		{ kind: 'item' },
		{ kind: 'site' },
		{ kind: 'line' },
		{ kind: 'check', method: 'mod10' },
	),
	fc.record({
		kind: fc.constant('sequence' as const),
		width: fc.integer({ min: 1, max: 9 }),
		base: fc.constantFrom(10 as const, 36 as const),
		reset: fc.constantFrom(...RESETS),
		perItem: fc.boolean(),
		perSite: fc.boolean(),
	}),
	fc.constant<PatternPart>({
		kind: 'shift',
		shifts: [
			{ code: 'A', from: '06:00' },
			{ code: 'N', from: '18:30' },
		],
	}),
)
const text = fc.stringMatching(/^[A-Z0-9._/,:=-]{1,6}$/).map((value): PatternPart => ({ kind: 'text', text: value }))
/** Texts stand between other parts: two side by side are read as one. */
const parts = fc
	.array(fc.tuple(fc.option(text, { nil: undefined }), part), { maxLength: 8 })
	.map((pairs) => pairs.flatMap(([before, one]) => (before ? [before, one] : [one])))

test('a pattern that is written is read back as it was', () => {
	fc.assert(
		fc.property(parts, (given) => {
			expect(readPattern(writePattern(given))).toEqual(given)
		}),
	)
})

test.each(['{YEAR}-1', '{SEQ:0}', '{SEQ:4,base8}', 'A{', '{SHIFT:A=25:00}', '{YY:2}', '{CHECK:crc}'])(
	'does not read %s',
	(pattern) => {
		expect(readPattern(pattern)).toBeNull()
	},
)

test('never gives one code to two numbers of a counter, and takes each of its codes for its own', () => {
	const counting = parts.filter((given) => given.filter((one) => one.kind === 'sequence').length === 1)
	fc.assert(
		fc.property(counting, fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (given, a, b) => {
			const [one, other] = [renderCode(given, NOVEMBER, a), renderCode(given, NOVEMBER, b)]
			const last = given.at(-1)
			if (a !== b && last?.kind === 'sequence') expect(one).not.toBe(other)
			expect(fitsPattern(given, one, NOVEMBER)).toBe(true)
		}),
	)
})

test('takes a typed code only with the right check character, the right item and a date that can be', () => {
	const pattern = partsOf('{SKU}-{YY}{MM}{DD}-{SEQ:3}{CHECK:mod37}')
	const right = renderCode(pattern, NOVEMBER, 12)
	expect(fitsPattern(pattern, right, NOVEMBER)).toBe(true)
	expect(fitsPattern(pattern, `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`, NOVEMBER)).toBe(false)
	expect(fitsPattern(pattern, right, { ...NOVEMBER, sku: 'OTHER' })).toBe(false)
	expect(fitsPattern(partsOf('{YY}{MM}-{SEQ:2}'), '2613-01')).toBe(false)
	expect(fitsPattern(partsOf('{YY}{MM}-{SEQ:2}'), '2612-1')).toBe(false)
})
