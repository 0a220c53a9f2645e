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
	'ship',
	'return',
	'destroy',
	'adjust',
	'inspect',
	'hold',
	'release',
	'recall',
] as const
/** What happened (the portal's words; the table in the interface's documentation maps them to EPCIS). */
export type EventKind = (typeof EVENT_KINDS)[number]

export const LINK_KINDS = ['consume', 'split', 'merge', 'rework', 'relabel', 'repack'] as const
/** Why a parent is linked to a child. */
export type LinkKind = (typeof LINK_KINDS)[number]

/** What a lot was in an event: used up, made, or only looked at. */
export type EventLotRole = 'input' | 'output' | 'subject'

/** What a machine or person noted of a step, by name; limits where there are any. Values are texts as read. */
export type ProcessParameters = Record<string, { value: string; unit?: string; min?: string; max?: string }>
