import type { LocalizedText } from '#app/core/localized.ts'

export const IMPORT_STATUSES = [
	'queued',
	'mapping',
	'dry-run',
	'ready',
	'running',
	'done',
	'failed',
	'cancelled',
] as const
/** Where an import stands: read (queued), waiting for its columns to be matched, tried, ready to run, running, ended. */
export type ImportStatus = (typeof IMPORT_STATUSES)[number]

/** States in which something goes on by itself: a page looks again every second. */
export const WORKING_STATUSES: readonly ImportStatus[] = ['queued', 'dry-run', 'running']

/** States that nothing leaves any more. */
export const ENDED_STATUSES: readonly ImportStatus[] = ['done', 'failed', 'cancelled']

export type ImportMode = 'dry-run' | 'all-or-nothing' | 'good-rows'

/** What is wrong with one value of one row, and the next step. */
export type RowProblem = {
	row: number
	field: string | null
	column: number | null
	value: string
	code: string
	message: LocalizedText
	severity: 'error' | 'warning'
	suggestion?: string
}
