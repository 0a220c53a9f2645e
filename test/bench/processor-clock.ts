import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

/** Milliseconds of a tick of the kernel's clock as /proc counts it. */
const TICK_MS = 10

type Stat = { parent: number; own: number; ended: number }

/** What the kernel says of a process: its parent, its processor time and that of its children which have ended, in ms. */
function statOf(pid: number | string): Stat | null {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? []
		const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
			(at) => fields[at],
		)
		return { parent, own: (user + system) * TICK_MS, ended: (endedUser + endedSystem) * TICK_MS }
	} catch {
		return null
	}
}

/** Processor time that a process has used so far, in ms. */
export const processorMsOf = (pid: number): number => statOf(pid)?.own ?? Number.NaN

/**
 * A clock that runs as fast as this process and the database server work: on a machine that others use too, it tells what
 * work costs where the time of day tells who had to wait. Needs Linux, and the server on this machine.
 */
export async function processorClock(client: pg.Client): Promise<() => number> {
	const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
	const server = statOf(rows[0]?.pid ?? 0)?.parent
	if (!server) throw new Error('The database server is not a process of this machine')
	return () => {
		const own = process.cpuUsage()
		const master = statOf(server)
		const children = readdirSync('/proc')
			.filter((name) => /^\d+$/.test(name))
			.map(statOf)
			.filter((stat) => stat?.parent === server)
		const database = (master?.own ?? 0) + (master?.ended ?? 0) + children.reduce((sum, one) => sum + (one?.own ?? 0), 0)
		return (own.user + own.system) / 1_000 + database
	}
}
