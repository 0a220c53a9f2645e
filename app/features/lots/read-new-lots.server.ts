import type { Context } from '#app/platform/request/context.server.ts'
import type { RegisterLot } from './lot.model.ts'
import type { NewLot } from './new-lot.schema.ts'
import { findReferences } from './references.queries.server.ts'

/** A new lot as `registerLot` takes it, and whether the GTIN given with it is another than its item's. */
export type ReadNewLot = { lot: Omit<RegisterLot, 'quantity'>; gtinDiffers: boolean }

const itemOf = ({ item }: NewLot): string => (typeof item === 'string' ? item : 'id' in item ? item.id : item.sku)

/** Turns lots as programs give them into what `registerLot` takes: codes of sites and partners become ids. */
export async function readNewLots(ctx: Context, given: readonly NewLot[]): Promise<ReadNewLot[]> {
	const find = await findReferences(ctx, {
		sites: given.flatMap((lot) => lot.site ?? []),
		parties: given.flatMap((lot) => lot.supplier ?? []),
		items: given.flatMap((lot) => (lot.gtin ? [itemOf(lot)] : [])),
	})
	return given.map((lot) => ({
		gtinDiffers: Boolean(lot.gtin) && find.gtin(itemOf(lot)) !== lot.gtin?.padStart(14, '0'),
		lot: {
			item: itemOf(lot),
			code: lot.code,
			revision: lot.revision,
			manufacturedOn: lot.manufacturedOn,
			expiresOn: lot.expiresOn,
			supplierId: lot.supplier ? find.party(lot.supplier) : lot.supplier,
			supplierLot: lot.supplierLot,
			siteId: lot.site ? find.site(lot.site) : lot.site,
			attributes: lot.attributes,
			state: lot.state,
			line: lot.line,
			references: lot.references,
		},
	}))
}
