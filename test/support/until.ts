import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again until something holds; fails saying what was waited for. */
export async function until(
	what: string,
	holds: () => boolean | Promise<boolean>,
	timeoutMs = 60_000,
	everyMs = 200,
): Promise<void> {
	const end = Date.now() + timeoutMs
	while (Date.now() < end) {
		if (await holds()) return
		await sleep(everyMs)
	}
	throw new Error(`Waited ${timeoutMs} ms in vain until ${what}`)
}
