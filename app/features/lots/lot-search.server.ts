/** What a list of lots is asked for. Items and suppliers are ids or codes. */
export type LotSearch = {
	/** Beginning of a lot code or a supplier's lot code, however written. */
	q?: string | undefined
	code?: string | undefined
	item?: readonly string[] | undefined
	status?: readonly string[] | undefined
	supplier?: readonly string[] | undefined
	supplierLot?: string | undefined
	/** A container or SSCC that it came in, however written. */
	reference?: string | undefined
	/** By key of the data dictionary, as `readAttributeFilter` reads them; what the actor may not see narrows nothing. */
	attributes?: Readonly<Record<string, string>> | undefined
	/** Only lots of devices that lack a production identifier of their label. */
	lacking?: '1' | undefined
	/** ISO 8601. */
	updatedSince?: string | undefined
	sort?: 'updated' | 'code' | undefined
	direction?: 'asc' | 'desc' | undefined
	cursor?: string | undefined
	limit?: number | undefined
}

/** Where a page begins: after this row, or, going back, before it. */
export type Cursor = { value: string; id: string; back: boolean }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Writes a cursor for an address. */
export function writeCursor({ value, id, back }: Cursor): string {
	return Buffer.from(JSON.stringify([value, id, back ? 1 : 0])).toString('base64url')
}

/** Reads a cursor from an address; null when it is not one of ours: then the list begins at its beginning. */
export function readCursor(text: string): Cursor | null {
	try {
		const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
		if (!Array.isArray(parts)) return null
		const [value, id, back] = parts as unknown[]
		if (typeof value !== 'string' || typeof id !== 'string' || !UUID.test(id) || value.length > 200) return null
		return { value, id, back: back === 1 }
	} catch {
		return null
	}
}
