import type { ChoiceList } from '#app/core/choice.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { VersionSummary } from '#app/platform/definitions/definitions.queries.server.ts'

/** What the later life of a rule set or workflow is shown by: the version that is looked at, and what it hangs on. */
export type LifePage = {
	key: string
	active: number | null
	shown: VersionSummary
	versions: readonly VersionSummary[]
	isOwn: boolean
	/** The sites to choose a pilot from. */
	sites: ChoiceList
	timeZone: string
	/** Versions in force that do not load. */
	broken: readonly { id: string; number: number | null; why: string }[]
	emergencyLate: boolean
	pilot: { places: { sites: readonly LocalizedText[]; skus: readonly string[] } } | null
}

/** The two kinds of definitions: where their pages are, and whose permissions they need. */
export const LIFE_KINDS = {
	rules: { pages: '/rules', subject: 'RuleSet' },
	workflow: { pages: '/workflows', subject: 'Workflow' },
} as const
export type LifeKind = keyof typeof LIFE_KINDS
