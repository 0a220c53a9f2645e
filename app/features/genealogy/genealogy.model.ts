export const EVENT_KINDS = [
	'register',
	'receive',
	'produce',
	'consume',
	'split',
	'merge',
	'rework',
	'relabel',
	'repack',
	'change',
	'pack',
	'unpack',
	'ship',
	'return',
	'destroy',
	'adjust',
	'inspect',
	'hold',
	'release',
	'recall',
	'correct',
] as const
/** What happened (the portal's words; the table in the interface's documentation maps them to EPCIS). */
export type EventKind = (typeof EVENT_KINDS)[number]

export const LINK_KINDS = ['consume', 'split', 'merge', 'rework', 'relabel', 'repack', 'change'] as const
/** Why a parent is linked to a child. */
export type LinkKind = (typeof LINK_KINDS)[number]

/** What a lot was in an event: used up, made, or only looked at. */
export type EventLotRole = 'input' | 'output' | 'subject'

/** What a machine or person noted of a step, by name; limits where there are any. Values are texts as read. */
export type ProcessParameters = Record<string, { value: string; unit?: string; min?: string; max?: string }>

/**
 * What went into an event against what came out of it and was lost, in one unit, where the two can be compared. The
 * difference is in percent of what went in, signed: negative where something is missing.
 */
export type EventBalance = {
	input: string
	output: string
	scrap: string
	unit: string
	differencePercent: string
	tolerancePercent: string
	within: boolean
}
