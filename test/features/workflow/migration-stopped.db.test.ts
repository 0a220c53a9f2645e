import { expect } from 'vitest'
import { readMigration } from '#app/features/workflow/migrate/migration.queries.server.ts'
import { runMigrationJob } from '#app/features/workflow/migrate/run-migration.job.server.ts'
import { startMigration } from '#app/features/workflow/migrate/start-migration.server.ts'
import { steerMigration } from '#app/features/workflow/migrate/steer-migration.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeAdmins } from '../../factories/definition.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs } from '../../factories/tenant.ts'
import { copyLot, publishLotWorkflow } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* Running records that move to a new version in batches of 200: stopped between two batches, and gone on. */

const LOTS = 450
const BATCH = 200

/** Runs the job in this process; a worker that is told to stop ends after the batch it is in. */
const work = (tenant: TenantInfo, migrationId: string, worker: { stops?: boolean; lastAttempt?: boolean } = {}) => {
	const { stops = false, lastAttempt = false } = worker
	const signal = stops ? AbortSignal.abort() : new AbortController().signal
	return runMigrationJob.handle(tenant.id, { migrationId }, { id: migrationId, attempt: 1, lastAttempt, signal })
}

const counts = async (tenant: TenantInfo) => {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ moved: number; old: number; entries: number; records: number; timers: number }[]>(
			`select (select count(*)::int from workflow_instance where version_number = 2) as moved,
				(select count(*)::int from workflow_instance where version_number = 1) as old,
				(select count(*)::int from audit_entry where action = 'lot.migrate') as entries,
				(select count(distinct subject_id)::int from audit_entry where action = 'lot.migrate') as records,
				(select count(*)::int from workflow_timer where key = 'new_deadline') as timers`,
		),
	)
	return row
}
/** So many records moved, each with one audit entry and its new deadline; the others as they were. */
const moved = (count: number, of = LOTS) => ({
	moved: count,
	old: of - count,
	entries: count,
	records: count,
	timers: count,
})

async function begun(lots = LOTS) {
	const { tenant, second } = await makeAdmins()
	const first = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	await copyLot(first.id, lots - 1)
	let states: string[] = []
	await publishLotWorkflow(tenant, (definition) => {
		states = definition.states.map(({ key }) => key)
		const quarantine = definition.states.find(({ key }) => key === 'quarantine')
		if (quarantine) quarantine.sla = [{ key: 'new_deadline', after: 'P9D', effect: 'warn' }]
	})
	const map = Object.fromEntries(states.map((state) => [state, state]))
	const signature = await signAs(second)
	const start = await actAs(tenant, second, (ctx) =>
		startMigration(ctx, { key: 'lot_lifecycle', from: 1, to: 2, map, signature }),
	)
	if (!start.ok) throw new Error(start.error.code)
	const { id } = start.value
	const steer = (to: 'stop' | 'resume') => actAs(tenant, second, (ctx) => steerMigration(ctx, { id, to }))
	const read = () => withTenantContext(tenant.id, (ctx) => readMigration(ctx, id))
	return { tenant, second, map, id, steer, read }
}

dbTest(
	'stopped after the first batch, what moved stays moved and the rest is untouched; gone on, each moves once',
	async () => {
		const { tenant, id, steer, read } = await begun()
		await expect(work(tenant, id, { stops: true })).rejects.toThrow('interrupted')
		expect(await read()).toMatchObject({ status: 'running', processed: BATCH, moved: BATCH })
		expect(await counts(tenant)).toEqual(moved(BATCH))

		expect(await steer('stop')).toMatchObject({ ok: true })
		await work(tenant, id)
		expect(await read()).toMatchObject({ status: 'stopped', processed: BATCH, moved: BATCH })
		expect(await counts(tenant)).toEqual(moved(BATCH))
		// A job that comes late, and one that was sent twice, find it stopped.
		await work(tenant, id)
		expect(await counts(tenant)).toEqual(moved(BATCH))
		expect(await steer('stop')).toEqual({ ok: false, error: { code: 'already-stopped' } })

		expect(await steer('resume')).toMatchObject({ ok: true })
		await work(tenant, id)
		expect(await read()).toMatchObject({ status: 'done', processed: LOTS, moved: LOTS, refused: 0 })
		expect(await counts(tenant)).toEqual(moved(LOTS))
		await work(tenant, id)
		expect(await counts(tenant)).toEqual(moved(LOTS))
		expect(await steer('resume')).toEqual({ ok: false, error: { code: 'ended' } })
	},
)

dbTest('a worker that ends for good in the middle leaves a migration that somebody lets go on', async () => {
	const { tenant, id, steer, read } = await begun()
	await expect(work(tenant, id, { stops: true, lastAttempt: true })).rejects.toThrow('interrupted')
	expect(await read()).toMatchObject({ status: 'stopped', processed: BATCH })
	expect(await counts(tenant)).toEqual(moved(BATCH))
	expect(await steer('resume')).toMatchObject({ ok: true })
	await expect(work(tenant, id, { stops: true })).rejects.toThrow('interrupted')
	expect(await counts(tenant)).toEqual(moved(2 * BATCH))
	await work(tenant, id)
	expect(await read()).toMatchObject({ status: 'done', processed: LOTS })
	expect(await counts(tenant)).toEqual(moved(LOTS))
})

dbTest(
	'a stopped migration does not go on beside another, nor towards a version that is no longer active',
	async () => {
		const { tenant, second, map, steer, read } = await begun(2)
		expect(await steer('stop')).toMatchObject({ ok: true })
		const signature = await signAs(second)
		const another = await actAs(tenant, second, (ctx) =>
			startMigration(ctx, { key: 'lot_lifecycle', from: 1, to: 2, map, signature }),
		)
		if (!another.ok) throw new Error(another.error.code)
		expect(await steer('resume')).toEqual({ ok: false, error: { code: 'already-running' } })
		await work(tenant, another.value.id)
		expect(await counts(tenant)).toEqual(moved(2, 2))
		await publishLotWorkflow(tenant, (definition) => {
			definition.title = { en: 'Third', 'zh-CN': '第三版' }
		})
		expect(await steer('resume')).toEqual({ ok: false, error: { code: 'not-active' } })
		expect(await read()).toMatchObject({ status: 'stopped', processed: 0 })
	},
)
