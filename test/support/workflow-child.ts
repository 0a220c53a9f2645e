import { runMigrationJob } from '#app/features/workflow/migrate/run-migration.job.server.ts'
import { fireDueTimers } from '#app/features/workflow/timers/timer-sweep.job.server.ts'
import { parseEnv } from '#app/platform/env.server.ts'
import { startPortal } from '#app/start-portal.server.ts'

/* A process of its own that fires a tenant's timers, or moves the records of a migration, and may be killed at any moment. */

const [what = '', tenantId = '', migrationId = ''] = process.argv.slice(2)
const running = await startPortal(parseEnv(process.env), { work: false })
if (what === 'timers') await fireDueTimers(tenantId)
else {
	const run = { id: migrationId, attempt: 1, lastAttempt: false, signal: new AbortController().signal }
	await runMigrationJob.handle(tenantId, { migrationId }, run)
}
await running.stop(2_000)
