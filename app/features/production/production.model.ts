import { type StateCategory, TERMINAL_CATEGORIES } from '#app/features/workflow/workflow.schema.ts'

/** One component of an order as it came out; quantities in its unit, the difference in percent of what was needed. */
export type ComponentOutcome = {
	sku: string
	needed: string | null
	consumed: string
	unit: string
	differencePercent: string | null
	tolerancePercent: string
	within: boolean | null
}

/** How an order came out when it was closed, and why it was closed out of tolerance. */
export type OrderBalance = {
	made: string
	scrap: string
	unit: string
	yieldPercent: string
	within: boolean
	reason: string | null
	components: ComponentOutcome[]
}

/** Whether an order is still to be worked on, whatever its tenant's workflow calls the state. */
export const isOpenOrder = (category: StateCategory): boolean =>
	!TERMINAL_CATEGORIES.some((terminal) => terminal === category)

/** Where an order stands: `startedAt` is when its lot began, `finishedAt` when that left production. */
export type OrderPosition = { category: StateCategory; startedAt: string | null; finishedAt: string | null }

/**
 * What a step makes of production. It follows from the category that the step leads to, so that states of a company's own
 * are carried out like the shipped ones: production begins with the first active state, stands still in a blocked one,
 * and ends in a done one.
 */
export type OrderEffect = 'none' | 'begin' | 'pause' | 'resume' | 'end' | 'too-late' | 'too-early' | 'ended'

/** The effect of a step from where the order stands to a state of the category `to`. */
export function effectOf({ category, startedAt, finishedAt }: OrderPosition, to: StateCategory): OrderEffect {
	if (finishedAt !== null) return isOpenOrder(to) ? 'ended' : 'none'
	if (to === 'cancelled' || to === 'rejected') return startedAt === null ? 'none' : 'too-late'
	if (to === 'done') return startedAt === null ? 'too-early' : 'end'
	if (to === 'active' && category !== 'active') return startedAt === null ? 'begin' : 'resume'
	return to === 'blocked' && category !== 'blocked' && startedAt !== null ? 'pause' : 'none'
}

const [PLANNED, RUNNING, ENDED] = [
	{ startedAt: null, finishedAt: null },
	{ startedAt: 'begun', finishedAt: null },
	{ startedAt: 'begun', finishedAt: 'ended' },
]

/** How far the production of an order can be that stands in a state of a category. */
const POSSIBLE: Record<StateCategory, readonly Omit<OrderPosition, 'category'>[]> = {
	initial: [PLANNED],
	waiting: [PLANNED, RUNNING],
	active: [RUNNING],
	blocked: [PLANNED, RUNNING],
	done: [ENDED],
	rejected: [PLANNED],
	cancelled: [PLANNED],
}

/** Whether a step between states of these categories leaves production as it is, whenever it is taken. */
export const leavesProduction = (from: StateCategory, to: StateCategory): boolean =>
	POSSIBLE[from].every((position) => effectOf({ category: from, ...position }, to) === 'none')
