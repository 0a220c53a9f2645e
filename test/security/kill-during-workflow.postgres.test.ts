import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startMigration } from '#app/features/workflow/migrate/start-migration.server.ts'
import { steerMigration } from '#app/features/workflow/migrate/steer-migration.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeAdmins } from '../factories/definition.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { signAs } from '../factories/quality.ts'
import { actAs } from '../factories/tenant.ts'
import { copyLot, publishLotWorkflow, writeByHand } from '../factories/workflow.ts'
import { runPortal } from '../support/portal-process.ts'
import { hasEngine, useTestPortal } from '../support/test-portal.ts'
import { until } from '../support/until.ts'

/* Timers and migrations of running records, whatever becomes of the process that is at them: never twice, never lost. */

const killTest = test.runIf(hasEngine())
const world = useTestPortal()

const LOTS = 2_000
const KILLS = 3
const DAY = 86_400_000

const child = (...args: string[]) =>
	runPortal(['test/support/workflow-child.ts', ...args], {
		NODE_ENV: 'test',
		DATABASE_URL: world.databaseUrl ?? '',
		DATA_DIR: world.dataDir,
		SESSION_SECRET: 'x'.repeat(32),
	})

async function one<T>(tenant: TenantInfo, sql: string, values: readonly unknown[] = []): Promise<T> {
	const [row] = await withTenantContext(tenant.id, (ctx) => ctx.em.execute<T[]>(sql, [...values]))
	if (!row) throw new Error(sql)
	return row
}

/** Kills the process some times while the number grows, then lets it end; where it was each time. */
async function killWhile(args: string[], count: () => Promise<number>): Promise<number[]> {
	const points: number[] = []
	while (points.length < KILLS) {
		const before = await count()
		const at = child(...args)
		await until('it is at work', async () => at.process.exitCode !== null || (await count()) > before, 60_000, 5)
		await sleep(Math.random() * 60)
		await at.kill('SIGKILL')
		points.push(await count())
	}
	const last = child(...args)
	expect(await last.ended, last.output()).toBe(0)
	return points
}

killTest(
	`fires ${LOTS} timers once each, the sweep killed ${KILLS} times meanwhile`,
	async () => {
		const { tenant } = await makeAdmins()
		await publishLotWorkflow(tenant, (definition) => {
			for (const state of definition.states) delete state.sla
			definition.transitions = definition.transitions.filter(({ trigger }) => trigger.type !== 'timer')
			const quarantine = definition.states.find(({ key }) => key === 'quarantine')
			if (quarantine)
				quarantine.sla = [
					{
						key: 'over',
						after: 'P1D',
						effect: 'fire',
						actions: [
							{ type: 'task', title: { en: 'Overdue', 'zh-CN': '逾期' }, assignee: 'role:quality_reviewer' },
							{ type: 'webhook', event: 'lot.overdue' },
						],
					},
				]
			definition.transitions.push({
				key: 'overdue_test',
				from: ['quarantine'],
				to: 'pending_release',
				trigger: { type: 'timer', timer: 'over' },
			})
		})
		const first = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
		await copyLot(first.id, LOTS - 1)
		// The other process goes by the real clock.
		const ago = new Date(Date.now() - 3 * DAY)
		await writeByHand('workflow_instance', 'update workflow_instance set entered_at = ? where tenant_id = ?', [
			ago,
			tenant.id,
		])
		await writeByHand('workflow_timer', 'update workflow_timer set due_at = ? where tenant_id = ?', [
			new Date(ago.getTime() + DAY),
			tenant.id,
		])
		const fired = async () =>
			(
				await one<{ count: number }>(
					tenant,
					'select count(*)::int as count from workflow_timer where fired_at is not null',
				)
			).count
		const points = await killWhile(['timers', tenant.id], fired)
		expect(
			await one(
				tenant,
				`select (select count(*)::int from workflow_timer where fired_at is null) as open,
					(select count(*)::int from lot where status = 'pending_release') as moved,
					(select count(*)::int from workflow_step where transition = 'overdue_test') as steps,
					(select count(distinct instance_id)::int from workflow_step where transition = 'overdue_test') as instances,
					(select count(*)::int from audit_entry where action = 'lot.overdue_test') as entries,
					(select count(*)::int from task) as tasks, (select count(distinct subject_id)::int from task) as asked,
					(select count(*)::int from outbound_event where type = 'lot.overdue') as events`,
			),
		).toEqual({
			open: 0,
			moved: LOTS,
			steps: LOTS,
			instances: LOTS,
			entries: LOTS,
			tasks: LOTS,
			asked: LOTS,
			events: LOTS,
		})
		process.stdout.write(`${LOTS} timers, killed after ${points.join(', ')}: none lost, none twice\n`)
	},
	420_000,
)

killTest(
	`moves ${LOTS} running records to a new version once each, killed ${KILLS} times, stopped and resumed`,
	async () => {
		const { tenant, second } = await makeAdmins()
		const first = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
		await copyLot(first.id, LOTS - 1)
		await publishLotWorkflow(tenant, (definition) => {
			const quarantine = definition.states.find(({ key }) => key === 'quarantine')
			if (quarantine) quarantine.sla = [{ key: 'new_deadline', after: 'P9D', effect: 'warn' }]
		})
		const { states } = await one<{ states: string[] }>(
			tenant,
			`select array_agg(s->>'key') as states from definition_version v, jsonb_array_elements(v.content->'states') s
			where v.key = 'lot_lifecycle' and v.status = 'active'`,
		)
		const map = Object.fromEntries(states.map((state) => [state, state]))
		const signature = await signAs(second)
		const begun = await actAs(tenant, second, (ctx) =>
			startMigration(ctx, { key: 'lot_lifecycle', from: 1, to: 2, map, signature }),
		)
		if (!begun.ok) throw new Error(begun.error.code)
		const { id } = begun.value
		const steer = (to: 'stop' | 'resume') => actAs(tenant, second, (ctx) => steerMigration(ctx, { id, to }))
		const read = () =>
			one<{ status: string; processed: number }>(
				tenant,
				'select status, processed from workflow_migration where id = ?',
				[id],
			)
		expect(await steer('stop')).toMatchObject({ ok: true })
		const idle = child('migrate', tenant.id, id)
		expect(await idle.ended, idle.output()).toBe(0)
		expect(await read()).toEqual({ status: 'stopped', processed: 0 })
		expect(await steer('resume')).toMatchObject({ ok: true })
		const points = await killWhile(['migrate', tenant.id, id], async () => (await read()).processed)
		expect(await read()).toEqual({ status: 'done', processed: LOTS })
		expect(
			await one(
				tenant,
				`select (select count(*)::int from workflow_instance where version_number = 2) as moved,
					(select moved from workflow_migration where id = ?) as told,
					(select count(*)::int from audit_entry where action = 'lot.migrate') as entries,
					(select count(distinct subject_id)::int from audit_entry where action = 'lot.migrate') as records,
					(select count(*)::int from workflow_timer where key = 'new_deadline') as timers,
					(select count(*)::int from workflow_timer t join workflow_instance i on i.id = t.instance_id
						where t.key = 'new_deadline' and t.due_at = i.entered_at + interval '9 days') as due,
					(select count(*)::int from workflow_timer where key <> 'new_deadline' and fired_at is null) as old`,
				[id],
			),
		).toEqual({ moved: LOTS, told: LOTS, entries: LOTS, records: LOTS, timers: LOTS, due: LOTS, old: 0 })
		process.stdout.write(`${LOTS} records, killed after ${points.join(', ')}: each moved once\n`)
	},
	420_000,
)
