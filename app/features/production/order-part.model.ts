import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { OrderBalance } from './production.model.ts'

/** What an order's own columns become with a step. */
export type OrderColumns = Partial<{
	startedAt: Date
	finishedAt: Date
	pausedAt: Date | null
	sharesLine: boolean
	balance: OrderBalance | null
}>

/** What a step of an order brings with it, done or refused before the workflow moves the order. */
export type OrderPart = {
	/** What keeps the order from the step whatever its workflow says. */
	missing: readonly Refusal[]
	set: OrderColumns
	/** For the audit entry of the step. */
	noted: Record<string, unknown>
	/** What is decided on beside the order itself: approvals bind it, signatures cover it. */
	covers: Record<string, unknown>
	lot: { id: string; code: string; status: string } | null
}

export const NO_PART: OrderPart = { missing: [], set: {}, noted: {}, covers: {}, lot: null }
