import { Decimal } from 'decimal.js'

export const RECALL_CLASSES = ['I', 'II', 'III'] as const
/** Health hazard class, I the gravest (21 CFR 7.3(m)). */
export type RecallClass = (typeof RECALL_CLASSES)[number]

export const SCOPE_KINDS = ['narrow', 'broad'] as const
/** How far a recall reaches: `broad` takes in `narrow`. */
export type ScopeKind = (typeof SCOPE_KINDS)[number]
/** Where the rules put one lot; what they cannot decide (`unknown`) counts as narrow, so that nothing is left out. */
export type LotScope = 'narrow' | 'broad' | 'out' | 'unknown'

export const NOTICE_STATUSES = ['queued', 'sent', 'failed', 'opened', 'partial', 'answered'] as const
export type NoticeStatus = (typeof NOTICE_STATUSES)[number]

/** What became of the quantity shipped, as decimal strings in the lot's unit; parts add up to what was shipped. */
export type RecallAnswer = { returned: string; quarantined: string; used: string; destroyed: string; unknown: string }

/** Where goods went, in the order in which screens show it. `unknown` is what nobody has accounted for. */
export const FATES = ['returned', 'quarantined', 'used', 'destroyed', 'unknown'] as const
export type Fate = (typeof FATES)[number]

/** What was shipped in one unit and what became of it; the five parts add up to `shipped`, all but `unknown` to `known`. Decimal strings. */
export type Reconciliation = { unit: string; shipped: string; known: string } & Record<Fate, string>

/** One lot on one consignee's notice. */
export type NoticeLine = { shipped: string; unit: string; answer: RecallAnswer | null }

/** Adds up what consignees answered, unit by unit, the one with most lines first. What is not answered is unknown. */
export function reconcile(lines: readonly NoticeLine[]): Reconciliation[] {
	const units = [...Map.groupBy(lines, (line) => line.unit)].sort(([, a], [, b]) => b.length - a.length)
	return units.map(([unit, own]) => {
		const total = (part: (line: NoticeLine) => string) =>
			own.reduce((sum, line) => sum.plus(part(line)), new Decimal(0)).toFixed()
		const fate = (key: Fate) => total((line) => line.answer?.[key] ?? (key === 'unknown' ? line.shipped : '0'))
		const shipped = total((line) => line.shipped)
		return {
			unit,
			shipped,
			known: new Decimal(shipped).minus(fate('unknown')).toFixed(),
			returned: fate('returned'),
			quarantined: fate('quarantined'),
			used: fate('used'),
			destroyed: fate('destroyed'),
			unknown: fate('unknown'),
		}
	})
}

/** An amount that people gave for a lot; `unknown` is worked out. */
export type GivenAnswer = Omit<RecallAnswer, 'unknown'>

/** What was shipped less what is accounted for. Null when more is accounted for than was shipped. */
export function completeAnswer(shipped: string, given: GivenAnswer): RecallAnswer | null {
	const known = Decimal.sum(given.returned, given.quarantined, given.used, given.destroyed)
	const unknown = new Decimal(shipped).minus(known)
	return unknown.isNegative() && !unknown.isZero() ? null : { ...given, unknown: unknown.abs().toFixed() }
}

export const CLOSING_NEEDS = ['stock-frozen', 'notices-sent', 'all-answered', 'nothing-unknown'] as const
export type ClosingNeedKey = (typeof CLOSING_NEEDS)[number]

/** One thing that closing a recall needs. What `explainable` may be replaced by a signed explanation. */
export type ClosingNeed = { key: ClosingNeedKey; met: boolean; missing: number; explainable: boolean }

/** How a recall stands, as closing looks at it. */
export type RecallStanding = {
	/** Lots of the scope that still have stock and are not stopped. */
	loose: number
	/** Notices that have not gone out. */
	unsent: number
	/** Consignees who have not answered at all. */
	silent: number
	/** Lines with goods that nobody has accounted for. */
	unknownLines: number
}

/** What closing needs, met or not, in the order of work (21 CFR 7.55: reasonable efforts, disposition known). */
export function closingNeeds(standing: RecallStanding): ClosingNeed[] {
	const need = (key: ClosingNeedKey, missing: number, explainable: boolean): ClosingNeed => ({
		key,
		met: missing === 0,
		missing,
		explainable,
	})
	return [
		need('stock-frozen', standing.loose, false),
		need('notices-sent', standing.unsent, true),
		need('all-answered', standing.silent, true),
		need('nothing-unknown', standing.unknownLines, true),
	]
}

/** Categories of a case that is going on: lots stay recalled, consignees may answer. */
export const RUNNING: ReadonlySet<string> = new Set(['active', 'waiting', 'blocked'])

/** Whether a case in a state of this category is drawn up, goes on, or is over. */
export const phaseOf = (category: string): 'draft' | 'running' | 'over' =>
	category === 'initial' ? 'draft' : RUNNING.has(category) ? 'running' : 'over'

/** Whether a step between these categories leaves the lots of a recall as they are. */
export const leavesLots = (from: string, to: string): boolean =>
	phaseOf(from) === phaseOf(to) || (phaseOf(from) === 'draft' && phaseOf(to) === 'over')

/** States of the shipped lifecycle that mean a recall, over or not. */
export const RECALLED_STATES: ReadonlySet<string> = new Set(['recalled', 'recall_closed'])
