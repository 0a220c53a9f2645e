/** Where time comes from. Use cases read `ctx.clock`, so that tests can move it. */
export interface Clock {
	/** The present moment. */
	now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
