import { type Quantity, sum } from '#app/core/quantity.ts'
import type { DeliveryLine } from './delivery.queries.server.ts'

/** What is announced and counted altogether, in the unit of the first line; null where the lines do not add up. */
export function sumLines(lines: readonly Pick<DeliveryLine, 'quantity' | 'counted' | 'unit'>[]): {
	announced: Quantity | null
	quantity: Quantity | null
	counted: number
} {
	const counted = lines.filter((line) => line.counted !== null)
	const unit = lines[0]?.unit
	if (!unit) return { announced: null, quantity: null, counted: 0 }
	const announced = sum(
		lines.map((line) => ({ value: line.quantity, unit: line.unit })),
		unit,
	)
	const quantity = sum(
		counted.map((line) => ({ value: line.counted ?? '0', unit: line.unit })),
		unit,
	)
	return {
		announced: announced.ok ? announced.value : null,
		quantity: quantity.ok ? quantity.value : null,
		counted: counted.length,
	}
}
