/** What one measured thing took, in milliseconds. */
export type Measured = { median: number; p95: number; runs: number }

const at = (sorted: readonly number[], share: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN

const summary = (times: number[]): Measured => {
	const sorted = times.sort((a, b) => a - b)
	return { median: at(sorted, 0.5), p95: at(sorted, 0.95), runs: sorted.length }
}

type Work = (round: number) => Promise<unknown> | unknown

/**
 * Runs the things in turn, round after round, so that a busy moment of the machine falls on all of them alike; the first
 * rounds only warm up. Each is done `inARow` times before the next, so that it pays for the garbage that it leaves itself
 * where that is much. Answers what each took.
 */
export async function measure<K extends string>(
	works: Record<K, Work>,
	{ rounds, warmUp = 3, inARow = 1 }: { rounds: number; warmUp?: number; inARow?: number },
): Promise<Record<K, Measured>> {
	const names = Object.keys(works) as K[]
	const times = new Map<K, number[]>(names.map((name) => [name, []]))
	for (let round = -warmUp; round < rounds; round++) {
		for (const name of names) {
			for (let again = 0; again < inARow; again++) {
				const started = performance.now()
				await works[name]((round + warmUp) * inARow + again)
				if (round >= 0) times.get(name)?.push(performance.now() - started)
			}
		}
	}
	return Object.fromEntries(names.map((name) => [name, summary(times.get(name) ?? [])])) as Record<K, Measured>
}

const ms = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2))

/** Prints one ratio with its limit; remembers whether it was kept. */
export function report(name: string, ratio: number, limit: { most: number } | { least: number }, detail: string): void {
	const kept = 'most' in limit ? ratio <= limit.most : ratio >= limit.least
	const wanted = 'most' in limit ? `at most ${limit.most}` : `at least ${limit.least}`
	process.stdout.write(`${kept ? 'reached ' : 'MISSED  '} ${name}: ${ratio.toFixed(2)} (${wanted}); ${detail}\n`)
	if (!kept) process.exitCode = 1
}

/** The candidate's median over the baseline's, printed with both. */
export function reportRatio(name: string, candidate: Measured, baseline: Measured, most: number): void {
	report(
		name,
		candidate.median / baseline.median,
		{ most },
		`${ms(candidate.median)} ms against ${ms(baseline.median)} ms, ${candidate.runs} runs`,
	)
}
