import { type Clock, systemClock } from '#app/core/clock.ts'
import { publishMissingDefaults } from '#app/features/governance/publish-defaults.server.ts'
import { checkSafety } from '#app/platform/db/check-safety.server.ts'
import { lockDirectory } from '#app/platform/db/embedded-lock.server.ts'
import { isEmbedded, migrate, type Orm, openOrm } from '#app/platform/db/orm.server.ts'
import type { Env } from '#app/platform/env.server.ts'
import { openFileStore } from '#app/platform/files/files.server.ts'
import { type Outbound, openOutbound } from '#app/platform/http/outbound.server.ts'
import { setTexts } from '#app/platform/i18n/server-text.server.ts'
import { openJobQueue } from '#app/platform/jobs/job-queue.server.ts'
import { createLog } from '#app/platform/log/log.server.ts'
import { openMailTransport } from '#app/platform/mail/mail-transport.server.ts'
import { ownSecret } from '#app/platform/own-secret.server.ts'
import { type Portal, setPortal } from '#app/platform/portal.server.ts'
import { jobDefinitions, sweeps } from './jobs.server.ts'
import { resources } from './locales.server.ts'

export type RunningPortal = { portal: Portal; stop: (graceMs: number) => Promise<void> }

export type StartOptions = { work: boolean; clock?: Clock; pollSeconds?: number; outbound?: Outbound }

/** Any number that nothing else on the database uses as an advisory lock. */
const MIGRATION_LOCK = 820_113_471

async function migrateAlone(orm: Orm): Promise<void> {
	if (isEmbedded(orm)) {
		await migrate(orm)
		return
	}
	await orm.em.fork().transactional(async (em) => {
		await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK])
		await migrate(orm)
	})
}

const tenantIds = (orm: Orm) => async () =>
	(await orm.em.fork().execute<{ id: string }[]>('select id from tenant order by created_at')).map((row) => row.id)

/**
 * Opens everything one process needs, in order: the folder's lock, the database, its newest schema, the check that
 * tenants are kept apart, files, mail, jobs. `work` says whether this process also works the jobs.
 * @throws DirectoryHeldError, UnsafeDatabaseError, or what the database says.
 */
export async function startPortal(given: Env, options: StartOptions): Promise<RunningPortal> {
	const env = { ...given, SESSION_SECRET: given.SESSION_SECRET || ownSecret(given.DATA_DIR) }
	setTexts(resources)
	const log = createLog(env.LOG_LEVEL)
	const embedded = !env.DATABASE_URL
	const memory = env.DATA_DIR.startsWith('memory://')
	const unlock = embedded && !memory ? lockDirectory(env.DATA_DIR) : () => {}
	try {
		const orm = await openOrm({ url: env.DATABASE_URL, dataDir: env.DATA_DIR, pool: env.DATABASE_POOL })
		await migrateAlone(orm)
		await checkSafety(orm)
		const files = await openFileStore(env.FILES_URL, env.DATA_DIR)
		const mail = openMailTransport(env)
		const jobs = await openJobQueue({
			orm,
			databaseUrl: env.DATABASE_URL,
			log,
			definitions: jobDefinitions,
			sweeps,
			tenantIds: tenantIds(orm),
			...(options.pollSeconds ? { pollSeconds: options.pollSeconds } : {}),
		})
		const baseUrl = (env.BASE_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '')
		const portal: Portal = {
			env,
			orm,
			clock: options.clock ?? systemClock,
			log,
			files,
			jobs,
			mail,
			outbound: options.outbound ?? openOutbound(),
			baseUrl,
		}
		setPortal(portal)
		await publishMissingDefaults(await tenantIds(orm)())
		if (options.work) await jobs.work()
		return {
			portal,
			stop: async (graceMs) => {
				await jobs.stop(graceMs)
				mail.close()
				await orm.close(true)
				setPortal(null)
				unlock()
			},
		}
	} catch (error) {
		unlock()
		throw error
	}
}
