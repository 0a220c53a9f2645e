import bwipjs from 'bwip-js/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allApplicationIdentifiers, applicationIdentifier, checkValue } from '#app/core/gs1/ai-value.ts'
import { checkDigitFor } from '#app/core/gs1/check-digit.ts'
import { formatElementString, parseElementString } from '#app/core/gs1/element-string.ts'
import { gtinElements, text82 } from './arbitrary-elements.ts'

const GS = '\u001d'
const GTIN = '08717648200274'
const elements = (text: string, options?: Parameters<typeof parseElementString>[1]) => {
	const parsed = parseElementString(text, options)
	return parsed.ok ? parsed.value.elements.map(({ ai, value }) => `${ai}:${value}`).join(' ') : parsed.error
}

test.each([
	[`(01)${GTIN}(17)271231(10)ABC-1`, `01:${GTIN} 17:271231 10:ABC-1`],
	[`(01) ${GTIN}\n(10) ABC (21) 7`, `01:${GTIN} 10:ABC 21:7`],
	['（01）08717648200274（10）ABC', `01:${GTIN} 10:ABC`],
	['(00) 1 0614141 234567890 8', '00:106141412345678908'],
	[`(01)${GTIN}(10)A\\(17)B(x)`, `01:${GTIN} 10:A(17)B(x)`],
	[`01${GTIN}1727123110ABC`, `01:${GTIN} 17:271231 10:ABC`],
	[`01${GTIN}10ABC${GS}17271231`, `01:${GTIN} 10:ABC 17:271231`],
	[`]d201${GTIN}10ABC${GS}17271231`, `01:${GTIN} 10:ABC 17:271231`],
	[`]C1${GS}01${GTIN}${GS}10ABC${GS}`, `01:${GTIN} 10:ABC`],
	[`01${GTIN}10ABC<GS>21X`, `01:${GTIN} 10:ABC 21:X`],
	[`01${GTIN}10ABC\u241d21X`, `01:${GTIN} 10:ABC 21:X`],
	[`01${GTIN}235TPX${GS}3103001500`, `01:${GTIN} 235:TPX 3103:001500`],
	[`00106141412345678908`, '00:106141412345678908'],
	[`02${GTIN}3712${GS}00106141412345678908`, `02:${GTIN} 37:12 00:106141412345678908`],
	[`8006${GTIN}0102${GS}10LOT`, `8006:${GTIN}0102 10:LOT`],
	[`01${GTIN}7003271231235910A`, { code: 'wrong-length', ai: '7003' }],
	[`01${GTIN}422156${GS}7010AB`, `01:${GTIN} 422:156 7010:AB`],
	[`(01)${GTIN}(10)A(10)A`, `01:${GTIN} 10:A`],
])('reads %j', (text, expected) => {
	expect(elements(text)).toEqual(expected)
})

test.each([
	['', { code: 'not-an-element-string' }],
	['ABC', { code: 'not-an-element-string' }],
	['LOT(10)ABC', { code: 'not-an-element-string' }],
	['(X1)ABC', { code: 'not-an-element-string' }],
	[`(01)${GTIN}(05)12`, { code: 'unknown-ai', ai: '05' }],
	[`01${GTIN}0512`, { code: 'unknown-ai', ai: '05' }],
	['(01)08717648200275', { code: 'wrong-check-digit', ai: '01' }],
	['(01)0871764820027', { code: 'wrong-length', ai: '01' }],
	['(01)0871764820027X', { code: 'wrong-characters', ai: '01' }],
	['0108717648', { code: 'wrong-length', ai: '01' }],
	[`(01)${GTIN}(10)`, { code: 'wrong-length', ai: '10' }],
	[`(01)${GTIN}(10)ABCDEFGHIJKLMNOPQRSTU`, { code: 'wrong-length', ai: '10' }],
	[`(01)${GTIN}(10)批次`, { code: 'wrong-characters', ai: '10' }],
	[`(01)${GTIN}(10)A B`, { code: 'wrong-characters', ai: '10' }],
	[`(01)${GTIN}(17)271301`, { code: 'wrong-date', ai: '17' }],
	[`(01)${GTIN}(7003)2712002359`, { code: 'wrong-date', ai: '7003' }],
	[`(01)${GTIN}(7003)2712312400`, { code: 'wrong-content', ai: '7003' }],
	[`(01)${GTIN}(422)155`, { code: 'wrong-content', ai: '422' }],
	[`(01)${GTIN}(10)A(10)B`, { code: 'duplicate-ai', ai: '10' }],
	[`(01)${GTIN}(02)${GTIN}(37)2`, { code: 'excluded-pair', ai: '01' }],
	[`(01)${GTIN}(37)2`, { code: 'excluded-pair', ai: '01' }],
	[`(01)${GTIN}(3103)000001(3101)000001`, { code: 'excluded-pair', ai: '3103' }],
	['(10)ABC', { code: 'missing-companion', ai: '10', needs: '01,02,03,8006,8026' }],
	[`(02)${GTIN}`, { code: 'missing-companion', ai: '02', needs: '37' }],
	[`(02)${GTIN}(37)2`, { code: 'missing-companion', ai: '37', needs: '00' }],
])('refuses %j', (text, error) => {
	expect(elements(text)).toEqual(error)
})

test('lets one of several codes on an item lack its companions', () => {
	expect(elements('(17)271231(10)ABC', { carrier: 'one-of-several' })).toBe('17:271231 10:ABC')
})

test('reports wrong check digits when asked to', () => {
	expect(parseElementString('(01)08717648200275(10)A', { checkDigits: 'report' })).toEqual({
		ok: true,
		value: {
			elements: [
				{ ai: '01', value: '08717648200275' },
				{ ai: '10', value: 'A' },
			],
			wrongCheckDigits: ['01'],
		},
	})
})

test('refuses to write what it would refuse to read', () => {
	expect(formatElementString([{ ai: '01', value: '08717648200275' }], 'raw')).toEqual({
		ok: false,
		error: { code: 'wrong-check-digit', ai: '01' },
	})
})

test('puts the separator only where it is needed', () => {
	const given = [
		{ ai: '01', value: GTIN },
		{ ai: '10', value: 'A(1)' },
		{ ai: '17', value: '271231' },
		{ ai: '21', value: '7' },
	]
	expect(formatElementString(given, 'raw')).toEqual({ ok: true, value: `01${GTIN}10A(1)${GS}17271231217` })
	expect(formatElementString(given, 'bracketed')).toEqual({
		ok: true,
		value: `(01)${GTIN}(10)A\\(1)(17)271231(21)7`,
	})
})

test('reads what it writes, bracketed and raw', () => {
	fc.assert(
		fc.property(
			gtinElements,
			fc.constantFrom('bracketed', 'raw'),
			fc.constantFrom('', ']d2', ']C1'),
			(given, form, mark) => {
				const written = formatElementString(given, form)
				if (!written.ok) throw new Error(JSON.stringify(written.error))
				const parsed = parseElementString(form === 'raw' ? mark + written.value : written.value)
				expect(parsed).toEqual({ ok: true, value: { elements: given, wrongCheckDigits: [] } })
			},
		),
	)
})

test('never throws, whatever it is given', () => {
	fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseElementString(text)))
	fc.assert(
		fc.property(
			fc.string({ unit: fc.constantFrom('(', ')', '0', '1', '2', '\\', GS) }),
			(text) => void parseElementString(text),
		),
	)
})

function bwipAccepts(text: string): boolean {
	try {
		bwipjs.raw('gs1-128', text, {})
		return true
	} catch {
		return false
	}
}

/** Brackets inside of values mean something else to bwip-js, and it draws at most 48 characters. */
const isComparable = (value: string) => !/[()]/.test(value) && value.length <= 40

test('agrees with bwip-js about values of every identifier', () => {
	// Rules that we do not know: currencies, media types, geography, coupons, IBAN and the like.
	const coarser = /^(39[13]\d|4307|4317|4309|7040|7041|7241|7252|7258|8001|8007|8030|811[02])$/
	for (const definition of allApplicationIdentifiers().filter(({ ai }) => !coarser.test(ai))) {
		const part = definition.parts.map(({ set, min, max, rule }) => {
			const digits = fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`))
			if (rule === 'check')
				return fc.oneof(
					digits,
					digits.map((text) => text.slice(0, -1) + checkDigitFor(text.slice(0, -1))),
				)
			// bwip-js looks at two digits of the company prefix, the standard wants four.
			if (rule === 'key') return fc.stringMatching(/^(?:\d{4}|[A-Z]{2})[A-Z0-9]{1,20}$/)
			if (rule === 'country') return fc.oneof(digits, fc.constantFrom('156', '276', '840'))
			return set === 'N' ? digits : text82(max + 1)
		})
		fc.assert(
			fc.property(fc.tuple(...part), (pieces) => {
				const value = pieces.join('')
				fc.pre(isComparable(value))
				expect(checkValue(definition, value).ok, `(${definition.ai})${value}`).toBe(
					bwipAccepts(`(${definition.ai})${value}`),
				)
			}),
			{ numRuns: 8 },
		)
	}
})

test('agrees with bwip-js about all dates, countries and which identifiers there are', () => {
	const expiry = applicationIdentifier('17')
	const origin = applicationIdentifier('422')
	if (!expiry || !origin) throw new Error('the table lacks 17 or 422')
	fc.assert(
		fc.property(fc.stringMatching(/^\d\d[01]\d[0-3]\d$/), (date) => {
			expect(checkValue(expiry, date).ok, date).toBe(bwipAccepts(`(17)${date}`))
		}),
		{ numRuns: 200 },
	)
	for (let number = 0; number < 1000; number++) {
		const country = String(number).padStart(3, '0')
		expect(checkValue(origin, country).ok, country).toBe(bwipAccepts(`(422)${country}`))
	}
	const isKnownToBwip = (ai: string) => {
		try {
			bwipjs.raw('gs1-128', `(${ai})~`, {})
		} catch (error) {
			return !String(error).includes('unknownAI')
		}
		return true
	}
	for (const { ai } of allApplicationIdentifiers()) expect(isKnownToBwip(ai), ai).toBe(true)
	fc.assert(
		fc.property(fc.stringMatching(/^\d{2,4}$/), (ai) => {
			expect(applicationIdentifier(ai) !== undefined, ai).toBe(isKnownToBwip(ai))
		}),
		{ numRuns: 500 },
	)
})

test('agrees with bwip-js about whole element strings', () => {
	fc.assert(
		fc.property(gtinElements, (given) => {
			fc.pre(given.every(({ value }) => isComparable(value)) && given.length <= 4)
			const written = formatElementString(given, 'bracketed')
			const isShort = given.reduce((total, { ai, value }) => total + ai.length + value.length + 1, 0) <= 48
			expect(written.ok && (!isShort || bwipAccepts(written.value))).toBe(true)
		}),
	)
})
