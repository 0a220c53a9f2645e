import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { decide } from '#app/features/workflow/decide.ts'
import { moveRecords } from '#app/features/workflow/move-records.server.ts'
import { validateWorkflow } from '#app/features/workflow/validate-workflow.ts'
import type { TransitionContext } from '#app/features/workflow/workflow.model.ts'
import { type WorkflowDefinition, workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, type TestItem } from '../factories/lot.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { report } from './compare.ts'
import { startBenchDatabase } from './postgres.ts'

/*
 * The figures that workflows promise: a decision, the check of a large definition, one winner of a hundred, a thousand at
 * once without a deadlock, and thousands of lots by one step.
 */

const lifecycle = workflowSchema.parse(JSON.parse(readFileSync('workflows/lot_lifecycle.json', 'utf8')))
const now = new Date('2026-11-22T12:00:00Z')

/** Microseconds of one call, the median of many rounds. */
function microseconds(calls: number, work: () => unknown): number {
	const rounds: number[] = []
	for (let round = 0; round < 23; round++) {
		const began = performance.now()
		for (let at = 0; at < calls; at++) work()
		if (round >= 3) rounds.push(((performance.now() - began) * 1000) / calls)
	}
	return rounds.toSorted((a, b) => a - b)[rounds.length >> 1] ?? Number.NaN
}

function benchDecide(): void {
	const position = { state: 'quarantine', enteredAt: now, version: 3 }
	const context: TransitionContext = {
		now,
		actor: { id: 'lin', kind: 'person', roles: ['quality_reviewer'] },
		allowed: new Set(['release', 'submit']),
		decisions: { release_gate: { outcome: 'pass' } },
		record: { version: 3 },
	}
	const signature = { meaning: 'approved', reason: 'Looked at everything', reauthenticated: true }
	const input = { transition: 'release', trigger: { type: 'user' }, expectedVersion: 3, signature } as const
	if (!decide(lifecycle, position, input, context).ok) throw new Error('The bench’s release is refused')
	const granted = microseconds(20_000, () => decide(lifecycle, position, input, context))
	const refused = microseconds(20_000, () =>
		decide(lifecycle, { ...position, version: 4 }, { transition: 'release', trigger: { type: 'user' } }, context),
	)
	report('decide() of a signed release, µs', granted, { most: 5 }, `${refused.toFixed(2)} µs where it is refused`)
}

/** 60 states, each with five ways on, so 300 in all, no two alike. */
function largeWorkflow(): WorkflowDefinition {
	const title = { en: 'Name', 'zh-CN': '名称' }
	const key = (at: number) => `state_${at}`
	return workflowSchema.parse({
		schema: 'workflow/1',
		key: 'large',
		subject: 'lot',
		title,
		initial: key(0),
		states: Array.from({ length: 60 }, (_, at) => ({
			key: key(at),
			title,
			category: at === 0 ? 'initial' : at === 59 ? 'done' : 'active',
		})),
		transitions: Array.from({ length: 300 }, (_, at) => ({
			key: `step_${at}`,
			title: { en: `Step ${at}`, 'zh-CN': `步骤 ${at}` },
			from: [key(at % 60)],
			to: key(((at % 60) + 1 + Math.floor(at / 60)) % 60),
			trigger: { type: 'user' },
			permission: { action: 'release' },
		})),
	})
}

const NAMES = { ruleSets: [], roles: [], templates: [], actions: ['release'] }

function benchValidation(): void {
	const large = largeWorkflow()
	const took = microseconds(5, () => validateWorkflow(large, NAMES)) / 1000
	report(
		'check of 60 states and 300 steps, ms',
		took,
		{ most: 5 },
		`${validateWorkflow(large, NAMES).length} problems found`,
	)
}

type House = { tenant: TenantInfo; item: TestItem; people: TestPerson[] }

async function benchOneWinner({ tenant, item, people }: House): Promise<void> {
	let clear = 0
	for (let round = 0; round < 20; round++) {
		const lot = await makeLot(tenant, item, { state: 'quarantine' })
		const tries = await Promise.allSettled(
			Array.from({ length: 100 }, (_, at) => {
				const person = people[at % people.length]
				if (!person) throw new Error('nobody')
				return actAs(tenant, person, (ctx) => transitionLot(ctx, { lotId: lot.id, transition: 'submit' }))
			}),
		)
		const won = tries.filter((one) => one.status === 'fulfilled' && one.value.ok).length
		const refused = tries.filter(
			(one) => one.status === 'fulfilled' && !one.value.ok && one.value.error.code === 'transition-refused',
		).length
		if (won === 1 && refused === 99) clear += 1
	}
	report('rounds of 100 at once on one lot with one winner and 99 refusals', clear, { least: 20 }, 'of 20')
}

async function lotsIn(house: House, count: number): Promise<{ id: string; label: string }[]> {
	const lots: { id: string; label: string }[] = []
	for (let at = 0; at < count; at++) {
		const lot = await makeLot(house.tenant, house.item, { state: 'quarantine' })
		lots.push({ id: lot.id, label: lot.code })
	}
	return lots
}

async function benchManyAtOnce(house: House, lots: readonly { id: string }[]): Promise<void> {
	const [person] = house.people
	if (!person) throw new Error('nobody')
	let deadlocks = 0
	let waits = 0
	// Who finds no free connection in five seconds is told so and asks again, as a client does.
	const take = async (lotId: string): Promise<boolean> => {
		for (;;) {
			try {
				return (await actAs(house.tenant, person, (ctx) => transitionLot(ctx, { lotId, transition: 'submit' }))).ok
			} catch (error) {
				if ((error as { code?: string }).code === '40P01') deadlocks += 1
				if (deadlocks > 0 || !/timeout/i.test(String(error))) return false
				waits += 1
			}
		}
	}
	const began = performance.now()
	const moved = (await Promise.all(lots.map((lot) => take(lot.id)))).filter(Boolean).length
	const took = ((performance.now() - began) / 1000).toFixed(1)
	const detail = `${took} s, ${deadlocks} deadlocks, ${waits} asked again for a connection`
	report(`of ${lots.length} steps at once on as many lots, done`, moved, { least: lots.length }, detail)
}

async function benchBulk(house: House, lots: readonly { id: string; label: string }[]): Promise<void> {
	const began = performance.now()
	const result = await withTenantContext(house.tenant.id, (ctx) =>
		moveRecords(ctx, {
			kind: 'lot',
			records: lots,
			transition: 'recall_by_case',
			event: 'recall.opened',
			reason: 'Bench',
		}),
	)
	const seconds = (performance.now() - began) / 1000
	const [audited] = await withTenantContext(house.tenant.id, (ctx) =>
		ctx.em.execute<{ count: number }[]>(
			"select count(*)::int as count from audit_entry where action = 'lot.recall_by_case'",
		),
	)
	if (result.moved.length !== lots.length || audited?.count !== lots.length) throw new Error('Not all were moved')
	report(
		'lots a second by one step, with audit entries and timers',
		lots.length / seconds,
		{ least: 500 },
		`${lots.length} lots in ${seconds.toFixed(1)} s, one transaction`,
	)
}

benchDecide()
benchValidation()
const folder = mkdtempSync(join(tmpdir(), 'lotline-bench-'))
const database = await startBenchDatabase(folder)
try {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const people = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['quality_reviewer'])]
	const house = { tenant, item, people }
	await benchOneWinner(house)
	const many = Number(process.argv.find((argument) => argument.startsWith('--lots='))?.slice(7) ?? 5_000)
	const lots = await lotsIn(house, many)
	await benchManyAtOnce(house, lots.slice(0, Math.min(1_000, many)))
	await benchBulk(house, lots)
} finally {
	await database.stop()
	rmSync(folder, { recursive: true, force: true })
}
