import { Decimal } from 'decimal.js'
import { convert, isZero, type Quantity, sum } from '#app/core/quantity.ts'

/** What of one lot went into the judged one, and what the parts list asks of it for one unit made. */
export type BalanceInput = {
	itemId: string
	kind: string
	quantity: Quantity
	component: { quantity: string; unit: string; tolerancePercent: string } | null
}

export type Made = { quantity: Quantity; itemUnit: string }

/** What was put in and what is accounted for, of the part that differs most. */
export type Balance = { inputQuantity: Quantity; accountedQuantity: Quantity }

const Exact = Decimal.clone({ precision: 64 })

function differenceOf({ inputQuantity, accountedQuantity }: Balance): Decimal {
	const put = new Exact(inputQuantity.value)
	const off = put.minus(accountedQuantity.value).abs()
	return put.isZero() ? off : off.dividedBy(put.abs())
}

/** Sum in one unit, leaving out what cannot be converted; null when nothing can. */
function total(quantities: readonly Quantity[], unit: string): Quantity | null {
	const usable = quantities.filter((quantity) => convert(quantity, unit).ok)
	const added = usable.length > 0 ? sum(usable, unit) : null
	return added?.ok ? added.value : null
}

/**
 * What the product, made or lost, needs of one component by the parts list, plus what was lost of the component itself. A
 * difference that the parts list itself allows for counts as accounted.
 */
function componentBalance(made: Made, inputs: readonly BalanceInput[], losses: readonly Quantity[]): Balance | null {
	const component = inputs[0]?.component
	const output = convert(made.quantity, made.itemUnit)
	if (!component || !output.ok) return null
	const put = total(
		inputs.map((input) => input.quantity),
		component.unit,
	)
	if (!put) return null
	const isOfProduct = (loss: Quantity) => convert(loss, made.itemUnit).ok
	const lostProduct = total(losses.filter(isOfProduct), made.itemUnit)?.value ?? '0'
	const needed = new Exact(output.value.value).plus(lostProduct).times(component.quantity)
	const ofComponent = losses.filter((loss) => !isOfProduct(loss))
	const lost = total(ofComponent, component.unit)?.value ?? '0'
	const accounted = needed.plus(lost)
	const allowed = needed.abs().times(component.tolerancePercent).dividedBy(100)
	const isAllowed = accounted.minus(put.value).abs().lessThanOrEqualTo(allowed)
	return {
		inputQuantity: put,
		accountedQuantity: { value: isAllowed ? put.value : accounted.toDecimalPlaces(6).toFixed(), unit: component.unit },
	}
}

/** Goods that stay what they are: what came out, plus losses, against what went in. */
function sameGoodsBalance(made: Made, inputs: readonly BalanceInput[], losses: readonly Quantity[]): Balance | null {
	const { unit } = made.quantity
	const put = total(
		inputs.map((input) => input.quantity),
		unit,
	)
	const accounted = total([made.quantity, ...losses], unit)
	return put && accounted ? { inputQuantity: put, accountedQuantity: accounted } : null
}

/**
 * Mass balance of a lot that was made from others: for each component of the parts list what was consumed against what
 * the quantity made needs of it, for goods without a parts list what went in against what came out. Answers the part
 * that differs most; null when nothing can be compared, so that the balance is not known.
 */
export function balanceOf(made: Made, inputs: readonly BalanceInput[], losses: readonly Quantity[]): Balance | null {
	// A by-product: what was used is booked on the product, so that there is nothing to hold it against but itself.
	if (inputs.length > 0 && inputs.every(({ quantity }) => isZero(quantity)))
		return { inputQuantity: made.quantity, accountedQuantity: made.quantity }
	const listed = Map.groupBy(
		inputs.filter((input) => input.component),
		(input) => input.itemId,
	)
	const unlisted = inputs.filter((input) => !input.component)
	const isSameGoods = listed.size === 0 && unlisted.length > 0
	const balances = [
		...[...listed.values()].map((group) => componentBalance(made, group, losses)),
		...(isSameGoods ? [sameGoodsBalance(made, unlisted, losses)] : []),
	].filter((balance) => balance !== null)
	return balances.toSorted((a, b) => differenceOf(b).comparedTo(differenceOf(a)))[0] ?? null
}
