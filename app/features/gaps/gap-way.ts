import type { GapFix } from './fix-gap.server.ts'
import type { GapRow } from './gaps.queries.server.ts'

/** What closes a gap: a place where it is done, or a form that does it here. */
export type GapWay = { to: string } | { how: Exclude<GapFix['how'], 'accept'> }

/** The way to close a gap of a kind. */
export function wayOf({ kind, detail, lot }: Pick<GapRow, 'kind' | 'detail' | 'lot'>): GapWay {
	switch (kind) {
		case 'orphan-lot':
			return { to: `/gaps/reconstruct?child=${encodeURIComponent(lot.code)}` }
		case 'consumed-without-receipt':
			return { how: 'receipt' }
		case 'missing-supplier-lot':
			return { how: 'supplier-lot' }
		case 'missing-certificate':
			return { to: `/documents/new?lot=${lot.id}` }
		case 'balance-break':
			// Where the events themselves are wrong, the stock cannot follow them: they are corrected, each on its own page.
			return detail.reason === 'stock-differs' && !detail.book?.startsWith('-')
				? { how: 'stock' }
				: { to: `/lots/${lot.id}?tab=events` }
		case 'time-order':
			if (detail.reason === 'made-after-use' || detail.reason === 'expires-before-made') return { how: 'dates' }
			return { to: `/lots/${lot.id}?tab=events` }
		case 'duplicate-code':
			if (detail.reason === 'supplier-lot') return { how: 'supplier-lot' }
			return { to: `/search?q=${encodeURIComponent(lot.code)}` }
	}
}
