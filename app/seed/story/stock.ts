import { Decimal } from 'decimal.js'
import type { Story } from './story.ts'
import type { StoryLot } from './story-types.ts'

const releasedAt = (lot: StoryLot): Date | undefined => (lot.state === 'released' ? lot.steps.at(-1)?.at : undefined)

/** Lots of an item that could be used at a moment, those that came first in front. */
export function usableLots(story: Story, sku: string, at: Date): StoryLot[] {
	const day = at.toISOString().slice(0, 10)
	return story.lots
		.filter((lot) => {
			const since = releasedAt(lot)
			return (
				lot.item.sku === sku &&
				since !== undefined &&
				since <= at &&
				lot.onHand.greaterThan(0) &&
				(lot.expiresOn ?? day) >= day
			)
		})
		.sort((a, b) => a.registeredAt.getTime() - b.registeredAt.getTime())
}

/** Takes a quantity from stock, preferred lots first, then the oldest. @throws when there is not enough. */
export function takeFromStock(
	story: Story,
	sku: string,
	quantity: Decimal,
	at: Date,
	prefer: readonly StoryLot[] = [],
): { lot: StoryLot; quantity: Decimal }[] {
	const taken: { lot: StoryLot; quantity: Decimal }[] = []
	let open = quantity
	const usable = usableLots(story, sku, at)
	for (const lot of [
		...usable.filter((one) => prefer.includes(one)),
		...usable.filter((one) => !prefer.includes(one)),
	]) {
		if (open.isZero()) break
		const part = Decimal.min(open, lot.onHand)
		taken.push({ lot, quantity: part })
		open = open.minus(part)
	}
	if (open.greaterThan(0)) throw new Error(`The story lacks ${open.toFixed()} of ${sku} on ${at.toISOString()}`)
	return taken
}
