import { expect, test } from 'vitest'
import {
	endsOf,
	rangeText,
	readAttributeFilter,
	readAttributeFilters,
} from '#app/features/dictionary/attribute-filter.model.ts'
import { MOST_FILTERED, readLotList } from '#app/features/lots/lots.schema.ts'

const choice = (value: string) => ({ value, label: { en: value, 'zh-CN': value } })
const one = (type: Parameters<typeof readAttributeFilter>[0]['type'], choices: string[] = []) => ({
	key: 'k',
	type,
	choices: choices.map(choice),
})

test('reads choices, yes or no, ranges and beginnings by the type of the attribute', () => {
	expect(readAttributeFilter(one('enum', ['eo', 'Gamma']), 'GAMMA,eo,eo')).toEqual({
		key: 'k',
		kind: 'values',
		values: ['gamma', 'eo'],
	})
	expect(readAttributeFilter(one('boolean'), 'true')).toEqual({ key: 'k', kind: 'values', values: ['true'] })
	expect(readAttributeFilter(one('quantity'), '10..20.5')).toEqual({
		key: 'k',
		kind: 'number',
		least: '10',
		most: '20.5',
	})
	expect(readAttributeFilter(one('integer'), '..7')).toEqual({ key: 'k', kind: 'number', least: null, most: '7' })
	expect(readAttributeFilter(one('decimal'), '3')).toEqual({ key: 'k', kind: 'number', least: '3', most: '3' })
	expect(readAttributeFilter(one('date'), '2026-01-01..')).toEqual({
		key: 'k',
		kind: 'text',
		from: '2026-01-01',
		before: null,
	})
	expect(readAttributeFilter(one('text'), ' H2 ')).toEqual({ key: 'k', kind: 'text', from: 'h2', before: 'h2\uffff' })
})

test('what means nothing for the type narrows nothing, and is named', () => {
	expect(readAttributeFilter(one('enum', ['eo']), 'steam')).toBeNull()
	expect(readAttributeFilter(one('decimal'), 'heavy')).toBeNull()
	expect(readAttributeFilter(one('decimal'), '..')).toBeNull()
	expect(readAttributeFilter(one('date'), 'yesterday')).toBeNull()
	expect(readAttributeFilters([one('decimal')], { k: 'heavy', secret: 'x' })).toEqual({
		filters: [],
		unread: ['k', 'secret'],
	})
})

test('a range in an address is read as it was written', () => {
	expect(endsOf(rangeText('3', ''))).toEqual(['3', ''])
	expect(endsOf(rangeText('', '4.5'))).toEqual(['', '4.5'])
	expect(endsOf(rangeText('3', '3'))).toEqual(['3', '3'])
	expect(rangeText('3.', '')).toBe('3..')
	expect(rangeText('', '')).toBe('')
})

test('the address of the list carries attributes as columns and filters', () => {
	const search = new URLSearchParams('columns=item,attr.heat&attr.heat=H2&attr.dose=&attr.grade=a,b')
	expect(readLotList(search)).toMatchObject({
		columns: ['item', 'attr.heat'],
		attributes: { heat: 'H2', grade: 'a,b' },
	})
	expect(Object.keys(readLotList(search).attributes)).toEqual(['heat', 'grade'])
})

test('an address with more values than a filter takes says how many are left off, and keeps the others', () => {
	const skus = Array.from({ length: MOST_FILTERED + 3 }, (_, index) => `SKU${index}`)
	const read = readLotList(new URLSearchParams({ item: skus.join(','), status: 'released' }))
	expect(read.item).toHaveLength(MOST_FILTERED)
	expect(read).toMatchObject({ status: ['released'], leftOff: 3 })
	expect(readLotList(new URLSearchParams({ item: skus.slice(0, 60).join(',') }))).toMatchObject({ leftOff: 0 })
})
