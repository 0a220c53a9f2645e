/** A record's page: where it lies and its id, nothing that leads out of the portal. */
const RECORD = /^(?:\/[a-z-]{1,30}){1,2}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The page of a procedure; with the record whose step asks for it, so that the reader finds back. */
export const procedureAddress = (code: string, record?: string): string =>
	`/procedures/${encodeURIComponent(code)}${record ? `?from=${encodeURIComponent(record)}` : ''}`

/** The record's page that a reader of a procedure came from; null for anything else in the address. */
export const recordCameFrom = (from: string | null): string | null => (from && RECORD.test(from) ? from : null)
