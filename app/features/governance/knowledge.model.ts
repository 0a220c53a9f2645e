/** How a person stands to a procedure: knows the version in force, an earlier one only, a lapsed record, nothing. */
export type Knowledge = 'known' | 'outdated' | 'lapsed' | 'none'

/** By the latest record of the version in force, else of an earlier one; `current` null where there is no record. */
export function knowledgeOf(now: Date, current: boolean | null, validUntil: string | Date | null): Knowledge {
	if (current === null) return 'none'
	if (!current) return 'outdated'
	return validUntil && new Date(validUntil) <= now ? 'lapsed' : 'known'
}
