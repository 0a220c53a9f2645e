/** The columns of a lot that permissions, forms and signatures of its workflow look at. */
export type LotStanding = {
	id: string
	code: string
	itemId: string
	quantity: string
	onHand: string
	unit: string
	status: string
	manufacturedOn: string | null
	expiresOn: string | null
	supplierId: string | null
	siteId: string | null
	version: number
}

/** Picks them from a lot however it was loaded, so that every door decides on and signs the same. */
export function lotStanding(lot: LotStanding): LotStanding {
	const { id, code, itemId, quantity, onHand, unit, status, manufacturedOn, expiresOn, supplierId, siteId, version } =
		lot
	return { id, code, itemId, quantity, onHand, unit, status, manufacturedOn, expiresOn, supplierId, siteId, version }
}
