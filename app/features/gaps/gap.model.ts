export const GAP_KINDS = [
	'orphan-lot',
	'consumed-without-receipt',
	'missing-supplier-lot',
	'missing-certificate',
	'balance-break',
	'time-order',
	'duplicate-code',
] as const
/** What is missing or does not fit. */
export type GapKind = (typeof GAP_KINDS)[number]

/** From the gravest: the trace may be wrong; something that an audit asks for is missing; worth a look. */
export const SEVERITIES = ['high', 'medium', 'low'] as const
export type GapSeverity = (typeof SEVERITIES)[number]

/** What a gap's explanation needs beside the lot; which of them depends on the kind. */
export type GapDetail = {
	/** Why, where a kind has several reasons. */
	reason?: string
	/** Quantities as decimal texts in the lot's unit. */
	stock?: string
	book?: string
	used?: string
	made?: string
	unit?: string
	/** ISO 8601 moments or days. */
	at?: string
	before?: string
	/** The other lot. */
	otherId?: string
	otherCode?: string
	/** How many lots share a code. */
	count?: number
}

/** Open gaps by kind. */
export type GapCounts = Partial<Record<GapKind, number>>

/** The severity of a stored rank, 1 to 3. */
export const severityOf = (rank: number): GapSeverity => SEVERITIES[rank - 1] ?? 'low'
/** The rank under which a severity is stored. */
export const rankOf = (severity: GapSeverity): number => SEVERITIES.indexOf(severity) + 1
