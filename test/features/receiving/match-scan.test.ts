import { expect, test } from 'vitest'
import { matchScan, type ScannableLine } from '#app/features/receiving/match-scan.model.ts'

const now = new Date('2026-11-22T09:00:00Z')
const line = (id: string, change: Partial<ScannableLine> = {}): ScannableLine => ({
	id,
	lotCode: `LOT-${id}`,
	supplierLot: null,
	gtin: null,
	unit: 'KGM',
	status: 'pending',
	...change,
})
const lines = [
	line('1', { lotCode: 'B7752-01', supplierLot: 'HX-1', gtin: '09521234000013' }),
	line('2', { lotCode: 'B7752-02', gtin: '09521234000013', unit: 'H87' }),
]
const scan = (text: string, among: readonly ScannableLine[] = lines) => matchScan(text, among, now)

test.each([
	['our lot code', 'B7752-01', 'text'],
	['a lot code typed another way', ' b7752 01 ', 'text'],
	['the supplier’s lot code', 'hx1', 'text'],
	['a GS1 element string', '(01)09521234000013(10)B7752-01', 'gs1'],
	['a Digital Link', 'https://id.example.com/01/09521234000013/10/B7752-01', 'digital-link'],
])('finds the line by %s', (_, text, readAs) => {
	expect(scan(text)).toMatchObject({ lineId: '1', readAs, problem: null })
})

test('takes the count of a logistic label for the line’s count, and keeps a count out of a weighed line', () => {
	expect(scan('(02)09521234000013(10)B7752-02(37)12')).toMatchObject({
		lineId: '2',
		counted: '12',
		quantity: { value: '12', unit: 'H87' },
	})
	expect(scan('(02)09521234000013(10)B7752-01(37)12')).toMatchObject({ lineId: '1', counted: null })
})

test('reads a net weight with its decimals', () => {
	expect(scan('(01)09521234000013(3102)006020(10)B7752-01')).toMatchObject({ lineId: '1', counted: '60.2' })
	expect(scan('(01)09521234000013(3100)000060(10)B7752-01')).toMatchObject({ counted: '60' })
})

test('goes by the GTIN alone only where one open line has it', () => {
	expect(scan('09521234000013')).toMatchObject({ lineId: null, problem: 'several-lines' })
	expect(scan('09521234000013', [line('1', { gtin: '09521234000013' })])).toMatchObject({ lineId: '1' })
	expect(scan('09521234000013', [line('1', { gtin: '09521234000013', status: 'received' })])).toMatchObject({
		problem: 'not-in-delivery',
	})
})

test('a label with another lot is not a line of this delivery, although the product is', () => {
	expect(scan('(01)09521234000013(10)B9999')).toMatchObject({ lineId: null, problem: 'not-in-delivery', lot: 'B9999' })
})

test('says when a check digit is wrong, and what is no code at all', () => {
	expect(scan('(01)09521234000014(10)B7752-01')).toMatchObject({ checkDigitsRight: false, lineId: '1' })
	expect(scan('  ')).toMatchObject({ problem: 'empty' })
	expect(scan('x'.repeat(2001))).toMatchObject({ problem: 'too-long' })
})
