import { expect, test } from 'vitest'
import { lifecycleSteps, mainPath } from '#app/features/workflow/lifecycle-steps.ts'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { shipped } from './workflow-cases.ts'

const lot = shipped('lot_lifecycle')
const day = (n: number) => new Date(Date.UTC(2026, 10, n))
/** Stays from a row of states, one a day; the last is the present one. */
function stepper(...states: string[]): string {
	const stays = states.map((state, i) => ({ state, enteredAt: day(i + 1) }))
	const now = stays.at(-1)
	if (!now) throw new Error('no states')
	const marks = { done: '✓', now: '●', todo: '○' }
	return lifecycleSteps(lot, now, stays)
		.map(({ state, status }) => marks[status] + state)
		.join(' ')
}

test.each([
	[['quarantine'], '●quarantine ○pending_release ○released ○shipped'],
	[['announced', 'in_production'], '✓announced ●in_production ○quarantine ○pending_release ○released ○shipped'],
	[
		['announced', 'in_production', 'quarantine', 'on_hold'],
		'✓announced ✓in_production ✓quarantine ●on_hold ○pending_release ○released ○shipped',
	],
	[['quarantine', 'pending_release', 'on_hold'], '✓quarantine ●on_hold ○pending_release ○released ○shipped'],
	[
		['quarantine', 'pending_release', 'on_hold', 'pending_release'],
		'✓quarantine ✓on_hold ●pending_release ○released ○shipped',
	],
	[['in_production', 'paused'], '●paused ○in_production ○quarantine ○pending_release ○released ○shipped'],
	[['quarantine', 'released'], '✓quarantine ●released ○shipped'],
	[['quarantine', 'released', 'shipped'], '✓quarantine ✓released ●shipped'],
	[['quarantine', 'released', 'consumed'], '✓quarantine ✓released ●consumed'],
	[['quarantine', 'released', 'shipped', 'recalled'], '✓quarantine ✓released ✓shipped ●recalled'],
	[['quarantine', 'pending_release', 'rejected'], '✓quarantine ✓pending_release ●rejected'],
	[['quarantine', 'in_production', 'quarantine'], '✓in_production ●quarantine ○pending_release ○released ○shipped'],
])('shows %j', (states, expected) => {
	expect(stepper(...states)).toBe(expected)
})

test('carries name, colour and time of entry of each step', () => {
	const history = [{ state: 'quarantine', enteredAt: day(1) }]
	const steps = lifecycleSteps(lot, { state: 'on_hold', enteredAt: day(2) }, history)
	expect(steps.slice(0, 3)).toEqual([
		{
			state: 'quarantine',
			title: { en: 'Quarantine', 'zh-CN': '待检' },
			tone: 'quarantine',
			status: 'done',
			enteredAt: day(1),
		},
		{ state: 'on_hold', title: { en: 'On hold', 'zh-CN': '已冻结' }, tone: 'hold', status: 'now', enteredAt: day(2) },
		{
			state: 'pending_release',
			title: { en: 'Waiting for release', 'zh-CN': '待放行' },
			tone: 'waiting',
			status: 'todo',
		},
	])
})

test('shows a state that the version no longer has by its key', () => {
	const steps = lifecycleSteps(lot, { state: 'old_state', enteredAt: day(1) }, [])
	expect(steps).toMatchObject([{ state: 'old_state', title: { en: 'Old state' }, tone: 'draft', status: 'now' }])
})

test('works the main path out where the definition names none', () => {
	const { mainPath: _, ...rest } = lot
	expect(mainPath(workflowSchema.parse(rest))).toEqual(['quarantine', 'released', 'shipped'])
	const open = workflowSchema.parse({ ...rest, transitions: [] })
	expect(mainPath(open)).toEqual(['quarantine'])
})
