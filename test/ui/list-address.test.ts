import { expect, test } from 'vitest'
import { keptParams, listAddress, pageAddress, toggled } from '#app/ui/data/list-address.ts'

const search = new URLSearchParams('q=plate&kind=raw&cursor=c1&after=a1&before=b1')

test('a change of what narrows a list begins again at its first page', () => {
	expect(listAddress(search, { kind: 'part' })).toBe('?q=plate&kind=part')
	expect(listAddress(search, { kind: null, q: '' })).toBe('?')
	expect(search.get('cursor'), 'the address it was asked of stays').toBe('c1')
})

test('a turn of the page keeps what narrows the list', () => {
	expect(listAddress(search, { cursor: 'c2' })).toBe('?q=plate&kind=raw&cursor=c2')
	expect(listAddress(search, { after: null })).toBe('?q=plate&kind=raw')
})

test('a form of the list keeps every other parameter but the place in the pages, also one that is given twice', () => {
	expect(keptParams(new URLSearchParams('q=a&site=1&site=2&after=x'), ['q'])).toEqual([
		['site', '1'],
		['site', '2'],
	])
})

test('a value is added to a list in a parameter, and taken out where it is in', () => {
	expect(toggled(['a'], 'b')).toBe('a,b')
	expect(toggled(['a', 'b'], 'a')).toBe('b')
	expect(toggled(['a'], 'a')).toBe('')
})

test('what changes nothing of which rows there are keeps the place in the pages', () => {
	expect(pageAddress(search, { columns: 'a' })).toBe('?q=plate&kind=raw&cursor=c1&after=a1&before=b1&columns=a')
	expect(pageAddress(search, { kind: null })).toBe('?q=plate&cursor=c1&after=a1&before=b1')
})
