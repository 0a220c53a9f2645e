import type { LocalizedText } from '#app/core/localized.ts'

/**
 * What one company shows another of a lot, least first: that it exists; what it is (item, dates, state, certificates);
 * where it came from or what became of it, as far as its own records go. Names of other companies are in none.
 */
export const DISCLOSURE_LEVELS = ['existence', 'attributes', 'full'] as const
export type DisclosureLevel = (typeof DISCLOSURE_LEVELS)[number]

export const CONNECTION_STATUSES = ['offered', 'joining', 'active', 'ended'] as const
/** Offered by us, waiting for the other; joining: the other's offer was taken here and is being told; active; ended. */
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number]

/** Seen from whoever looks: the other company's lot came to us, or ours went to it. */
export type Direction = 'upstream' | 'downstream'

export const REQUEST_STATUSES = ['open', 'granted', 'declined', 'withdrawn'] as const
/** Withdrawn: by who asked before it was answered, or by who granted it. */
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** A lot inside the other company, without its id or any name of a third company. */
export type SharedNode = {
	code: string
	item: LocalizedText
	status: LocalizedText
	category: string
	depth: number
	quantity: { value: string; unit: string }
	/** Came from, or went to, a company beyond the one that shows it. */
	beyond: boolean
}
/** A link between two places of the node list. */
export type SharedEdge = { parent: number; child: number; kind: string; quantity: { value: string; unit: string } }

export type SharedCertificate = { kind: string; number: string | null; validUntil: string | null }

/** One attribute of the teller's data dictionary in its own words; keys and ids stay at home. */
export type SharedValue = { label: LocalizedText; value: LocalizedText }

/** What a lot is, for companies that may know. */
export type SharedAttributes = {
	item: { sku: string; name: LocalizedText }
	manufacturedOn: string | null
	expiresOn: string | null
	status: LocalizedText
	category: string
	certificates: SharedCertificate[]
	/** What the teller's data dictionary lets partners see of the lot and its item; absent in what was told before this was sent. */
	dictionary?: SharedValue[]
}

/** Where it came from or what became of it; `total` is how many lots there are, `nodes` all of them up to `MOST_NODES`. */
export type SharedGenealogy = { nodes: SharedNode[]; edges: SharedEdge[]; total: number }

/** What is sent of one lot. Its parts are there as far as the level goes, and no further. */
export type SharedContent = {
	level: DisclosureLevel
	attributes: SharedAttributes | null
	genealogy: SharedGenealogy | null
}

/** Lots of a genealogy that are sent; of a larger one the nearest are, and how many there are is said. */
export const MOST_NODES = 2_000

const RANK: Record<DisclosureLevel, number> = { existence: 0, attributes: 1, full: 2 }

/** The level that holds for a lot: the connection's, or a higher one granted for it and not run out. */
export function levelFor(
	policy: DisclosureLevel,
	grant: { level: DisclosureLevel; until: Date | null } | null,
	now: Date,
): DisclosureLevel {
	if (!grant || (grant.until && grant.until <= now)) return policy
	return RANK[grant.level] > RANK[policy] ? grant.level : policy
}

/** Whether one level shows more than another. */
export const showsMore = (level: DisclosureLevel, than: DisclosureLevel): boolean => RANK[level] > RANK[than]

/** Everything that is known of a lot, before anything is decided on who may see what. */
export type FullContent = { attributes: SharedAttributes; genealogy: SharedGenealogy | null }

/** What a level lets through. What it does not name is null, whatever is known. */
export function disclose(level: DisclosureLevel, known: FullContent): SharedContent {
	return {
		level,
		attributes: RANK[level] >= RANK.attributes ? known.attributes : null,
		genealogy: level === 'full' ? known.genealogy : null,
	}
}

/** One line of a shipment as the other company is told. `ref` stands for the lot between the two and means nothing else. */
export type NoticeLine = {
	ref: string
	code: string
	gtin: string | null
	sku: string
	name: LocalizedText
	quantity: string
	unit: string
	manufacturedOn: string | null
	expiresOn: string | null
}
