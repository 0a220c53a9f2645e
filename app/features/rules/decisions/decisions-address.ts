import { listAddress } from '#app/ui/data/list-address.ts'

/** The address of the decision log with these parts changed; null takes one away. The page begins anew unless a cursor is given. */
export const decisionsAddress = (search: URLSearchParams, changes: Record<string, string | null>): string =>
	`/decisions${listAddress(search, changes)}`
