import { expect, test } from 'vitest'
import { wayOf } from '#app/features/gaps/gap-way.ts'
import { fixFormSchema } from '#app/features/gaps/gaps.schema.ts'

const lot = {
	id: 'l',
	code: 'L-1',
	itemName: { en: 'Bar', 'zh-CN': '棒' },
	status: 'released',
	version: 1,
	quantity: '5',
	unit: 'KGM',
}
const way = (kind: Parameters<typeof wayOf>[0]['kind'], detail: Parameters<typeof wayOf>[0]['detail']) =>
	wayOf({ kind, detail, lot })

test('stock follows the events; events that are wrong themselves are corrected on their own pages', () => {
	const events = { to: '/lots/l?tab=events' }
	expect(way('balance-break', { reason: 'stock-differs', book: '72' })).toEqual({ how: 'stock' })
	expect(way('balance-break', { reason: 'stock-differs', book: '-18.2' })).toEqual(events)
	expect(way('balance-break', { reason: 'links-exceed' })).toEqual(events)
	expect(way('balance-break', { reason: 'overdrawn' })).toEqual(events)
	expect(way('time-order', { reason: 'left-before' })).toEqual(events)
	expect(way('time-order', { reason: 'made-after-use' })).toEqual({ how: 'dates' })
})

test("a supplier's lot that is here twice is corrected, a code that is here twice compared", () => {
	expect(way('duplicate-code', { reason: 'supplier-lot' })).toEqual({ how: 'supplier-lot' })
	expect(way('duplicate-code', { reason: 'code' })).toEqual({ to: '/search?q=L-1' })
})

test('the form of a missing code names no second lot, and one of two lots with a code may', () => {
	const gapId = '01a22fd4-0407-7706-856f-7251f349cf73'
	const form = { how: 'supplier-lot', gapId, supplierLot: 'SL-77', reason: 'as on the label' }
	expect(fixFormSchema.safeParse(form)).toMatchObject({ success: true })
	expect(fixFormSchema.safeParse({ ...form, lotId: gapId })).toMatchObject({ success: true, data: { lotId: gapId } })
})
