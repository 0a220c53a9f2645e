export const ORDER_STATUSES = ['planned', 'running', 'finished', 'cancelled'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** One component of an order as it came out; quantities in its unit, the difference in percent of what was needed. */
export type ComponentOutcome = {
	sku: string
	needed: string | null
	consumed: string
	unit: string
	differencePercent: string | null
	tolerancePercent: string
	within: boolean | null
}

/** How an order came out when it was closed, and why it was closed out of tolerance. */
export type OrderBalance = {
	made: string
	scrap: string
	unit: string
	yieldPercent: string
	within: boolean
	reason: string | null
	components: ComponentOutcome[]
}
