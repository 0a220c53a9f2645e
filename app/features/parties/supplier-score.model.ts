export const SCORE_PARTS = ['match', 'certificates', 'data', 'punctual', 'holds'] as const
export type ScorePart = (typeof SCORE_PARTS)[number]

/** For each part: of how many things, how many were not as they should be. */
export type ScoreCounts = Record<ScorePart, { of: number; wrong: number }>

/** Points that a part costs when everything in it is wrong. They add up to 100. */
export const SCORE_WEIGHTS: Record<ScorePart, number> = {
	match: 30,
	certificates: 25,
	punctual: 20,
	holds: 15,
	data: 10,
}

export type SupplierScore = {
	/** 0 to 100; null while nothing has been delivered or registered to judge by. */
	points: number | null
	parts: { part: ScorePart; of: number; wrong: number; minus: number }[]
}

/**
 * A supplier's score: 100 less, for each part, its weight times the share that was wrong, rounded to whole points. One
 * wrong thing costs a point at least, so that nothing wrong is hidden by many right ones. Points and what was taken off
 * add up to 100.
 */
export function supplierScore(counts: ScoreCounts): SupplierScore {
	const parts = SCORE_PARTS.map((part) => {
		const { of, wrong } = counts[part]
		const exact = of === 0 ? 0 : (SCORE_WEIGHTS[part] * wrong) / of
		return { part, of, wrong, minus: wrong === 0 || of === 0 ? 0 : Math.max(1, Math.round(exact)) }
	})
	const judged = parts.some((part) => part.of > 0)
	return { points: judged ? 100 - parts.reduce((sum, part) => sum + part.minus, 0) : null, parts }
}
