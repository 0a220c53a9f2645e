import { expect } from 'vitest'
import { fireDueTimers } from '#app/features/workflow/timers/timer-sweep.job.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { copyLot, publishLotWorkflow } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()

const COUNT = 10_000
const DAY = 86_400_000

dbTest(
	`${COUNT} timers that are due at once all move their records, once each`,
	async () => {
		const tenant = await makeTenant()
		await publishLotWorkflow(tenant, (definition) => {
			for (const state of definition.states) delete state.sla
			definition.transitions = definition.transitions.filter(({ trigger }) => trigger.type !== 'timer')
			const quarantine = definition.states.find(({ key }) => key === 'quarantine')
			if (quarantine) quarantine.sla = [{ key: 'over', after: 'P1D', effect: 'fire' }]
			definition.transitions.push({
				key: 'overdue_test',
				from: ['quarantine'],
				to: 'pending_release',
				trigger: { type: 'timer', timer: 'over' },
			})
		})
		const first = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
		// Making ten thousand by hand is not what is tried here.
		await copyLot(first.id, COUNT - 1)
		test.clock.move(2 * DAY)
		const begun = performance.now()
		const fired = await fireDueTimers(tenant.id)
		const tookMs = Math.round(performance.now() - begun)
		expect(fired).toEqual({ warned: 0, moved: COUNT, refused: 0, gone: 0, later: 0 })
		const [seen] = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ waiting: number; moves: number; records: number; steps: number; open: number }[]>(
				`select (select count(*)::int from lot where status = 'pending_release') as waiting,
					(select count(*)::int from audit_entry where action = 'lot.overdue_test') as moves,
					(select count(distinct subject_id)::int from audit_entry where action = 'lot.overdue_test') as records,
					(select count(*)::int from workflow_step where transition = 'overdue_test') as steps,
					(select count(*)::int from workflow_timer where fired_at is null) as open`,
			),
		)
		expect(seen).toEqual({ waiting: COUNT, moves: COUNT, records: COUNT, steps: COUNT, open: 0 })
		expect(await fireDueTimers(tenant.id)).toMatchObject({ moved: 0 })
		process.stdout.write(`${COUNT} timers due at once: ${tookMs} ms\n`)
	},
	300_000,
)
