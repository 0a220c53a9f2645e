import { Decimal } from 'decimal.js'
import { newId } from '#app/core/ids.ts'
import { decimalSchema } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { listProcessParameters } from '#app/features/catalog/process-parameters.queries.server.ts'
import { isInFuture } from '#app/features/genealogy/event-time.model.ts'
import { watchMeasurements } from '#app/features/quality/watch/watch-measurements.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import { ProductionReading } from './production.entity.server.ts'
import { latestLimits } from './readings.queries.server.ts'

/**
 * One value of a process parameter. The limits of the order's pinned revision hold; for what it does not know, those
 * given, or else those that the parameter was last read against on this order.
 */
export type Reading = {
	parameter: string
	value: string
	unit?: string | null | undefined
	min?: string | null | undefined
	max?: string | null | undefined
	/** Absent: now. */
	readAt?: string | Date | null | undefined
	step?: string | null | undefined
	equipment?: string | null | undefined
}

export type RecordReadingsError =
	| OpenOrderError
	| {
			code: 'not-a-quantity' | 'invalid-time' | 'time-in-future' | 'before-order' | 'limits-crossed' | 'no-readings'
			path: string
	  }

export type RecordedReading = { id: string; parameter: string; value: string; within: boolean }

/**
 * Records values that were read while an order ran, all or none, each with the limits that held then; one outside them is
 * marked, never refused: it was read. `threshold_watch` decides on each at once, for the lot that the order makes: what it
 * says (finding, deviation, hold) happens in the same unit of work.
 * Permission `produce` on orders.
 * Errors: those of `openOrder`; each with `path`: `no-readings`, `not-a-quantity`, `invalid-time`, `time-in-future`,
 * `before-order` (read before the order started), `limits-crossed` (the lower limit is above the upper).
 */
export async function recordReadings(
	ctx: Context,
	request: { orderId: string; readings: readonly Reading[] },
): Promise<Result<RecordedReading[], RecordReadingsError>> {
	const opened = await openOrder(ctx, { orderId: request.orderId }, { action: 'produce', while: 'begun' })
	if (!opened.ok) return opened
	const order = opened.value
	if (request.readings.length === 0) return err({ code: 'no-readings', path: 'readings' })
	const known = await latestLimits(ctx, order.id)
	const ofRevision = new Map(
		(await listProcessParameters(ctx, order.revisionId)).map((one) => [
			one.key,
			{ unit: one.unit, min: one.minimum, max: one.maximum, step: one.step },
		]),
	)
	const rows = []
	for (const [index, reading] of request.readings.entries()) {
		const pinned = ofRevision.get(reading.parameter)
		const limits = pinned ?? (reading.min || reading.max ? reading : known.get(reading.parameter))
		const problem = problemOf(ctx, reading, order.startedAt)
		if (problem) return err({ ...problem, path: `readings.${index}.${problem.path}` })
		const [min, max] = [limits?.min || null, limits?.max || null]
		const value = new Decimal(reading.value)
		rows.push({
			id: newId(),
			tenantId: ctx.tenant.id,
			orderId: order.id,
			parameter: reading.parameter,
			value: reading.value,
			unit: pinned?.unit || reading.unit || known.get(reading.parameter)?.unit || null,
			min,
			max,
			within: !(min && value.lessThan(min)) && !(max && value.greaterThan(max)),
			readAt: reading.readAt ? new Date(reading.readAt) : ctx.now,
			recordedAt: ctx.now,
			step: reading.step || pinned?.step || null,
			equipment: reading.equipment || order.line,
			actorName: ctx.actor.name,
		})
	}
	await ctx.em.insertMany(ProductionReading, rows)
	ctx.audit.record({
		action: 'order.readings',
		subject: { type: 'order', id: order.id, label: order.number },
		after: {
			count: rows.length,
			outside: rows
				.filter((row) => !row.within)
				.map((row) => `${row.parameter} ${row.value}`)
				.slice(0, 20),
		},
	})
	await watchMeasurements(ctx, { readings: rows.map((row) => row.id) })
	return ok(rows.map(({ id, parameter, value, within }) => ({ id, parameter, value, within })))
}

function problemOf(
	ctx: Context,
	reading: Reading,
	startedAt: string | null,
): Exclude<RecordReadingsError, OpenOrderError> | null {
	for (const path of ['value', 'min', 'max'] as const) {
		const given = reading[path]
		if (given && !decimalSchema.safeParse(given).success) return { code: 'not-a-quantity', path }
	}
	if (reading.value === '') return { code: 'not-a-quantity', path: 'value' }
	if (reading.min && reading.max && new Decimal(reading.min).greaterThan(reading.max))
		return { code: 'limits-crossed', path: 'min' }
	if (!reading.readAt) return null
	const at = new Date(reading.readAt)
	if (Number.isNaN(at.getTime())) return { code: 'invalid-time', path: 'readAt' }
	if (isInFuture(at, ctx.now)) return { code: 'time-in-future', path: 'readAt' }
	return startedAt && at < new Date(startedAt) ? { code: 'before-order', path: 'readAt' } : null
}
