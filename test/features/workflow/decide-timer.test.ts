import { expect, test } from 'vitest'
import { automaticTransition } from '#app/features/workflow/automatic-transition.ts'
import { decideTimer } from '#app/features/workflow/decide-timer.ts'
import type { TransitionContext } from '#app/features/workflow/workflow.model.ts'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { positionIn, shipped } from './workflow-cases.ts'

const context: TransitionContext = {
	now: new Date('2026-11-25T12:00:00Z'),
	actor: { id: 'system', kind: 'system', roles: [] },
	allowed: new Set(),
}
const lot = shipped('lot_lifecycle')
/** Monday noon: the warning is due on Tuesday noon, the breach on Wednesday noon. */
const quarantined = positionIn('quarantine', { enteredAt: new Date('2026-11-23T12:00:00Z') })

test('warns without moving the record', () => {
	expect(decideTimer(lot, quarantined, 'warn', context)).toMatchObject({
		ok: true,
		value: { kind: 'warn', effects: [{ type: 'run-action', action: { type: 'notify', template: 'sla_warning' } }] },
	})
})

test('moves the record when the deadline has passed', () => {
	expect(decideTimer(lot, quarantined, 'breach', context)).toMatchObject({
		ok: true,
		value: { kind: 'move', decision: { to: 'on_hold', transition: { key: 'overdue' } } },
	})
})

test('does nothing when the record has moved on, or the timer is not yet due', () => {
	expect(decideTimer(lot, { ...quarantined, state: 'released' }, 'breach', context)).toMatchObject({
		error: { code: 'timer-gone' },
	})
	const early = { ...context, now: new Date('2026-11-25T11:59:59Z') }
	expect(decideTimer(lot, quarantined, 'breach', early)).toMatchObject({
		error: { code: 'timer-not-due', dueAt: new Date('2026-11-25T12:00:00Z') },
	})
})

test('does nothing for an entry into the state that is newer than the timer', () => {
	const entered = new Date('2026-11-25T09:00:00Z')
	expect(decideTimer(lot, { ...quarantined, enteredAt: entered }, 'warn', context)).toMatchObject({ ok: false })
})

test('says so when no transition waits for the timer, or when its guard refuses', () => {
	const without = workflowSchema.parse({ ...lot, transitions: lot.transitions.filter((t) => t.key !== 'overdue') })
	expect(decideTimer(without, quarantined, 'breach', context)).toMatchObject({ error: { code: 'nothing-to-fire' } })
	const guarded = workflowSchema.parse({
		...lot,
		transitions: lot.transitions.map((t) =>
			t.key === 'overdue' ? { ...t, guards: [{ ruleSet: 'lot_hold', expect: 'hold', onUnknown: 'block' }] } : t,
		),
	})
	expect(decideTimer(guarded, quarantined, 'breach', context)).toMatchObject({
		error: { code: 'transition-refused', refusals: [{ code: 'guard' }] },
	})
})

test('finds the transition that waits for a rule outcome or an event in a state', () => {
	const rule = { type: 'rule', ruleSet: 'lot_hold', outcome: 'hold' } as const
	expect(automaticTransition(lot, 'released', rule)?.key).toBe('auto_hold')
	expect(automaticTransition(lot, 'destroyed', rule)).toBeUndefined()
	expect(automaticTransition(lot, 'released', { ...rule, outcome: 'pass' })).toBeUndefined()
	expect(automaticTransition(lot, 'released', { type: 'system', event: 'recall.opened' })?.key).toBe('recall_by_case')
	expect(automaticTransition(lot, 'released', { type: 'system' })).toBeUndefined()
})
