import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { parseEnv } from '#app/platform/env.server.ts'
import { startPortal } from '#app/start-portal.server.ts'
import { findPostgres, startPostgres } from './postgres-server.ts'

const NAME = 'lotline_template'

/**
 * A PostgreSQL with a migrated template database: `TEST_DATABASE_URL` where given, else one of our own where its
 * programs are installed. Without either the project is skipped, which CI does not allow.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const given = process.env.TEST_DATABASE_URL
	const bin = given ? null : findPostgres()
	if (!given && !bin) {
		if (process.env.CI)
			throw new Error(
				'PostgreSQL is not installed, and CI may skip nothing: install postgresql, or set TEST_DATABASE_URL',
			)
		process.stdout.write(
			'Skipped: database tests on PostgreSQL. To have them, install postgresql 15 or newer, or set TEST_DATABASE_URL.\n',
		)
		project.provide('template', '')
		return async () => {}
	}
	const server = bin ? await startPostgres(bin) : null
	const url = (given ?? server?.url ?? '').replace(/\/[^/@]*$/, (path) => (path.includes('@') ? path : ''))
	const admin = new pg.Client({ connectionString: `${url}/postgres` })
	await admin.connect()
	await admin.query(`drop database if exists ${NAME} with (force)`)
	await admin.query(`create database ${NAME}`)
	await admin.end()
	const running = await startPortal(
		parseEnv({ DATABASE_URL: `${url}/${NAME}`, LOG_LEVEL: 'silent', NODE_ENV: 'test' }),
		{ work: false },
	)
	await running.stop(0)
	project.provide('template', `${url}/${NAME}`)
	return async () => {
		await server?.stop()
	}
}
