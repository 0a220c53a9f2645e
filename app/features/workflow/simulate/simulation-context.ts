import { type BusinessCalendar, businessCalendar, type Calendars } from '#app/core/business-calendar.ts'
import { DEFAULT_CALENDARS } from '../duration.model.ts'
import type { TransitionContext } from '../workflow.model.ts'
import type { Assumptions } from './scenario.schema.ts'
import type { Simulated, Stage } from './simulation.model.ts'

/** The context of a step as the interpreter sees it; `by` is a person's key, absent for the portal itself. */
export function contextOf(
	stage: Stage,
	now: Date,
	by: string | null,
	record: Readonly<Record<string, unknown>>,
	assume: Assumptions = {},
): TransitionContext {
	const person = stage.people.find(({ key }) => key === by)
	const roles = person?.roles ?? []
	const decisions = Object.fromEntries(
		Object.entries(assume.decisions ?? {}).map(([ruleSet, outcome]) => [ruleSet, { outcome }]),
	)
	return {
		now,
		actor: { id: by ?? 'system', kind: by === null ? 'system' : 'person', roles },
		allowed: new Set(
			roles.flatMap((role) =>
				Object.hasOwn(stage.world.allowedByRole, role) ? (stage.world.allowedByRole[role] ?? []) : [],
			),
		),
		decisions,
		record: { ...record, ...assume.fields },
		training: Object.fromEntries((assume.trained ?? []).map((course) => [course, { validUntil: null }])),
		calendars: calendarsOf(stage),
		...(stage.world.ruleSetTitles ? { ruleSetTitles: stage.world.ruleSetTitles } : {}),
		...(stage.world.roleTitles ? { roleTitles: stage.world.roleTitles } : {}),
	}
}

const offsetText = (minutes: number): string => {
	const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
	return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

const WHOLE_DAY = [{ from: 0, to: 1440 }]

/** The working days that a scenario sets for itself: whole days, at a fixed distance from UTC. */
function ownCalendar({ weekdays = [1, 2, 3, 4, 5], ...given }: NonNullable<Stage['calendar']>): BusinessCalendar {
	const { daysOff = [], extraDays = [], utcOffsetMinutes = 0 } = given
	const worked = new Set(extraDays)
	return businessCalendar({
		timeZone: offsetText(utcOffsetMinutes),
		week: [1, 2, 3, 4, 5, 6, 7].map((day) => (weekdays.includes(day) ? WHOLE_DAY : [])),
		special: [
			...daysOff.filter((day) => !worked.has(day)).map((day) => ({ from: day, to: day, hours: [] })),
			...extraDays.map((day) => ({ from: day, to: day, hours: WHOLE_DAY })),
		],
	})
}

const prepared = new WeakMap<object, Calendars>()

/**
 * The calendars of a stage: the scenario's own, which stands for every calendar that deadlines name, so that a test case
 * comes out the same wherever it is run; without one, Monday to Friday.
 */
export function calendarsOf({ calendar }: Pick<Stage, 'calendar'>): Calendars {
	if (!calendar) return DEFAULT_CALENDARS
	const known = prepared.get(calendar) ?? { business: ownCalendar(calendar) }
	prepared.set(calendar, known)
	return known
}

/** The record after a move: in the new state from now on, without approvals or timers of the stay before. */
export const movedTo = (simulated: Simulated, to: string, now: Date): Simulated => ({
	...simulated,
	now,
	position: { ...simulated.position, state: to, enteredAt: now, approvals: [] },
	fired: [],
})
