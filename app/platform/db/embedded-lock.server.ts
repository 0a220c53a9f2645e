import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** The embedded database's folder is in use by another process; the message says by which. */
export class DirectoryHeldError extends Error {}

type Holder = { pid: number; host: string; since: string }

const alive = (holder: Holder): boolean => {
	if (holder.host !== hostname()) return true
	try {
		process.kill(holder.pid, 0)
		return true
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM'
	}
}

const read = (path: string): Holder | null => {
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as Holder
	} catch {
		return null
	}
}

/**
 * Takes the folder of the embedded database for this process alone; PGlite itself takes no lock, and two processes
 * on one folder lose rows without a word.
 * @returns a function that gives the folder back.
 * @throws DirectoryHeldError when a living process holds it.
 */
export function lockDirectory(dataDir: string): () => void {
	mkdirSync(dataDir, { recursive: true })
	const path = join(dataDir, 'lotline.lock')
	for (let attempt = 0; attempt < 2; attempt++) {
		try {
			const file = openSync(path, 'wx')
			writeSync(file, JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }))
			closeSync(file)
			return () => {
				if (read(path)?.pid === process.pid) unlinkSync(path)
			}
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
			const holder = read(path)
			if (holder && holder.pid !== process.pid && alive(holder)) {
				throw new DirectoryHeldError(
					`DATA_DIR ${dataDir} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}. ` +
						'Stop that process, or set DATA_DIR to another folder, or use DATABASE_URL to share one database.',
				)
			}
			// Left behind by a killed process, or by an earlier process that had our number.
			unlinkSync(path)
		}
	}
	throw new DirectoryHeldError(`DATA_DIR ${dataDir} is being taken by another process at this moment. Try again.`)
}
