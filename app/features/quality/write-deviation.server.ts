import { newId } from '#app/core/ids.ts'
import { nextNumber } from '#app/features/lots/next-code.server.ts'
import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Deviation } from './quality.entity.server.ts'
import type { Severity } from './quality.model.ts'

export type NewDeviation = {
	lot: { id: string; code: string }
	title: string
	severity: Severity
	reason: string
	openedBy: string | null
	/** The decision that opened it, where no person did. */
	decisionId?: string | null
}

/** Stores a deviation with its number, begins its workflow and notes it. Permission is the caller's: a person's, or the portal's own. */
export async function writeDeviation(ctx: Context, deviation: NewDeviation): Promise<{ id: string; number: string }> {
	const { lot, title, severity, reason, openedBy, decisionId } = deviation
	const number = await nextNumber(ctx, 'deviation', 'DEV-{YYYY}-{SEQ:4}')
	const id = newId()
	ctx.em.create(Deviation, {
		id,
		number,
		lotId: lot.id,
		title,
		severity,
		// The workflow begins a few lines below and says what is.
		status: '',
		category: '',
		openedAt: ctx.now,
		openedBy,
		closedAt: null,
		closedBy: null,
		conclusion: null,
	})
	await startWorkflow(ctx, 'deviation', [id], { reason })
	ctx.audit.record({
		action: 'deviation.open',
		subject: { type: 'deviation', id, label: number },
		after: { lotId: lot.id, lot: lot.code, title, severity, ...(decisionId ? { decisionId } : {}) },
		reason,
	})
	return { id, number }
}

/** The open deviation that a measurement of this name opened on this lot, or null. */
export async function openDeviationOf(ctx: Context, lotId: string, name: string): Promise<string | null> {
	const [row] = await ctx.em.execute<{ id: string }[]>(
		`select d.id from measurement_finding f join deviation d on d.id = f.deviation_id
		where f.lot_id = ? and f.name = ? and d.category not in ('done', 'cancelled', 'rejected') order by d.opened_at limit 1`,
		[lotId, name],
	)
	return row?.id ?? null
}
