import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { openOrm } from '../../app/platform/db/orm.server.ts'

/*
 * The portal as a user starts it, on a folder of its own, with passwords that the tests know. Beside it, one port
 * higher, a door for somebody who has the database in hand: the portal is stopped, the statements are run on its files,
 * and it is started again. The portal itself knows nothing of this.
 */

const port = Number(process.env.PORT)
const dataDir = mkdtempSync(join(tmpdir(), 'lotline-e2e-'))
let portal: ChildProcess
let stopping = false

function startPortal(): void {
	portal = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'app/server.ts'], {
		stdio: 'inherit',
		env: {
			...process.env,
			NODE_ENV: 'production',
			SEED: 'demo',
			DATA_DIR: dataDir,
			DEMO_PASSWORD: 'demo-password-for-tests',
			DEMO_API_KEY: 'lk_demo_key_for_browser_tests_0123456789',
			LOG_LEVEL: 'error',
		},
	})
}

async function stopPortal(): Promise<void> {
	if (portal.exitCode !== null) return
	portal.kill('SIGTERM')
	await once(portal, 'exit')
}

async function runByHand(statements: readonly string[]): Promise<void> {
	await stopPortal()
	const orm = await openOrm({ dataDir, pool: 1 })
	for (const statement of statements) await orm.em.fork().execute(statement)
	await orm.close()
	startPortal()
}

const door = createServer(async (request, response) => {
	await runByHand((await json(request)) as string[])
	response.end()
})

async function stop(): Promise<void> {
	if (stopping) return
	stopping = true
	door.close()
	await stopPortal()
	rmSync(dataDir, { recursive: true, force: true })
	process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())

startPortal()
door.listen(port + 1, '127.0.0.1')
