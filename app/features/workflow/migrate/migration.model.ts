import type { LocalizedText } from '#app/core/localized.ts'

export const MIGRATION_STATUSES = ['queued', 'running', 'stopped', 'done', 'failed'] as const
export type MigrationStatus = (typeof MIGRATION_STATUSES)[number]

/** What becomes of the records in each state of the old version: the state they go to, or null to stay on the old one. */
export type StateMap = Readonly<Record<string, string | null>>

/** A record that was not moved, and why. */
export type RefusedRecord = { id: string; label: string; why: LocalizedText }

/** At most this many refused records are kept by name; all are counted. */
export const REFUSED_KEPT = 200

/** Whether a migration has come to its end; a stopped one may go on. */
export const isOver = (status: MigrationStatus): boolean => status === 'done' || status === 'failed'

/** A migration as its page and the interface show it. Times are ISO 8601. */
export type MigrationView = {
	id: string
	key: string
	from: number
	to: number
	map: StateMap
	status: MigrationStatus
	total: number
	processed: number
	moved: number
	stayed: number
	refused: number
	refusals: readonly RefusedRecord[]
	voided: readonly string[]
	stopRequested: boolean
	reason: string
	startedBy: string | null
	createdAt: string
	finishedAt: string | null
}
