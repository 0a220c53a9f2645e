/** Numbers that look random and are the same in every run. */
export type SeededRandom = {
	/** A whole number from `least` to `most`, both included. */
	whole: (least: number, most: number) => number
	/** One of the given, each as likely. */
	pick: <T>(from: readonly T[]) => T
	/** Whether something of this likelihood, in percent, happens. */
	chance: (percent: number) => boolean
}

/** A generator of 32-bit numbers (mulberry32, Tommy Ettinger, public domain) seeded with a whole number. */
export function seededRandom(seed: number): SeededRandom {
	let state = seed >>> 0
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return (mixed ^ (mixed >>> 14)) >>> 0
	}
	const whole = (least: number, most: number): number => least + (next() % (most - least + 1))
	return {
		whole,
		pick: (from) => {
			const chosen = from[whole(0, from.length - 1)]
			if (chosen === undefined) throw new RangeError('Nothing to pick from')
			return chosen
		},
		chance: (percent) => whole(1, 100) <= percent,
	}
}
