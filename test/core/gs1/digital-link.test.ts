import bwipjs from 'bwip-js/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildDigitalLink, parseDigitalLink } from '#app/core/gs1/digital-link.ts'
import { gtinElements } from './arbitrary-elements.ts'

const GTIN = '08717648200274'
const SSCC = '106141412345678908'
const read = (text: string) => {
	const parsed = parseDigitalLink(text)
	if (!parsed.ok) return parsed.error
	const { stem, key, qualifiers, attributes } = parsed.value
	const show = (elements: readonly { ai: string; value: string }[]) =>
		elements.map(({ ai, value }) => `${ai}:${value}`).join(' ')
	return [stem, show([key, ...qualifiers]), show(attributes)].join(' | ').replace(/ \| $/, '')
}

function bwipAccepts(text: string): boolean {
	try {
		bwipjs.raw('gs1dldatamatrix', text, {})
		return true
	} catch {
		return false
	}
}

/**
 * Where bwip-js reads in another way: it splits queries at `&` only and takes a plus for a space, and it lets pass what
 * is harmless to draw (addresses without host, short GTINs, broken escapes, equal repetitions, empty values).
 */
const DIFFERS = /;|\+|:\/\/\/|\/8717648200274|A%2$|10\/AB\?10=|17=271231&17|\?01=|\?17$/
const agrees = (text: string, accepted: boolean) => DIFFERS.test(text) || bwipAccepts(text) === accepted

const good: [string, string][] = [
	[`https://id.gs1.org/01/${GTIN}`, `https://id.gs1.org | 01:${GTIN}`],
	[`https://id.gs1.org/01/${GTIN}/10/ABC-1`, `https://id.gs1.org | 01:${GTIN} 10:ABC-1`],
	[`https://id.gs1.org/01/${GTIN}/22/2A/10/AB/21/7`, `https://id.gs1.org | 01:${GTIN} 22:2A 10:AB 21:7`],
	[`https://id.gs1.org/01/${GTIN}/21/7`, `https://id.gs1.org | 01:${GTIN} 21:7`],
	[
		`https://id.gs1.org/01/${GTIN}/10/AB?17=271231&11=251231`,
		`https://id.gs1.org | 01:${GTIN} 10:AB | 17:271231 11:251231`,
	],
	[`https://id.gs1.org/01/${GTIN}?17=271231;11=251231`, `https://id.gs1.org | 01:${GTIN} | 17:271231 11:251231`],
	[`https://id.gs1.org/01/${GTIN}?17=271231&linkType=all&utm=1`, `https://id.gs1.org | 01:${GTIN} | 17:271231`],
	[`https://id.gs1.org/01/${GTIN}/10/A%2FB%25%3F`, `https://id.gs1.org | 01:${GTIN} 10:A/B%?`],
	[`https://id.gs1.org/01/${GTIN}?240=A+B`, `https://id.gs1.org | 01:${GTIN} | 240:A+B`],
	[`https://shop.example/p/x/01/${GTIN}/10/AB`, `https://shop.example/p/x | 01:${GTIN} 10:AB`],
	[`https://x.example/01/12345/00/${SSCC}`, `https://x.example/01/12345 | 00:${SSCC}`],
	[`https://x.example/00/${SSCC}/01/${GTIN}`, `https://x.example/00/${SSCC} | 01:${GTIN}`],
	[`https://x.example/01/${GTIN}/21/01`, `https://x.example | 01:${GTIN} 21:01`],
	[`https://x.example:8443/01/${GTIN}#top`, `https://x.example:8443 | 01:${GTIN}`],
	[`https://id.gs1.org/00/${SSCC}?02=${GTIN}&37=12&10=AB`, `https://id.gs1.org | 00:${SSCC} | 02:${GTIN} 37:12 10:AB`],
	['https://id.gs1.org/414/4012345000009/254/A1', 'https://id.gs1.org | 414:4012345000009 254:A1'],
	['https://id.gs1.org/417/4012345000009', 'https://id.gs1.org | 417:4012345000009'],
	[`https://id.gs1.org/01/${GTIN}/235/TPX`, `https://id.gs1.org | 01:${GTIN} 235:TPX`],
]

test.each(good)('reads %s', (text, expected) => {
	expect(read(text)).toBe(expected)
	expect(agrees(text, true)).toBe(true)
})

const refused: [string, { code: string; ai?: string; needs?: string }][] = [
	['', { code: 'not-a-link' }],
	[`id.gs1.org/01/${GTIN}`, { code: 'not-a-link' }],
	[`ftp://id.gs1.org/01/${GTIN}`, { code: 'not-a-link' }],
	[`https:///01/${GTIN}`, { code: 'not-a-link' }],
	[`https://id.gs1.org/01/${GTIN}/10/A B`, { code: 'not-a-link' }],
	['https://id.gs1.org', { code: 'no-primary-key' }],
	['https://id.gs1.org/about/us', { code: 'no-primary-key' }],
	[`https://id.gs1.org/10/AB`, { code: 'no-primary-key' }],
	[`https://id.gs1.org?01=${GTIN}`, { code: 'no-primary-key' }],
	[`https://id.gs1.org/gtin/${GTIN}`, { code: 'no-primary-key' }],
	[`https://id.gs1.org/01/${GTIN}/AB`, { code: 'no-primary-key' }],
	[`https://id.gs1.org/01/${GTIN}/`, { code: 'trailing-slash' }],
	[`https://id.gs1.org/01/${GTIN}/?17=271231`, { code: 'trailing-slash' }],
	['https://id.gs1.org/01/8717648200274', { code: 'wrong-length', ai: '01' }],
	['https://id.gs1.org/01/08717648200275', { code: 'wrong-check-digit', ai: '01' }],
	[`https://id.gs1.org/01/${GTIN}/10/ABCDEFGHIJKLMNOPQRSTU`, { code: 'wrong-length', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}/10/A%20B`, { code: 'wrong-characters', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}/10/A%2`, { code: 'wrong-encoding', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}/10/A%FF`, { code: 'wrong-encoding', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}/21/7/10/AB`, { code: 'wrong-qualifier', ai: '21' }],
	[`https://id.gs1.org/01/${GTIN}/17/271231`, { code: 'wrong-qualifier', ai: '17' }],
	[`https://id.gs1.org/00/${SSCC}/10/AB`, { code: 'wrong-qualifier', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}/10/AB/235/T`, { code: 'wrong-qualifier', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}/10/AB/10/AB`, { code: 'duplicate-ai', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}?10=AB`, { code: 'not-in-query', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}?21=7`, { code: 'not-in-query', ai: '21' }],
	[`https://id.gs1.org/01/${GTIN}/10/AB?10=AB`, { code: 'not-in-query', ai: '10' }],
	[`https://id.gs1.org/01/${GTIN}?17=271231&17=271231`, { code: 'duplicate-ai', ai: '17' }],
	[`https://id.gs1.org/01/${GTIN}?01=${GTIN}`, { code: 'duplicate-ai', ai: '01' }],
	[`https://id.gs1.org/01/${GTIN}?9999=1`, { code: 'unknown-ai', ai: '9999' }],
	[`https://id.gs1.org/01/${GTIN}?17=271331`, { code: 'wrong-date', ai: '17' }],
	[`https://id.gs1.org/01/${GTIN}?17`, { code: 'wrong-length', ai: '17' }],
	[`https://id.gs1.org/01/${GTIN}?37=2`, { code: 'excluded-pair', ai: '01' }],
	[
		`https://id.gs1.org/414/4012345000009?17=271231`,
		{ code: 'missing-companion', ai: '17', needs: '01,02,03,255,8006,8026' },
	],
]

test.each(refused)('refuses %s', (text, error) => {
	expect(read(text)).toEqual(error)
	expect(agrees(text, false)).toBe(true)
})

test('builds in the order of the standard, whatever the order given', () => {
	const built = buildDigitalLink(
		[
			{ ai: '17', value: '271231' },
			{ ai: '21', value: '7' },
			{ ai: '10', value: 'A/B' },
			{ ai: '01', value: GTIN },
		],
		{ stem: 'https://trace.example/x/' },
	)
	expect(built).toEqual({ ok: true, value: `https://trace.example/x/01/${GTIN}/10/A%2FB/21/7?17=271231` })
})

test('builds the canonical form when no stem is given', () => {
	expect(buildDigitalLink([{ ai: '00', value: SSCC }])).toEqual({ ok: true, value: `https://id.gs1.org/00/${SSCC}` })
})

test.each([
	[[{ ai: '10', value: 'A' }], { code: 'missing-companion', ai: '10', needs: '01,02,03,8006,8026' }],
	[[{ ai: '400', value: 'A' }], { code: 'no-primary-key' }],
	[
		[
			{ ai: '01', value: GTIN },
			{ ai: '10', value: '..' },
		],
		{ code: 'not-representable', ai: '10' },
	],
	[
		[
			{ ai: '00', value: SSCC },
			{ ai: '8200', value: 'A' },
		],
		{ code: 'missing-companion', ai: '8200', needs: '01' },
	],
	[
		[
			{ ai: '01', value: GTIN },
			{ ai: '8200', value: 'A' },
		],
		{ code: 'not-in-query', ai: '8200' },
	],
])('refuses to build from %j', (elements, error) => {
	expect(buildDigitalLink(elements)).toEqual({ ok: false, error })
})

test('reads what it builds, behind any stem, and so do browsers and bwip-js', () => {
	const stem = fc.constantFrom('https://id.gs1.org', 'http://localhost:3000/dl', 'https://x.example/01/99/10/7')
	fc.assert(
		fc.property(gtinElements, stem, (elements, before) => {
			fc.pre(elements.every(({ value }) => value !== '.' && value !== '..'))
			const built = buildDigitalLink(elements, { stem: before })
			if (!built.ok) throw new Error(JSON.stringify(built.error))
			const parsed = parseDigitalLink(new URL(built.value).href)
			if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
			expect(parsed.value.stem).toBe(before)
			expect(new Set(parsed.value.elements)).toEqual(new Set(elements))
			expect(parsed.value.key).toEqual(elements.find(({ ai }) => ai === '01'))
			expect(bwipAccepts(built.value)).toBe(true)
		}),
	)
})

test('never throws, whatever it is given', () => {
	fc.assert(fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => void read(text)))
	fc.assert(fc.property(fc.stringMatching(/^https:\/\/x(\/(01|10|00|%|%2F|\d{14})){0,8}$/), (text) => void read(text)))
})
