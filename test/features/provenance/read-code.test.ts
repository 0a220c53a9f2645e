import { expect, test } from 'vitest'
import { publicPath, readCode, readLink } from '#app/features/provenance/read-code.model.ts'

const now = new Date('2026-11-22T09:00:00Z')
const GTIN = '09521234567899'
const at = (path: string) => readLink(new URL(`http://localhost:3000${path}`))

test.each([
	`(01)${GTIN}(10)PK26-4409`,
	`01${GTIN}10PK26-4409`,
	`]d201${GTIN}17311031\u001d10PK26-4409`,
	`https://id.gs1.org/01/${GTIN}/10/PK26-4409`,
	`http://localhost:3000/01/${GTIN}/10/PK26-4409?17=311031`,
	`（01）${GTIN}（10）PK26-4409`,
])('reads product and lot from %s', (code) => {
	expect(readCode(code, '', now)).toMatchObject({ kind: 'product', gtin: GTIN, lot: 'PK26-4409' })
})

test('takes the lot typed beside a GTIN of any length', () => {
	expect(readCode('9521234567899', 'PK26-4409', now)).toEqual({
		kind: 'product',
		gtin: GTIN,
		lot: 'PK26-4409',
		serial: null,
	})
	expect(readCode(GTIN, '', now)).toEqual({ kind: 'product', gtin: GTIN, lot: null, serial: null })
})

test('tells a lot code alone, another agency’s code and a mistyped one apart', () => {
	expect(readCode('PK26-4409', '', now)).toEqual({ kind: 'text', text: 'PK26-4409' })
	expect(readCode('(01)09521234567890(10)X', '', now)).toEqual({ kind: 'mistyped' })
	expect(readCode('   ', '', now)).toEqual({ kind: 'empty' })
	expect(readCode('+A99912345/99912345/$$3260131LOT1H', '', now).kind).toMatch(/other-agency|mistyped/)
})

test('reads addresses by the rules of the Digital Link', () => {
	expect(at(`/01/${GTIN}/10/PK26-4409`)).toEqual({ gtin: GTIN, lot: 'PK26-4409', serial: null })
	expect(at(`/01/${GTIN}/22/A1/10/PK%2F26/21/S7?17=311031&lang=zh`)).toEqual({ gtin: GTIN, lot: 'PK/26', serial: 'S7' })
	expect(at(`/01/9521234567899/`)).toEqual({ gtin: GTIN, lot: null, serial: null })
	expect(at('/01/09521234567890/10/X')).toBeNull()
	expect(at(`/01/${GTIN}/10/X?10=Y`)).toBeNull()
	expect(at(`/01/${GTIN}/10/X?5=1`)).toBeNull()
	expect(at('/01/nonsense')).toBeNull()
	expect(at(`/01/${GTIN}/10/%E0%A4%A`)).toBeNull()
})

test('makes the path that a label’s code carries, and none for what no code can carry', () => {
	expect(publicPath({ gtin: GTIN, lot: 'PK/26', serial: null })).toBe(`/01/${GTIN}/10/PK%2F26`)
	expect(publicPath({ gtin: GTIN, lot: '批次', serial: null })).toBeNull()
})
