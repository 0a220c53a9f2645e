/** Days before its end in which a certificate counts as ending soon. */
export const ENDING_DAYS = 60

export type Validity = 'valid' | 'soon' | 'expired' | 'none'

/** Whether a document is valid, given the days until its end: negative once it has ended, null when it has no end. */
export function validityOf(daysLeft: number | null): Validity {
	if (daysLeft === null) return 'none'
	if (daysLeft < 0) return 'expired'
	return daysLeft <= ENDING_DAYS ? 'soon' : 'valid'
}
