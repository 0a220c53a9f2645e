import { type Db, fromKysely, fromPglite, type Job, PgBoss } from 'pg-boss'
import type { Em, Orm } from '#app/platform/db/orm.server.ts'
import { isEmbedded } from '#app/platform/db/orm.server.ts'
import { APP_ROLE } from '#app/platform/db/tenant-table.server.ts'
import type { Log } from '#app/platform/log/log.server.ts'
import type { JobData, JobDefinition, JobName, JobRun, Sweep } from './job.model.ts'

/** What is queued: the name too, for the queue of dead jobs holds those of every kind. */
type Envelope = { tenantId: string; data: unknown; name: string }

export type JobQueue = {
	/** Queues inside the caller's transaction. */
	sendWithin: <N extends JobName>(
		em: Em,
		name: N,
		tenantId: string,
		data: JobData<N>,
		options?: { singletonKey?: string; startAfterSeconds?: number },
	) => Promise<void>
	/** Starts working; without it this process only queues. */
	work: () => Promise<void>
	/** Ends the running jobs, or gives them back after the grace time. */
	stop: (graceMs: number) => Promise<void>
	/** Whether the queue answers. */
	healthy: () => Promise<boolean>
}

export type JobQueueOptions = {
	orm: Orm
	databaseUrl: string | undefined
	log: Log
	definitions: readonly JobDefinition[]
	sweeps: readonly Sweep[]
	tenantIds: () => Promise<string[]>
	pollSeconds?: number
}

const SWEEP = 'sweep.'
const DEAD = 'dead'

/**
 * A worker that is killed leaves its jobs `active`. On PostgreSQL each running job shows a sign of life; one that has
 * not for so long is given to another worker, looked for as often as this. The embedded database has one process, which
 * takes such jobs back when it starts.
 */
const SIGN_OF_LIFE_SECONDS = 10
const LOOK_FOR_DEAD_SECONDS = 3

async function openBoss(options: JobQueueOptions): Promise<PgBoss> {
	const { orm, databaseUrl } = options
	const shared = { schema: 'pgboss', persistWarnings: false } as const
	if (!isEmbedded(orm)) {
		return new PgBoss({
			...shared,
			connectionString: databaseUrl as string,
			max: 4,
			application_name: 'lotline-jobs',
			superviseIntervalSeconds: LOOK_FOR_DEAD_SECONDS,
			monitorIntervalSeconds: LOOK_FOR_DEAD_SECONDS,
		})
	}
	const client = await (
		orm.em.getConnection() as unknown as { getNativeClient: () => Promise<Parameters<typeof fromPglite>[0]> }
	).getNativeClient()
	// LISTEN would need the connection for itself; the embedded database polls.
	const db: Db = { executeSql: fromPglite(client).executeSql }
	return new PgBoss({ ...shared, db, backend: 'pglite' })
}

const grants = [
	`grant usage on schema pgboss to ${APP_ROLE}`,
	`grant select, insert, update, delete on all tables in schema pgboss to ${APP_ROLE}`,
	`grant execute on all functions in schema pgboss to ${APP_ROLE}`,
]

/** Opens the queue on the portal's own database and makes its schema and queues. */
export async function openJobQueue(options: JobQueueOptions): Promise<JobQueue> {
	const { log, definitions, sweeps } = options
	const boss = await openBoss(options)
	boss.on('error', (error) => log.error({ err: error }, 'job queue'))
	await boss.start()
	const embedded = isEmbedded(options.orm)
	await boss.createQueue(DEAD, { retryLimit: 5, retryDelay: 2, retryBackoff: true, expireInSeconds: 60 })
	for (const definition of definitions) {
		await boss.createQueue(definition.name, {
			retryLimit: definition.retries,
			retryDelay: definition.retryDelaySeconds,
			retryBackoff: true,
			expireInSeconds: definition.timeoutSeconds,
			deadLetter: DEAD,
			...(embedded ? {} : { heartbeatSeconds: SIGN_OF_LIFE_SECONDS }),
		})
	}
	for (const sweep of sweeps) await boss.createQueue(`${SWEEP}${sweep.name}`, { retryLimit: 0, expireInSeconds: 600 })
	const owner = options.orm.em.fork()
	for (const statement of grants) await owner.execute(statement)
	if (embedded) await owner.execute("update pgboss.job set state = 'retry', start_after = now() where state = 'active'")

	return {
		sendWithin: async (em, name, tenantId, data, extra) => {
			const transaction = em.getTransactionContext()
			if (!transaction) throw new Error(`Job ${name} was sent outside a unit of work`)
			await boss.send(name, { tenantId, data, name } satisfies Envelope, {
				db: fromKysely(transaction as unknown as Parameters<typeof fromKysely>[0]),
				...(extra?.singletonKey ? { singletonKey: extra.singletonKey } : {}),
				...(extra?.startAfterSeconds ? { startAfter: extra.startAfterSeconds } : {}),
			})
		},
		work: async () => {
			for (const definition of definitions) await workOn(boss, definition, options)
			await workOnDead(boss, options)
			for (const sweep of sweeps) await workOnSweep(boss, sweep, options)
		},
		stop: async (graceMs) => {
			await boss.stop({ graceful: true, timeout: graceMs, close: true })
		},
		healthy: async () => {
			await boss.getQueues()
			return true
		},
	}
}

async function workOn(boss: PgBoss, definition: JobDefinition, options: JobQueueOptions): Promise<void> {
	const { log } = options
	await boss.work<Envelope>(
		definition.name,
		{
			batchSize: 1,
			localConcurrency: definition.concurrency,
			pollingIntervalSeconds: options.pollSeconds ?? (isEmbedded(options.orm) ? 1 : 0.5),
			// While more are waiting, the next is fetched at once; otherwise four workers send eight mails a second.
			burstWhenReadyExceeds: 1,
			includeMetadata: true,
		} as never,
		async (jobs: Job<Envelope>[]) => {
			for (const job of jobs) {
				const attempt = ((job as unknown as { retryCount?: number }).retryCount ?? 0) + 1
				const run: JobRun = { id: job.id, attempt, lastAttempt: attempt > definition.retries, signal: job.signal }
				try {
					await definition.handle(job.data.tenantId, job.data.data as JobData<JobName>, run)
				} catch (error) {
					log.warn({ job: definition.name, id: job.id, attempt, err: error }, 'job failed')
					throw error
				}
			}
		},
	)
}

/** Jobs that were given up: their kind says on the record itself that nobody goes on with it. */
async function workOnDead(boss: PgBoss, { definitions, log, pollSeconds }: JobQueueOptions): Promise<void> {
	await boss.work<Envelope>(DEAD, { batchSize: 1, pollingIntervalSeconds: pollSeconds ?? 2 }, async (jobs) => {
		for (const { id, data } of jobs) {
			log.error({ job: data.name, id, tenantId: data.tenantId }, 'job given up')
			const definition = definitions.find((one) => one.name === data.name)
			await definition?.giveUp?.(data.tenantId, data.data as JobData<JobName>)
		}
	})
}

async function workOnSweep(boss: PgBoss, sweep: Sweep, options: JobQueueOptions): Promise<void> {
	const name = `${SWEEP}${sweep.name}`
	await boss.schedule(name, sweep.cron)
	await boss.work(name, { batchSize: 1, pollingIntervalSeconds: 2 }, async () => {
		for (const tenantId of await options.tenantIds()) {
			try {
				await sweep.handle(tenantId)
			} catch (error) {
				options.log.error({ sweep: sweep.name, tenantId, err: error }, 'sweep failed')
			}
		}
	})
}
