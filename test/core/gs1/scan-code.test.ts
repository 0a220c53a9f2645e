import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recogniseCode } from '#app/core/gs1/scan-code.ts'

const now = new Date('2026-11-22T00:00:00Z')
const GTIN = '08717648200274'

test.each([
	[`(01)${GTIN}(10)ABC`, { kind: 'element-string', isCertain: true, udi: { di: GTIN, lot: 'ABC' } }],
	[`（01）${GTIN}（10）ABC`, { kind: 'element-string', udi: { lot: 'ABC' } }],
	[`01${GTIN}1727123110ABC`, { kind: 'element-string', isCertain: false, udi: { expiresOn: '2027-12-31' } }],
	[`]d201${GTIN}10ABC\u001d21X`, { kind: 'element-string', isCertain: true, udi: { serial: 'X' } }],
	[`01 ${GTIN} 10 ABC`, { kind: 'element-string', isCertain: false, udi: { di: GTIN, lot: 'ABC' } }],
	[`01 ${GTIN}  17 271231 10 A-1`, { kind: 'element-string', udi: { lot: 'A-1', expiresOn: '2027-12-31' } }],
	['(10)ABC', { kind: 'element-string', udi: null, elements: [{ ai: '10', value: 'ABC' }] }],
	['(01)08717648200275', { kind: 'element-string', wrongCheckDigits: ['01'], udi: { hasValidCheck: false } }],
	['00106141412345678908', { kind: 'element-string', elements: [{ ai: '00', value: '106141412345678908' }] }],
	[`https://id.gs1.org/01/${GTIN}/10/A%2F1?17=271231`, { kind: 'digital-link', udi: { lot: 'A/1' } }],
	[`]Q1HTTPS://ID.EXAMPLE/01/${GTIN}`, { kind: 'digital-link', link: { stem: 'HTTPS://ID.EXAMPLE' } }],
	['8717648200274', { kind: 'gtin', gtin: GTIN, gln: '8717648200274', isCertain: false }],
	['871 7648 200274', { kind: 'gtin', gtin: GTIN }],
	[']E08717648200274', { kind: 'gtin', gtin: GTIN }],
	[GTIN, { kind: 'gtin', gtin: GTIN, gln: null }],
	['EAN-13: 8717648200274', { kind: 'gtin', gtin: GTIN, gln: null, isCertain: true }],
	['GLN：4012345000009', { kind: 'gln', gln: '4012345000009', isCertain: true }],
	['SSCC 1 0614141 234567890 8', { kind: 'sscc', sscc: '106141412345678908', isCertain: true }],
	['106141412345678908', { kind: 'sscc', isCertain: false }],
	['+A123BJC5D6E71G', { kind: 'hibc', isCertain: true, udi: { di: 'A123BJC5D6E71' } }],
	['+A123BJC5D6E71H', { kind: 'hibc', isCertain: false, udi: { hasValidCheck: false } }],
	['=/A9999XYZ100T0944=,000025', { kind: 'iccbba', serial: '000025', udi: { di: 'A9999XYZ100T0944' } }],
	['&,1000000000000XYZ123', { kind: 'iccbba', udi: null, lot: '000000000000XYZ123' }],
])('recognises %j', (text, expected) => {
	expect(recogniseCode(text, now)).toMatchObject({ ok: true, value: expected })
})

test.each([
	[' lot-2026/11 ', 'LOT202611', null],
	['BJ261109-0001', 'BJ2611090001', null],
	['批号 7', '批号7', null],
	['01 2026', '012026', null],
	['20261109001', '20261109001', null],
	['+86 138 1234 5678', '+8613812345678', null],
	['=SUM(A1)', '=SUM(A1)', null],
	['https://example.com/', 'HTTPS:EXAMPLECOM', null],
	['8717648200275', '8717648200275', { kind: 'gtin', error: { code: 'wrong-check-digit' } }],
	['106141412345678909', '106141412345678909', { kind: 'sscc', error: { code: 'wrong-check-digit' } }],
	['GLN 401234500000', 'GLN401234500000', { kind: 'gln', error: { code: 'wrong-length' } }],
	[`(01)${GTIN}(17)271331`, undefined, { kind: 'element-string', error: { code: 'wrong-date', ai: '17' } }],
	[`https://x.example/01/${GTIN}?10=A`, undefined, { kind: 'digital-link', error: { code: 'not-in-query', ai: '10' } }],
	['+A9991234X5', undefined, { kind: 'hibc', error: { code: 'wrong-structure' } }],
])('takes %j as plain text', (text, normalised, suspected) => {
	expect(recogniseCode(text, now)).toMatchObject({
		ok: true,
		value: { kind: 'text', text: text.trim(), suspected, ...(normalised === undefined ? {} : { normalised }) },
	})
})

test('refuses what is empty or too long', () => {
	expect(recogniseCode('  \u001d ')).toEqual({ ok: false, error: { code: 'empty' } })
	expect(recogniseCode('x'.repeat(2001))).toEqual({ ok: false, error: { code: 'too-long' } })
})

test('keeps the text of whatever it is given, and never throws', () => {
	const anything = fc.oneof(
		fc.string({ unit: 'binary', minLength: 1 }),
		fc.stringMatching(/^[()0-9+=&\]A-Z/$<>GS:.-]{1,40}$/),
	)
	fc.assert(
		fc.property(anything, (text) => {
			const recognised = recogniseCode(text, now)
			if (recognised.ok) expect(text).toContain(recognised.value.text)
			else expect(recognised.error.code).toBe('empty')
		}),
		{ numRuns: 2000 },
	)
})
