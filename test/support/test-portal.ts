import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, inject, test } from 'vitest'
import type { Clock } from '#app/core/clock.ts'
import { parseEnv } from '#app/platform/env.server.ts'
import type { Outbound } from '#app/platform/http/outbound.server.ts'
import type { Portal } from '#app/platform/portal.server.ts'
import { startPortal } from '#app/start-portal.server.ts'

/** A clock that stands still until it is moved. */
export class MovableClock implements Clock {
	#now: Date
	constructor(start = '2026-11-22T09:00:00.000Z') {
		this.#now = new Date(start)
	}
	now(): Date {
		return new Date(this.#now)
	}
	move(ms: number): void {
		this.#now = new Date(this.#now.getTime() + ms)
	}
}

export type TestPortal = {
	portal: Portal
	clock: MovableClock
	/** The database's address on PostgreSQL; null on the embedded engine. */
	databaseUrl: string | null
	dataDir: string
}

/** Whether this run has the engine it is for; without PostgreSQL its tests are skipped (never in CI). */
export const hasEngine = (): boolean => inject('template') !== ''

/** `test` that is skipped where the engine of this project is not to be had. */
export const dbTest = test.runIf(hasEngine())

async function copyDatabase(template: string): Promise<string> {
	const name = `lotline_test_${process.pid}_${Math.floor(performance.now() * 1000)}`
	const admin = new pg.Client({ connectionString: template.replace(/\/[^/]*$/, '/postgres') })
	await admin.connect()
	await admin.query(`create database ${name} template lotline_template`)
	await admin.end()
	return template.replace(/\/[^/]*$/, `/${name}`)
}

/** What a portal of this project's engine needs to run on a copy of the migrated template. */
export type DatabaseCopy = { dataDir: string; databaseUrl: string | null; env: Record<string, string> }

/** A copy of the template in a folder of its own; whoever asks for it removes the folder. */
export async function copyTemplate(): Promise<DatabaseCopy> {
	const dataDir = mkdtempSync(join(tmpdir(), 'lotline-test-'))
	if (process.env.TEST_ENGINE !== 'postgres') {
		cpSync(join(inject('template'), 'database'), join(dataDir, 'database'), { recursive: true })
		return { dataDir, databaseUrl: null, env: { DATA_DIR: dataDir } }
	}
	const databaseUrl = await copyDatabase(inject('template'))
	return { dataDir, databaseUrl, env: { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } }
}

/**
 * A portal of its own for a test file, on a copy of the migrated template of this project's engine.
 * `work` runs the jobs too. Call at the top of the file; read `.portal` inside tests.
 */
export function useTestPortal(
	options: { work?: boolean; env?: Record<string, string>; outbound?: Outbound } = {},
): TestPortal {
	const holder = { clock: new MovableClock(), databaseUrl: null, dataDir: '' } as unknown as TestPortal
	let stop = async () => {}
	beforeAll(async () => {
		if (!hasEngine()) return
		const copy = await copyTemplate()
		const { dataDir } = copy
		holder.databaseUrl = copy.databaseUrl
		holder.dataDir = dataDir
		const env = parseEnv({ LOG_LEVEL: 'silent', NODE_ENV: 'test', ...copy.env, ...options.env })
		const running = await startPortal(env, {
			work: options.work ?? false,
			clock: holder.clock,
			pollSeconds: 0.5,
			...(options.outbound ? { outbound: options.outbound } : {}),
		})
		holder.portal = running.portal
		stop = async () => {
			await running.stop(2_000)
			rmSync(dataDir, { recursive: true, force: true })
		}
	})
	afterAll(async () => {
		await stop()
	})
	return holder
}
