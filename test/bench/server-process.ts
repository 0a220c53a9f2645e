import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { processorMsOf } from './processor-clock.ts'

export type ServerProcess = { origin: string; memory: () => number; cpuMs: () => number; stop: () => Promise<void> }

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
	const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error', ...env },
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
		cpuMs: () => processorMsOf(pid),
		stop: async () => {
			if (child.exitCode !== null) return
			child.kill('SIGTERM')
			await once(child, 'exit')
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
