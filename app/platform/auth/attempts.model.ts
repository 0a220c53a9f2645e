/** Tries that cost nothing before waiting begins. */
const FREE_TRIES = 4
const LONGEST_MS = 15 * 60_000

/**
 * How long an account waits after its n-th wrong try in a row: nothing for the first four, then 2 s, doubling, 15
 * minutes at most. Never for ever, so that nobody can lock another person out.
 */
export const backOffMs = (failedAttempts: number): number =>
	failedAttempts <= FREE_TRIES ? 0 : Math.min(LONGEST_MS, 2_000 * 2 ** (failedAttempts - FREE_TRIES - 1))
