import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/*
 * Loaded into a server before its own code (`--import`, with `--expose-gc`): at a SIGUSR2 it collects all that nobody
 * holds any longer and writes what is left, in bytes, into the file LIVE_MEMORY.
 */
process.on('SIGUSR2', async () => {
	// What waits for a finaliser goes with the second or third collection.
	for (let round = 0; round < 4; round++) {
		globalThis.gc?.()
		await sleep(200)
	}
	const { heapUsed, external } = process.memoryUsage()
	writeFileSync(process.env.LIVE_MEMORY ?? '', String(heapUsed + external))
})
