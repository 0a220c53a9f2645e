import { type RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Counts one try. Answers how many seconds to wait, or null: go on. */
export async function secondsToWait(limiter: RateLimiterMemory, key: string): Promise<number | null> {
	try {
		await limiter.consume(key)
		return null
	} catch (error) {
		if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000))
		throw error
	}
}
