import { type ChildProcess, spawn } from 'node:child_process'
import { until } from './until.ts'

export type PortalProcess = {
	process: ChildProcess
	/** Where it listens. */
	url: string
	/** Everything it has written so far. */
	output: () => string
	/** Ends when the process does; its exit code, or null when a signal ended it. */
	ended: Promise<number | null>
	kill: (signal: NodeJS.Signals) => Promise<number | null>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
	for (const child of running) child.kill('SIGKILL')
})

/** Runs a file of the portal as a process of its own, with nothing of our environment but what is given. */
export function runPortal(args: readonly string[], env: Record<string, string>): Omit<PortalProcess, 'url'> {
	const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env
	const child = spawn(
		process.execPath,
		['--heap-growing-percent=100', '--disable-warning=ExperimentalWarning', ...args],
		{
			env: {
				PATH,
				HOME,
				LANG,
				NODE_ENV: 'production',
				HOST: '127.0.0.1',
				PORT: '0',
				SEED: 'none',
				LOG_LEVEL: 'error',
				...env,
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	)
	running.add(child)
	let output = ''
	child.stdout?.on('data', (chunk) => {
		output += String(chunk)
	})
	child.stderr?.on('data', (chunk) => {
		output += String(chunk)
	})
	const ended = new Promise<number | null>((resolve) =>
		child.on('close', (code) => {
			running.delete(child)
			resolve(code)
		}),
	)
	return {
		process: child,
		output: () => output,
		ended,
		kill: (signal) => {
			child.kill(signal)
			return ended
		},
	}
}

/** Starts the built server on a port of its own and waits until it listens. */
export async function startServer(env: Record<string, string>): Promise<PortalProcess> {
	const started = runPortal(['app/server.ts'], env)
	let url = ''
	await until('the server listens', () => {
		if (started.process.exitCode !== null) throw new Error(`The server ended: ${started.output()}`)
		url = /ready at (http:\/\/\S+)/.exec(started.output())?.[1]?.replace('localhost', '127.0.0.1') ?? ''
		return url !== ''
	})
	return { ...started, url }
}
