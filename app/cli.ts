import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from './platform/env.server.ts'

/*
 * The command line. `start` builds when the sources are newer than the bundle and then becomes the server; the other
 * commands run the sources directly and need no build.
 */

const newest = (folder: string): number =>
	readdirSync(folder, { withFileTypes: true }).reduce((latest, entry) => {
		const path = join(folder, entry.name)
		return Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
	}, 0)

const bundle = 'build/server/index.js'

function buildIfNeeded(): void {
	const sources = Math.max(
		...['app', 'migrations', 'portal-themes', 'public'].map(newest),
		statSync('package.json').mtimeMs,
	)
	if (existsSync(bundle) && statSync(bundle).mtimeMs > sources) return
	process.stdout.write('Building the portal, about half a minute …\n')
	const built = spawnSync(join('node_modules', '.bin', 'remix'), ['vite:build'], {
		stdio: ['ignore', 'ignore', 'inherit'],
	})
	if (built.status !== 0) throw new Error('The build failed; its output is above')
}

async function start(): Promise<void> {
	process.env.NODE_ENV ??= 'production'
	process.env.SEED ??= 'demo'
	parseEnv(process.env)
	buildIfNeeded()
	await import('./server.ts')
}

async function openPortal(work: boolean) {
	const { startPortal } = await import('./start-portal.server.ts')
	return startPortal(parseEnv(process.env), { work })
}

async function worker(): Promise<void> {
	const opening = openPortal(true)
	// The first jobs are worked before the last queue is open: who is told to stop meanwhile gives them back all the same.
	const stop = async () => {
		await (await opening).stop(25_000)
		process.exit(0)
	}
	process.on('SIGTERM', () => void stop())
	process.on('SIGINT', () => void stop())
	const running = await opening
	running.portal.log.info('working jobs')
}

async function migrateOnly(): Promise<void> {
	const running = await openPortal(false)
	process.stdout.write('The database has the newest schema.\n')
	await running.stop(1_000)
}

/** One line for each tenant; ends with 1 when a chain does not hold or there is no such tenant. */
async function verifyAudit(): Promise<void> {
	const running = await openPortal(false)
	const { verifyTenants } = await import('./features/audit/verify-tenants.server.ts')
	const allValid = await verifyTenants(process.argv[3] ?? null, (line) => process.stdout.write(`${line}\n`))
	await running.stop(1_000)
	if (!allValid) process.exitCode = 1
}

const commands: Record<string, () => Promise<void>> = {
	start,
	worker,
	migrate: migrateOnly,
	'verify-audit': verifyAudit,
}

const command = commands[process.argv[2] ?? '']
if (command) {
	command().catch((error: unknown) => {
		const expected =
			error instanceof Error &&
			['EnvError', 'DirectoryHeldError', 'UnsafeDatabaseError'].includes(error.constructor.name)
		process.stderr.write(
			`${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
		)
		process.exit(1)
	})
} else {
	process.stderr.write(`Commands: ${Object.keys(commands).join(', ')}\n`)
	process.exit(2)
}
