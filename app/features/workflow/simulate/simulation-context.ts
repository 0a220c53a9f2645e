import { businessCalendar } from '../duration.model.ts'
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
		...(stage.calendar ? { calendar: calendarOf(stage.calendar) } : {}),
	}
}

/** The working days as the interpreter reads them. */
export const calendarOf = ({ weekdays, daysOff, extraDays, utcOffsetMinutes }: NonNullable<Stage['calendar']>) =>
	businessCalendar({
		...(weekdays ? { weekdays } : {}),
		...(daysOff ? { daysOff } : {}),
		...(extraDays ? { extraDays } : {}),
		...(utcOffsetMinutes === undefined ? {} : { utcOffsetMinutes }),
	})

/** The record after a move: in the new state from now on, without approvals or timers of the stay before. */
export const movedTo = (simulated: Simulated, to: string, now: Date): Simulated => ({
	...simulated,
	now,
	position: { ...simulated.position, state: to, enteredAt: now, approvals: [] },
	fired: [],
})
