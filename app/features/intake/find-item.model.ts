import { normaliseCode } from '#app/core/normalise-code.ts'
import type { ConversionLookups, KnownItem } from './conversion-plan.model.ts'

/** The item of a code or name: as written, or spelt otherwise (`exact` false); or none, with the nearest code if near. */
type ItemMatch = { item: KnownItem; exact: boolean } | { item: null; nearest: string | undefined }

export type ItemFinder = { bySku(sku: string): ItemMatch; byName(name: string): ItemMatch }

/** Looking for near codes costs items × length; beyond these numbers it is left out. */
const LARGEST_CATALOGUE = 20_000
const MOST_SEARCHES = 100

/**
 * Finds items by code for the rows of one file: exactly, else regardless of case, dashes and spaces where that names
 * one item only, else the nearest code by at most two slips of the keyboard, as a suggestion.
 */
export function createItemFinder(lookups: Pick<ConversionLookups, 'itemsBySku' | 'itemsByName'>): ItemFinder {
	const bySpelling = uniqueBy(lookups.itemsBySku)
	const byNameSpelling = uniqueBy(lookups.itemsByName ?? new Map<string, KnownItem>())
	const nearest = new Map<string, string | undefined>()
	return {
		bySku(sku) {
			const exact = lookups.itemsBySku.get(sku)
			if (exact) return { item: exact, exact: true }
			const key = normaliseCode(sku)
			const respelt = bySpelling.get(key)
			if (respelt) return { item: respelt, exact: false }
			if (!nearest.has(key) && nearest.size < MOST_SEARCHES) nearest.set(key, nearestSku(key, lookups.itemsBySku))
			return { item: null, nearest: nearest.get(key) }
		},
		byName(name) {
			const item = lookups.itemsByName?.get(name) ?? byNameSpelling.get(normaliseCode(name))
			return item ? { item, exact: true } : { item: null, nearest: undefined }
		},
	}
}

/** By comparable code, without those that two items share. */
function uniqueBy(items: ReadonlyMap<string, KnownItem>): Map<string, KnownItem> {
	const unique = new Map<string, KnownItem>()
	const shared = new Set<string>()
	for (const [text, item] of items) {
		const key = normaliseCode(text)
		if (unique.has(key)) shared.add(key)
		unique.set(key, item)
	}
	for (const key of shared) unique.delete(key)
	return unique
}

function nearestSku(key: string, items: ReadonlyMap<string, KnownItem>): string | undefined {
	if (items.size > LARGEST_CATALOGUE || key.length < 4 || key.length > 64) return undefined
	let best: { sku: string; slips: number } | undefined
	for (const sku of items.keys()) {
		const slips = slipsBetween(key, normaliseCode(sku), best ? best.slips - 1 : 2)
		if (slips !== null) best = { sku, slips }
		if (best?.slips === 1) break
	}
	return best?.sku
}

/** Letters to insert, leave out, change or swap to get from one text to the other; null when more than `most`. Damerau 1964. */
function slipsBetween(a: string, b: string, most: number): number | null {
	if (Math.abs(a.length - b.length) > most) return null
	let beforeLast: number[] = []
	let last = Array.from({ length: b.length + 1 }, (_, at) => at)
	for (let i = 1; i <= a.length; i++) {
		const row = [i]
		for (let j = 1; j <= b.length; j++) {
			const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
			let slips = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
			const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
			if (isSwapped) slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1)
			row.push(slips)
		}
		if (Math.min(...row) > most) return null
		beforeLast = last
		last = row
	}
	const slips = last[b.length] ?? most + 1
	return slips <= most ? slips : null
}
