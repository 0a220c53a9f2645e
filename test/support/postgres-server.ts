import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type PostgresServer = { url: string; stop: () => Promise<void> }

/** The folder with `initdb` and `postgres`, newest version first, or null where none is installed. */
export function findPostgres(): string | null {
	const root = '/usr/lib/postgresql'
	if (!existsSync(root)) return null
	const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
	for (const version of versions) {
		const bin = join(root, version, 'bin')
		if (Number(version) >= 15 && existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'))) return bin
	}
	return null
}

const freePort = (): Promise<number> =>
	new Promise((resolve, reject) => {
		const server = createServer()
		server.once('error', reject)
		server.listen(0, '127.0.0.1', () => {
			const address = server.address()
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
		})
	})

/** PostgreSQL refuses to run as root: then its files belong to, and it runs as, this user. */
function serverUser(): { uid: number; gid: number } | null {
	if (process.getuid?.() !== 0) return null
	for (const name of ['postgres', 'nobody']) {
		try {
			const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }).trim())
			return { uid: id('-u'), gid: id('-g') }
		} catch {
			// Not a user here; try the next.
		}
	}
	throw new Error('PostgreSQL cannot run as root, and neither postgres nor nobody is a user here')
}

/** Starts a PostgreSQL of its own in a temporary folder, listening on the loopback address alone. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
	const folder = mkdtempSync(join(tmpdir(), 'lotline-pg-'))
	const user = serverUser()
	if (user) chownSync(folder, user.uid, user.gid)
	const as = { ...(user ?? {}), cwd: folder, env: { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8' } }
	const data = join(folder, 'data')
	execFileSync(
		join(bin, 'initdb'),
		['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
		{ ...as, stdio: 'pipe' },
	)
	const port = await freePort()
	const server = spawn(
		join(bin, 'postgres'),
		[
			'-D',
			data,
			'-p',
			String(port),
			'-k',
			folder,
			'-c',
			'listen_addresses=127.0.0.1',
			'-c',
			'fsync=off',
			'-c',
			'synchronous_commit=off',
			'-c',
			'full_page_writes=off',
			'-c',
			'max_connections=200',
			'-c',
			'shared_buffers=256MB',
		],
		{ ...as, stdio: 'ignore' },
	)
	for (let attempt = 0; attempt < 100; attempt++) {
		try {
			execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres'], {
				stdio: 'pipe',
			})
			break
		} catch {
			await sleep(100)
		}
	}
	return {
		url: `postgres://postgres@127.0.0.1:${port}`,
		stop: async () => {
			const ended = new Promise((resolve) => server.once('exit', resolve))
			server.kill('SIGINT')
			await ended
			rmSync(folder, { recursive: true, force: true })
		},
	}
}
