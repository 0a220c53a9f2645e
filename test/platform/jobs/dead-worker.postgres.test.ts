import { expect, test } from 'vitest'
import { keepImportFile } from '#app/features/intake/import-file.server.ts'
import { startImport } from '#app/features/intake/start-import.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { importOf } from '../../factories/import.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { runPortal } from '../../support/portal-process.ts'
import { hasEngine, useTestPortal } from '../../support/test-portal.ts'
import { until } from '../../support/until.ts'

const workerTest = test.runIf(hasEngine())
const world = useTestPortal()

workerTest(
	'says on the record that nobody goes on with it when the worker of the last try has died',
	async () => {
		const tenant = await makeTenant()
		const person = await makePerson(tenant, ['compliance_admin'])
		const file = await keepImportFile(tenant.id, new TextEncoder().encode('lot,quantity\nB-1,5\n'), 'lots.csv')
		const started = await actAs(tenant, person, (ctx) => startImport(ctx, { file }))
		if (!started.ok) throw new Error(started.error.code)
		await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute(
				`update pgboss.job set state = 'active', retry_count = retry_limit,
				started_on = now() - interval '2 minutes', heartbeat_on = now() - interval '2 minutes' where name = 'import.read'`,
			),
		)
		const worker = runPortal(['app/cli.ts', 'worker'], {
			DATABASE_URL: world.databaseUrl ?? '',
			DATA_DIR: world.dataDir,
			SESSION_SECRET: 'x'.repeat(32),
		})
		await until(
			'the import has ended',
			async () => (await importOf(tenant, started.value.id)).status === 'failed',
			60_000,
		)
		expect(await worker.kill('SIGTERM'), worker.output()).toBe(0)
		const row = await importOf(tenant, started.value.id)
		expect(row.error).toMatchObject({ code: 'interrupted' })
	},
	120_000,
)
