import type { RegisterLot } from '#app/features/lots/lot.model.ts'
import type { LotCandidate } from './convert-row.model.ts'

/**
 * What is registered for a row. A supplier's lot is announced and gets a code of ours; of the tenant's own stock the
 * code in the file is the code.
 */
export const lotOfRow = (row: LotCandidate, partyId: string | null): RegisterLot => ({
	item: row.itemId,
	quantity: row.quantity,
	...(partyId ? { supplierLot: row.supplierLot, supplierId: partyId } : { code: row.supplierLot }),
	manufacturedOn: row.manufacturedOn ?? null,
	expiresOn: row.expiresOn ?? null,
	state: partyId ? 'announced' : 'quarantine',
	attributes: {
		...(row.heatNumber ? { heatNumber: row.heatNumber } : {}),
		...(row.certificateNumber ? { certificateNumber: row.certificateNumber } : {}),
		...(row.site ? { supplierSite: row.site } : {}),
		...(row.comment ? { comment: row.comment } : {}),
		...row.attributes,
	},
})
