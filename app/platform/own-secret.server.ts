import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The portal's secret where none is configured: made once and kept beside the data, readable by its owner alone, so that
 * what was sealed or signed before a restart still opens. In memory it lives as long as the process.
 */
export function ownSecret(dataDir: string): string {
	const fresh = randomBytes(32).toString('hex')
	if (dataDir.startsWith('memory:')) return fresh
	mkdirSync(dataDir, { recursive: true })
	const path = join(dataDir, 'secret')
	try {
		writeFileSync(path, fresh, { flag: 'wx', mode: 0o600 })
		return fresh
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
		return readFileSync(path, 'utf8').trim()
	}
}
