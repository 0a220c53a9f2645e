import type { LocalizedText } from '#app/core/localized.ts'

/** What the tenant's own people aim at. Shown beside each figure. */
export const RELEASE_TARGET_HOURS = 24
export const RIGHT_FIRST_TARGET = 0.96
/** A hold that lasts longer is shown as too long. */
export const LONG_HOLD_DAYS = 5
/** Certificates that end within this time are shown as ending soon. */
export const SOON_DAYS = 30

export const WORK_KINDS = [
	'release',
	'delivery',
	'deviation',
	'hold',
	'recall',
	'rule',
	'workflow',
	'order',
	'shipment',
] as const
/** What kind of thing is asked. */
export type WorkKind = (typeof WORK_KINDS)[number]

/** One thing asked of the reader. `dueAt` is a moment, `dueOn` a day; without either it waits since `since`. */
export type WorkItem = {
	kind: WorkKind
	id: string
	/** Where it is opened, e.g. `receiving_match` for a rule set. */
	target: string
	code: string
	title: LocalizedText | string | null
	status: string
	dueAt: string | null
	dueOn: string | null
	since: string
	from: LocalizedText | string | null
}

export type DueGroup = 'overdue' | 'today' | 'week' | 'later' | 'open'

/** In which part of the list a thing stands, for a reader whose day is `today` (a date in the tenant's time zone). */
export function dueGroup(
	item: Pick<WorkItem, 'dueAt' | 'dueOn'>,
	day: { now: string; today: string; weekEnds: string; dateOf: (moment: string) => string },
): DueGroup {
	if (item.dueAt && item.dueAt < day.now) return 'overdue'
	const on = item.dueOn ?? (item.dueAt ? day.dateOf(item.dueAt) : null)
	if (!on) return 'open'
	if (on < day.today) return 'overdue'
	if (on === day.today) return 'today'
	return on <= day.weekEnds ? 'week' : 'later'
}

const LINKS: Record<WorkKind, (item: Pick<WorkItem, 'id' | 'target'>) => string> = {
	release: ({ id }) => `/lots/${id}`,
	delivery: ({ id }) => `/deliveries/${id}`,
	deviation: ({ target }) => `/lots/${target}`,
	hold: ({ id }) => `/lots/${id}`,
	recall: ({ id }) => `/recalls/${id}`,
	rule: ({ target }) => `/rules/${target}`,
	workflow: ({ target }) => `/workflows/${target}`,
	order: ({ id }) => `/production/${id}`,
	shipment: ({ id }) => `/shipments/${id}`,
}

/** The page on which a thing is done. */
export const workLink = (item: Pick<WorkItem, 'kind' | 'id' | 'target'>): string => LINKS[item.kind](item)

export const MISSING_KINDS = ['ready', 'deviation', 'failing', 'result', 'certificate'] as const
/** The first thing that a lot in the release queue lacks. */
export type MissingKind = (typeof MISSING_KINDS)[number]
