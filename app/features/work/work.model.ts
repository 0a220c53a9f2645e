import type { LocalizedText } from '#app/core/localized.ts'
import { isRecordKind, type RecordKind, subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'

export const WORK_KINDS = [
	'task',
	'approval',
	'training',
	'release',
	'delivery',
	'import',
	'deviation',
	'case',
	'measure',
	'hold',
	'recall',
	'rule',
	'workflow',
	'order',
	'shipment',
] as const
/** What kind of thing is asked. */
export type WorkKind = (typeof WORK_KINDS)[number]

/** One thing asked of somebody. `dueAt` is a moment, `dueOn` a day; without either it waits since `since`. */
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
	/** The site where it lies, or null. */
	site: string | null
	/** Who can do it, where that is not everybody whose role has the permission: a person, a role's key. */
	who: string | null
	/** How grave it is, where it is a quality record that says so. */
	severity: string | null
	/** The kind of record whose states name the status, where `kind` does not say it. */
	workflow: string | null
	/** In whose name the reader would act, and until when: a person who is away. */
	inNameOf: { name: string; until: string } | null
}

export type DueGroup = 'overdue' | 'today' | 'week' | 'later' | 'open'
export const DUE_GROUPS: readonly DueGroup[] = ['overdue', 'today', 'week', 'later', 'open']

/** The day by which a thing is wanted: the earlier of its moment's and its own; null where it has neither. */
export function dueDay(
	{ dueAt, dueOn }: Pick<WorkItem, 'dueAt' | 'dueOn'>,
	dateOf: (moment: string) => string,
): string | null {
	const ofMoment = dueAt ? dateOf(dueAt) : null
	return ofMoment && dueOn ? (ofMoment < dueOn ? ofMoment : dueOn) : (ofMoment ?? dueOn)
}

/** In which part of the list a thing stands, for a reader whose day is `today` (a date in the tenant's time zone). */
export function dueGroup(
	item: Pick<WorkItem, 'dueAt' | 'dueOn'>,
	day: { now: string; today: string; weekEnds: string; dateOf: (moment: string) => string },
): DueGroup {
	if (item.dueAt && item.dueAt < day.now) return 'overdue'
	const on = dueDay(item, day.dateOf)
	if (!on) return 'open'
	if (on < day.today) return 'overdue'
	if (on === day.today) return 'today'
	return on <= day.weekEnds ? 'week' : 'later'
}

/** The page of a record that is named as `deviation/<id>`. */
function recordPath(target: string): string {
	const [kind = '', id = ''] = target.split('/')
	return isRecordKind(kind) ? `${subjectOf(kind).path}/${id}` : '/work'
}

const LINKS: Record<WorkKind, (item: Pick<WorkItem, 'id' | 'target'>) => string> = {
	task: ({ target }) => recordPath(target),
	approval: ({ target }) => recordPath(target),
	training: ({ target }) => `/procedures/${encodeURIComponent(target)}?from=work`,
	release: ({ id }) => `/lots/${id}`,
	delivery: ({ id }) => `/deliveries/${id}`,
	import: ({ id }) => `/imports/${id}`,
	deviation: ({ id }) => `/deviations/${id}`,
	case: ({ target }) => target,
	measure: ({ target }) => target,
	hold: ({ id }) => `/lots/${id}`,
	recall: ({ id }) => `/recalls/${id}`,
	rule: ({ target }) => `/rules/${target}`,
	workflow: ({ target }) => `/workflows/${target}`,
	order: ({ id }) => `/production/${id}`,
	shipment: ({ id }) => `/shipments/${id}`,
}

const RECORDS: Partial<Record<WorkKind, RecordKind>> = {
	release: 'lot',
	hold: 'lot',
	delivery: 'delivery',
	shipment: 'delivery',
	deviation: 'deviation',
	recall: 'recall',
	order: 'order',
}

/** The kind of record whose states name the status of a thing; null where it has a status of its own. */
export const statusOf = ({ kind, workflow }: Pick<WorkItem, 'kind' | 'workflow'>): string | null =>
	workflow ?? RECORDS[kind] ?? null

/** The page on which a thing is done. */
export const workLink = (item: Pick<WorkItem, 'kind' | 'id' | 'target'>): string => LINKS[item.kind](item)
