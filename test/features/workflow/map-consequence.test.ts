import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { consequenceOf } from '#app/features/workflow/migrate/map-consequence.model.ts'
import { planMigration } from '#app/features/workflow/migrate/plan-migration.ts'
import { type WorkflowDefinition, type WorkflowState, workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { type RecordKind, subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'

const shipped = (key: string): WorkflowDefinition =>
	workflowSchema.parse(JSON.parse(readFileSync(`workflows/${key}.json`, 'utf8')))
const stateOf = (kind: RecordKind, key: string): WorkflowState => {
	const found = shipped(subjectOf(kind).workflow).states.find((state) => state.key === key)
	if (!found) throw new Error(`${kind} has no ${key}`)
	return found
}
const [planned, running, finished] = [
	{ begun: false, ended: false },
	{ begun: true, ended: false },
	{ begun: true, ended: true },
]

test.each([
	['order', 'planned', 'released', planned],
	['order', 'finished', 'closed', finished],
	['recall', 'open', 'reconciling', planned],
	['delivery', 'arrived', 'checking', planned],
	['lot', 'quarantine', 'pending_release', planned],
	['deviation', 'opened', 'awaiting_approval', planned],
	['capa', 'open', 'open', planned],
] as const)('%s may go from %s to %s: nothing else follows from it', (kind, from, to, production) => {
	const target = kind === 'capa' ? { ...stateOf('deviation', 'opened'), key: 'open' } : stateOf(kind, to)
	const left = kind === 'capa' ? target : stateOf(kind, from)
	expect(consequenceOf(kind, left, target, production)).toBeNull()
})

test.each([
	['order', 'planned', 'running', planned, 'begin'],
	['order', 'released', 'finished', planned, 'Nothing has been made'],
	['order', 'running', 'paused', running, 'paused by its step'],
	['order', 'paused', 'running', running, 'resumed by its step'],
	['order', 'running', 'finished', running, 'finished by its step'],
	['order', 'running', 'cancelled', running, 'cannot be given up'],
	['order', 'finished', 'running', finished, 'does not begin again'],
	['order', 'planned', 'cancelled', planned, 'ended'],
	['recall', 'draft', 'open', planned, 'recalled or settled'],
	['recall', 'notified', 'closed', planned, 'recalled or settled'],
	['recall', 'closed', 'open', planned, 'recalled or settled'],
	['recall', 'draft', 'cancelled', planned, 'ended'],
	['delivery', 'announced', 'arrived', planned, 'arrived'],
	['delivery', 'checking', 'received', planned, 'ended'],
	['lot', 'quarantine', 'recalled', planned, 'what happened to the goods'],
	['lot', 'recalled', 'quarantine', planned, 'what happened to the goods'],
	['lot', 'released', 'consumed', planned, 'what happened to the goods'],
	['lot', 'released', 'shipped', planned, 'what happened to the goods'],
	['lot', 'on_hold', 'quarantine', planned, 'what happened to the goods'],
	['lot', 'quarantine', 'released', planned, 'used or shipped'],
	['lot', 'quarantine', 'rejected', planned, 'used or shipped'],
	['deviation', 'awaiting_approval', 'closed', planned, 'ended'],
	['deviation', 'closed', 'opened', planned, 'opened again'],
] as const)('%s may not go from %s to %s without a step', (kind, from, to, production, why) => {
	const said = consequenceOf(kind, stateOf(kind, from), stateOf(kind, to), production)
	expect(said?.en).toContain(why)
	expect(said?.['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
})

test('a state of the same key that means something else in the other version is looked at like any other', () => {
	const state = stateOf('order', 'running')
	expect(consequenceOf('order', state, { ...state, category: 'done' }, running)?.en).toContain('finished by its step')
	const lot = stateOf('lot', 'quarantine')
	expect(consequenceOf('lot', lot, { ...lot, locks: ['shipment'] }, planned)?.en).toContain('used or shipped')
})

test('the dry run says of each state how many stay and why, and counts only the others as moved', () => {
	const definition = shipped('production_order')
	const now = new Date('2026-12-01T08:00:00Z')
	const at = (count: number) => Array.from({ length: count }, () => now)
	const plan = planMigration({
		from: definition,
		to: definition,
		map: { planned: 'running', running: 'running', released: null },
		standing: [
			{ state: 'planned', enteredAt: at(2), production: planned },
			{ state: 'running', enteredAt: at(3), production: running },
			{ state: 'released', enteredAt: at(1), production: planned },
		],
		now,
	})
	expect(plan).toMatchObject({ moved: 3, stayed: 1, refused: 2 })
	expect(plan.states.find(({ state }) => state === 'planned')).toMatchObject({
		count: 2,
		refused: [{ count: 2, why: { en: expect.stringContaining('begin') } }],
		timers: [],
	})
})
