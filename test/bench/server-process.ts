import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { processorMsOf } from './processor-clock.ts'

export type ServerProcess = {
	origin: string
	/** Resident, in MB. */
	memory: () => number
	/** What is in use once all garbage is collected, in MB. */
	liveMemory: () => Promise<number>
	cpuMs: () => number
	stop: () => Promise<void>
}

const freePort = (): Promise<number> =>
	new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const address = server.address()
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
		})
	})

/** Resident memory of a process of Linux, in MB. */
const memoryOf = (pid: number): number =>
	Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024
async function isUp(origin: string, path: string): Promise<boolean> {
	const response = await fetch(`${origin}${path}`).catch(() => null)
	await response?.arrayBuffer()
	return response?.ok === true
}

/** Starts a server of this project as a process of its own and waits until it answers at `path`. */
export async function startServer(
	script: string,
	{ env, path }: { env: Record<string, string>; path: string },
): Promise<ServerProcess> {
	const port = await freePort()
	const live = join(mkdtempSync(join(tmpdir(), 'lotline-live-')), 'bytes')
	const flags = [
		'--heap-growing-percent=100',
		'--disable-warning=ExperimentalWarning',
		'--expose-gc',
		'--import=./test/bench/live-memory.ts',
	]
	const own = { PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error', LIVE_MEMORY: live, ...env }
	const child: ChildProcess = spawn(process.execPath, [...flags, script], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, NODE_ENV: 'production', ...own },
	})
	const origin = `http://127.0.0.1:${port}`
	const until = Date.now() + 120_000
	while (!(await isUp(origin, path))) {
		if (child.exitCode !== null || Date.now() > until) throw new Error(`${script} did not start`)
		await sleep(300)
	}
	const pid = child.pid as number
	return {
		origin,
		memory: () => memoryOf(pid),
		liveMemory: async () => {
			rmSync(live, { force: true })
			child.kill('SIGUSR2')
			while (!existsSync(live)) await sleep(50)
			// The file is there a moment before its content.
			await sleep(100)
			return Number(readFileSync(live, 'utf8')) / 1_048_576
		},
		cpuMs: () => processorMsOf(pid),
		stop: async () => {
			if (child.exitCode !== null) return
			child.kill('SIGTERM')
			await once(child, 'exit')
			rmSync(dirname(live), { recursive: true, force: true })
		},
	}
}

/** The portal's own server, as `npm start` runs it, on a database that is there. */
export function startWeb(
	databaseUrl: string,
	dataDir: string,
	env: Record<string, string> = {},
): Promise<ServerProcess> {
	if (!existsSync('build/server/index.js')) throw new Error('This bench needs the built portal: npm run build')
	return startServer('app/server.ts', {
		env: { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, SESSION_SECRET: 'x'.repeat(32), JOBS: 'off', ...env },
		path: '/healthz',
	})
}
