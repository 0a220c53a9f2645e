import type { LocalDate } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'

export const VERDICTS = ['released', 'expired', 'not-released', 'on-hold', 'not-for-use', 'recalled'] as const
/** What whoever holds the product needs to know first. */
export type Verdict = (typeof VERDICTS)[number]

/** The little of a lot's standing that a verdict needs; times are dates. */
export type Standing = {
	status: string
	/** Category of its workflow's state: what it means, whatever an admin calls it. */
	category: string
	/** In the scope of a recall that was opened and not cancelled. */
	recalled: boolean
	expiresOn: LocalDate | null
	today: LocalDate
}

const RECALLED: ReadonlySet<string> = new Set(['recalled', 'recall_closed'])

/**
 * One answer about a lot: a recall comes before everything, then what forbids use, then the expiry (the day itself is
 * still good, GS1 General Specifications 3.4.7, AI 17), and only a lot that is released may be used.
 */
export function verdictOf({ status, category, recalled, expiresOn, today }: Standing): Verdict {
	if (recalled || RECALLED.has(status)) return 'recalled'
	if (category === 'rejected' || category === 'cancelled') return 'not-for-use'
	if (category === 'blocked') return 'on-hold'
	if (category !== 'done') return 'not-released'
	return expiresOn !== null && expiresOn < today ? 'expired' : 'released'
}

/** Steps in words that say nothing of how the company works inside. */
export const SAFE_STEPS = [
	'received',
	'grown',
	'formed',
	'machined',
	'treated',
	'coated',
	'cleaned',
	'mixed',
	'processed',
	'assembled',
	'packed',
	'sterilised',
	'packed-sterilised',
	'reworked',
	'made',
	'released',
	'shipped',
	'recalled',
] as const
export type SafeStep = (typeof SAFE_STEPS)[number]

/** First match wins, so that two words at once come before either. Both languages: people name steps as they speak. */
const WORDS: readonly [SafeStep, RegExp][] = [
	['packed-sterilised', /(pack|包装).*(steril|灭菌)|(steril|灭菌).*(pack|包装)/i],
	['sterilised', /steril|灭菌/i],
	['packed', /pack|fill|label|包装|灌装|贴标/i],
	['assembled', /assembl|mount|insert|组装|装配/i],
	['coated', /coat|anodi|涂|阳极/i],
	['treated', /anneal|heat|polish|passivat|harden|退火|热处理|抛光|钝化/i],
	['cleaned', /clean|wash|rinse|清洗/i],
	['machined', /machin|turn|\bcut|laser|drill|机加|车削|切割|铣/i],
	['formed', /forge|mould|mold|\bdraw|cast|press|extru|锻|拉拔|铸|成型|注塑/i],
	['mixed', /mix|blend|混/i],
	['processed', /roast|\bmill|grind|dry|bake|cook|炒|磨|烘|制粉|煮|干/i],
	['grown', /harvest|grow|pick|收获|采摘|种/i],
]

/** The public word for a step as people wrote it down; their own words are never shown. */
export const safeStepOf = (step: string | null): SafeStep =>
	(step && WORDS.find(([, words]) => words.test(step))?.[0]) || 'made'

export type ProvenanceDates = {
	manufacturedOn: LocalDate | null
	expiresOn: LocalDate | null
	releasedOn: LocalDate | null
	shippedOn: LocalDate | null
}

/** A place as far as anyone may know it. */
export type Place = { country: string; city: LocalizedText | null }
