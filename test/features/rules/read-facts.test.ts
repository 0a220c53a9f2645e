import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { type FactTree, readFacts } from '#app/features/rules/read-facts.ts'
import { NOW } from './rule-set-factory.ts'

const read = (facts: FactTree, timeZone?: string) =>
	readFacts(facts, DEFAULT_CATALOGS.receipt_line, { now: NOW, ...(timeZone && { timeZone }) })

test('numbers of any spelling are one number, and text is none', () => {
	expect(read({ item: { shelfLifeDays: 90 } }).get('item.shelfLifeDays')).toBe('90')
	expect(read({ item: { shelfLifeDays: '90.00' } }).get('item.shelfLifeDays')).toBe('90')
	expect(read({ supplier: { scorePercent: 0.1 } }).get('supplier.scorePercent')).toBe('0.1')
	for (const wrong of ['90 days', '', 'NaN', Number.NaN, Number.POSITIVE_INFINITY, true, [90], '9e1', 90.5])
		expect(read({ item: { shelfLifeDays: wrong } }).invalid).toEqual([{ fact: 'item.shelfLifeDays', type: 'integer' }])
})

test('dates are calendar dates, moments the date where they are', () => {
	expect(read({ lot: { expiresOn: '2026-12-01' } }).get('lot.expiresOn')).toBe('2026-12-01')
	expect(read({ lot: { expiresOn: '2026-12-01T20:00:00Z' } }).get('lot.expiresOn')).toBe('2026-12-01')
	expect(read({ lot: { expiresOn: '2026-12-01T20:00:00Z' } }, 'Asia/Shanghai').get('lot.expiresOn')).toBe('2026-12-02')
	expect(read({ lot: { expiresOn: new Date('2026-12-01T20:00:00Z') } }).get('lot.expiresOn')).toBe('2026-12-01')
	for (const wrong of ['2026-02-30', '01.12.2026', 20261201, '2026-12-01T20:00:00'])
		expect(read({ lot: { expiresOn: wrong } }).get('lot.expiresOn')).toBeUndefined()
})

test('yes or no is a boolean and nothing that looks like one', () => {
	for (const wrong of ['true', 1, 0, 'yes']) expect(read({ lot: { onHold: wrong } }).get('lot.onHold')).toBeUndefined()
	expect(read({ lot: { onHold: false } }).get('lot.onHold')).toBe(false)
})

test('an enumeration takes its values, an extendable one others too', () => {
	expect(read({ lot: { category: 'Done' } }).get('lot.category')).toBeUndefined()
	expect(read({ lot: { status: 'own_state' } }).get('lot.status')).toBe('own_state')
})

test('null and absent are both not known, and neither is a mistake', () => {
	const facts = read({ lot: { expiresOn: null }, item: null })
	expect(facts.get('lot.expiresOn')).toBeUndefined()
	expect(facts.invalid).toEqual([])
})

test('remaining days count to the expiry date, in the calendar of the site', () => {
	const facts = { lot: { expiresOn: '2026-11-23' } }
	expect(read(facts).get('lot.remainingShelfLifeDays')).toBe('1')
	const late = { now: new Date('2026-11-22T20:00:00Z'), timeZone: 'Asia/Shanghai' }
	const shanghai = readFacts(facts, DEFAULT_CATALOGS.receipt_line, late)
	expect(shanghai.get('context.today')).toBe('2026-11-23')
	expect(shanghai.get('lot.remainingShelfLifeDays')).toBe('0')
})

test('a computed fact cannot disagree with what it follows from', () => {
	const given = { lot: { expiresOn: '2026-11-12', remainingShelfLifeDays: 400, expires: false } }
	expect(read(given).get('lot.remainingShelfLifeDays')).toBe('-10')
	expect(read(given).get('lot.expires')).toBe(true)
	expect(read({ lot: { remainingShelfLifeDays: 400 } }).get('lot.remainingShelfLifeDays')).toBe('400')
})

test('the difference in quantity is exact and converts units', () => {
	const difference = (counted: object, announced: object) =>
		read({ shipmentLine: { countedQuantity: counted, quantity: announced } }).get(
			'shipmentLine.quantityDifferencePercent',
		)
	expect(difference({ value: '60900', unit: 'GRM' }, { value: '60', unit: 'KGM' })).toBe('1.5')
	expect(difference({ value: '0.3', unit: 'KGM' }, { value: '0.3', unit: 'KGM' })).toBe('0')
	expect(difference({ value: '1', unit: 'LTR' }, { value: '1', unit: 'KGM' })).toBeUndefined()
	expect(difference({ value: '1', unit: 'KGM' }, { value: '0', unit: 'KGM' })).toBeUndefined()
})

test('the snapshot holds what the catalogue knows and nothing else', () => {
	const facts = read({ lot: { code: 'A', secret: 'x' }, session: { token: 'y' }, item: { shelfLifeDays: '30' } })
	expect(facts.snapshot).toEqual({ lot: { code: 'A' }, item: { shelfLifeDays: 30 }, context: { today: '2026-11-22' } })
})

test('reading what was stored gives the same facts again', () => {
	const given = {
		lot: { expiresOn: '2027-01-01', onHand: { value: '042.50', unit: 'KGM' } },
		supplier: { scorePercent: 92.5 },
	}
	const once = read(given)
	expect(read(JSON.parse(JSON.stringify(once.snapshot))).snapshot).toEqual(once.snapshot)
})
