import { Decimal } from 'decimal.js'
import { convert, type Quantity } from '#app/core/quantity.ts'

const Exact = Decimal.clone({ precision: 64, rounding: Decimal.ROUND_DOWN })
/** As many decimals as a stored quantity has. */
const DECIMALS = 6

/** How much of which input went into which output; `input` and `output` are places in the two lists. */
export type LinkShare = { input: number; output: number; quantity: string; unit: string }

/**
 * Divides every input over the outputs in proportion to what was made of each, in the input's unit. The shares of an
 * input add up to it exactly: the last output takes what rounding leaves. Outputs that cannot be compared with each
 * other (pieces beside litres) count alike, as do outputs of nothing.
 */
export function shareQuantities(inputs: readonly Quantity[], outputs: readonly Quantity[]): LinkShare[] {
	const weights = weightsOf(outputs)
	const total = weights.reduce((sum, weight) => sum.plus(weight), new Exact(0))
	return inputs.flatMap((input, inputIndex) => {
		let left = new Exact(input.value)
		return weights.map((weight, outputIndex) => {
			const isLast = outputIndex === weights.length - 1
			const share = isLast ? left : new Exact(input.value).times(weight).dividedBy(total).toDecimalPlaces(DECIMALS)
			left = left.minus(share)
			return { input: inputIndex, output: outputIndex, quantity: share.toFixed(), unit: input.unit }
		})
	})
}

function weightsOf(outputs: readonly Quantity[]): Decimal[] {
	const unit = outputs[0]?.unit ?? ''
	const converted = outputs.map((output) => convert(output, unit))
	const weights = converted.map((one) => new Exact(one.ok ? one.value.value : 0))
	const comparable = converted.every((one) => one.ok) && weights.some((weight) => weight.greaterThan(0))
	return comparable ? weights : outputs.map(() => new Exact(1))
}
