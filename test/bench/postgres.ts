import pg from 'pg'
import { parseEnv } from '#app/platform/env.server.ts'
import { startPortal } from '#app/start-portal.server.ts'
import { findPostgres, startPostgres } from '../support/postgres-server.ts'

export type BenchDatabase = {
	/** The database's owner, past row-level security. */
	owner: pg.Client
	url: string
	stop: () => Promise<void>
}

/** A PostgreSQL with a portal on it: `BENCH_DATABASE_URL` where given, else one of its own in a temporary folder. */
export async function startBenchDatabase(dataDir: string): Promise<BenchDatabase> {
	const given = process.env.BENCH_DATABASE_URL
	const bin = findPostgres()
	if (!given && !bin)
		throw new Error('This bench needs PostgreSQL 15 or newer: install postgresql, or set BENCH_DATABASE_URL')
	const server = given || !bin ? null : await startPostgres(bin)
	const url = given ?? `${server?.url}/postgres`
	const running = await startPortal(
		parseEnv({
			DATABASE_URL: url,
			DATA_DIR: dataDir,
			LOG_LEVEL: 'error',
			NODE_ENV: 'production',
			SESSION_SECRET: 'x'.repeat(32),
		}),
		{ work: false },
	)
	const owner = new pg.Client({ connectionString: url })
	await owner.connect()
	return {
		owner,
		url,
		stop: async () => {
			await owner.end()
			await running.stop(0)
			await server?.stop()
		},
	}
}
