/** A piece of a statement with the values of its question marks. */
export type Piece = { sql: string; values: unknown[] }

/** What a row says in the reader's language. */
export type Said = { code: string | null; name: string; detail: string | null; unit: string | null }

export type Source = {
	/**
	 * Selects value, code, name (in each language), detail, unit, `also` (looked through besides code and name) and `open`
	 * (it can be chosen now) of all that the reader may see.
	 */
	rows: Piece
	/** The rows have `facts` too. */
	hasFacts?: true
	/** Words that are not in the database. */
	say?: (said: Said) => Said
}

/** A piece with its values. */
export const all = (sql: string, ...values: unknown[]): Piece => ({ sql, values })
