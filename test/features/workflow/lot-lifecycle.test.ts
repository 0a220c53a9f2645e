import { expect, test } from 'vitest'
import { isLocked } from '#app/features/workflow/is-locked.ts'
import { toneOf } from '#app/features/workflow/workflow.model.ts'
import { attempt, type Change, effectsOf, moves, outcomeOf, shipped, transitionOf } from './workflow-cases.ts'

const lot = shipped('lot_lifecycle')

test('begins in quarantine', () => {
	expect(lot.initial).toBe('quarantine')
})

test.each([
	// state, category, colour, consumption locked, shipment locked
	['announced', 'initial', 'draft', true, true],
	['quarantine', 'initial', 'quarantine', true, true],
	['in_production', 'active', 'draft', false, true],
	['paused', 'waiting', 'draft', true, true],
	['pending_release', 'waiting', 'waiting', true, true],
	['on_hold', 'blocked', 'hold', true, true],
	['changed', 'active', 'draft', true, true],
	['released', 'done', 'released', false, false],
	['shipped', 'done', 'shipped', false, false],
	['consumed', 'done', 'draft', false, false],
	['rejected', 'rejected', 'rejected', true, true],
	['recalled', 'blocked', 'recalled', true, true],
	['recall_closed', 'rejected', 'recalled', true, true],
	['returned', 'cancelled', 'draft', true, true],
	['destroyed', 'cancelled', 'draft', true, true],
	['withdrawn', 'cancelled', 'draft', true, true],
])('%s is %s, shown %s, consumption locked %s, shipment locked %s', (key, category, tone, consumption, shipment) => {
	const state = lot.states.find((entry) => entry.key === key)
	expect(state && [state.category, toneOf(state)]).toEqual([category, tone])
	expect(isLocked(lot, key, 'consumption')).toBe(consumption)
	expect(isLocked(lot, key, 'shipment')).toBe(shipment)
})

test('has no state beyond those', () => {
	expect(lot.states).toHaveLength(16)
})

const recalls = { recall: 'recalled', recall_by_case: 'recalled' }
const returns = { return: 'returned', returned_by_event: 'returned' }
const destructions = { destroy: 'destroyed', destroyed_by_event: 'destroyed' }
const holds = { hold: 'on_hold', auto_hold: 'on_hold', hold_by_threshold: 'on_hold' }
/** The event that made it was corrected, so it never was. */
const undoing = { undo: 'withdrawn' }

test('moves from each state exactly where it should, when all else is met', () => {
	expect(moves(lot)).toEqual({
		announced: {
			withdraw: 'withdrawn',
			receive: 'quarantine',
			start_production: 'in_production',
			hold: 'on_hold',
			...recalls,
			...returns,
		},
		quarantine: {
			...undoing,
			accept: 'released',
			start_production: 'in_production',
			submit: 'pending_release',
			release: 'released',
			release_by_rule: 'released',
			change: 'changed',
			overdue: 'on_hold',
			reject: 'rejected',
			...holds,
			...recalls,
			...returns,
			...destructions,
		},
		in_production: {
			...undoing,
			pause_production: 'paused',
			complete_production: 'quarantine',
			change: 'changed',
			consume: 'consumed',
			...holds,
			...recalls,
			...destructions,
		},
		paused: { resume_production: 'in_production', ...holds, ...recalls, ...destructions },
		pending_release: {
			...undoing,
			resume_after_hold: 'in_production',
			pause_after_hold: 'paused',
			send_back: 'quarantine',
			release: 'released',
			release_by_rule: 'released',
			change: 'changed',
			reject: 'rejected',
			...holds,
			...recalls,
			...returns,
			...destructions,
		},
		on_hold: { lift_hold: 'pending_release', reject: 'rejected', ...recalls, ...returns, ...destructions },
		changed: {
			...undoing,
			submit: 'pending_release',
			reject: 'rejected',
			...holds,
			...recalls,
			...returns,
			...destructions,
		},
		released: {
			...undoing,
			change: 'changed',
			ship: 'shipped',
			consume: 'consumed',
			take_back: 'quarantine',
			...holds,
			...recalls,
			...returns,
			...destructions,
		},
		shipped: { ship: 'shipped', consume: 'consumed', take_back: 'quarantine', hold: 'on_hold', ...recalls },
		consumed: { take_back: 'quarantine', ...recalls },
		rejected: { ...returns, ...destructions },
		recalled: { withdraw_recall: 'on_hold', close_recall: 'recall_closed', ...returns, ...destructions },
		recall_closed: { ...returns, ...destructions },
		returned: {},
		destroyed: {},
		withdrawn: {},
	})
})

const none = { decisions: {} }
const unsigned = { signature: { meaning: 'approved', reauthenticated: false } }
const noReason = { reason: '', fields: {} }

const refusals: readonly (readonly [string, string, string, Change, readonly string[]])[] = [
	['a release without its gate', 'pending_release', 'release', { context: none }, ['guard release_gate unknown']],
	[
		'a release that the gate blocks',
		'quarantine',
		'release',
		{ context: { decisions: { release_gate: { outcome: 'block' } } } },
		['guard release_gate block'],
	],
	[
		'a release that the gate cannot answer',
		'quarantine',
		'release',
		{ context: { decisions: { release_gate: { outcome: 'unknown' } } } },
		['guard release_gate unknown'],
	],
	[
		'a release by somebody who may not',
		'quarantine',
		'release',
		{ context: { allowed: new Set<string>() } },
		['permission'],
	],
	[
		'a release signed without proof and reason',
		'pending_release',
		'release',
		{ input: { ...unsigned, reason: '' } },
		['signature reauthentication', 'signature reason'],
	],
	['a release by the system', 'quarantine', 'release', { input: { trigger: { type: 'system' } } }, ['trigger']],
	[
		'a release by rule that a person asks for',
		'quarantine',
		'release_by_rule',
		{ input: { trigger: { type: 'user' } } },
		['trigger'],
	],
	[
		'a release by rule without its gate',
		'quarantine',
		'release_by_rule',
		{ context: none },
		['guard release_gate unknown'],
	],
	[
		'an acceptance without the receiving checks',
		'quarantine',
		'accept',
		{ context: none },
		['guard receiving_match unknown'],
	],
	[
		'an acceptance with a warning',
		'quarantine',
		'accept',
		{ context: { decisions: { receiving_match: { outcome: 'warn' } } } },
		['guard receiving_match warn'],
	],
	['an acceptance by hand', 'quarantine', 'accept', { input: { trigger: { type: 'user' } } }, ['trigger']],
	['an acceptance of a held lot', 'on_hold', 'accept', {}, ['state wrong-state']],
	['a hold without a reason', 'released', 'hold', { input: noReason }, ['field reason']],
	['a lift by rule of thumb', 'on_hold', 'lift_hold', { input: unsigned }, ['signature reauthentication']],
	[
		'a rejection signed as approved',
		'on_hold',
		'reject',
		{ input: { signature: { meaning: 'approved', reauthenticated: true } } },
		['signature meaning'],
	],
	['a shipment that is not cleared', 'released', 'ship', { context: none }, ['guard shipment_gate unknown']],
	['a shipment out of quarantine', 'quarantine', 'ship', {}, ['state wrong-state']],
	['a shipment of a recalled lot', 'recalled', 'ship', {}, ['state wrong-state']],
	['a shipment by hand', 'released', 'ship', { input: { trigger: { type: 'user' } } }, ['trigger']],
	['a use of a held lot', 'on_hold', 'consume', {}, ['state wrong-state']],
	['a release of a rejected lot', 'rejected', 'release', {}, ['state wrong-state']],
	['a release of a recalled lot', 'recalled', 'release', {}, ['state wrong-state']],
	[
		'a recall by somebody who may not',
		'shipped',
		'recall',
		{ context: { allowed: new Set(['hold']) } },
		['permission'],
	],
	['a recall of a destroyed lot', 'destroyed', 'recall_by_case', {}, ['state wrong-state']],
	[
		'a recall of a rejected lot, which could come back from it',
		'rejected',
		'recall_by_case',
		{},
		['state wrong-state'],
	],
	[
		'a hold by rule on another outcome',
		'released',
		'auto_hold',
		{ input: { trigger: { type: 'rule', ruleSet: 'lot_hold', outcome: 'pass' } } },
		['trigger'],
	],
	[
		'a way back to production that somebody just takes',
		'pending_release',
		'resume_after_hold',
		{ input: { trigger: { type: 'user' } } },
		['trigger'],
	],
	['a return without a reason', 'rejected', 'return', { input: noReason }, ['field reason']],
	['a destruction nobody signed', 'rejected', 'destroy', { input: unsigned }, ['signature reauthentication']],
]

test.each(refusals)('refuses %s', (_, state, transition, change, expected) => {
	expect(outcomeOf(attempt(lot, state, transition, change))).toEqual(expected)
})

test.each([
	['pending_release', 'release', ['notify lot_released', 'webhook lot.released']],
	['quarantine', 'accept', ['webhook lot.released']],
	['quarantine', 'release_by_rule', ['notify lot_released', 'webhook lot.released']],
	['released', 'hold', ['hold', 'notify lot_held', 'webhook lot.held']],
	['released', 'auto_hold', ['hold', 'deviation', 'notify lot_held', 'webhook lot.held']],
	['released', 'hold_by_threshold', ['hold', 'notify lot_held', 'webhook lot.held']],
	['quarantine', 'overdue', ['hold', 'notify lot_held']],
	['on_hold', 'lift_hold', ['liftHold']],
	['on_hold', 'reject', ['notify lot_rejected', 'webhook lot.rejected']],
	['released', 'ship', ['webhook lot.shipped']],
	['shipped', 'recall', ['notify lot_recalled', 'webhook lot.recalled']],
	['shipped', 'recall_by_case', ['webhook lot.recalled']],
	['recalled', 'withdraw_recall', ['hold']],
])('from %s, %s brings %j', (state, transition, actions) => {
	const effects = effectsOf(attempt(lot, state, transition))
	expect(effects.filter((effect) => !/^(stop-timers|start-timer|record-signature)$/.test(effect))).toEqual(actions)
})

test('signs what a person decides about quality: release, lift, reject, recall, destroy', () => {
	const signed = lot.transitions.filter(({ signature }) => signature).map(({ key }) => key)
	expect(signed).toEqual(['release', 'lift_hold', 'reject', 'recall', 'destroy'])
	for (const key of signed) {
		expect(transitionOf(lot, key).signature).toMatchObject({ reauth: 'password', reason: 'required' })
	}
})

test('recalls from every state in which a lot can still do harm, and from no other', () => {
	const harmless = ['rejected', 'recalled', 'recall_closed', 'returned', 'destroyed', 'withdrawn']
	const from = lot.states.map(({ key }) => key).filter((key) => !harmless.includes(key))
	expect(transitionOf(lot, 'recall_by_case').from.toSorted()).toEqual(from.toSorted())
	expect(transitionOf(lot, 'recall').from.toSorted()).toEqual(from.toSorted())
})

test('lets a lot out of recall, rejection or quarantine into release only through the gate', () => {
	const toReleased = lot.transitions.filter(({ to }) => to === 'released')
	for (const { key, guards = [], from } of toReleased) {
		expect(
			guards.map(({ expect, onUnknown }) => [expect, onUnknown]),
			key,
		).toEqual([['pass', 'block']])
		expect(from, key).not.toContain('on_hold')
		expect(from, key).not.toContain('recalled')
		expect(from, key).not.toContain('rejected')
	}
})

test.each([
	['bought, inspected', ['receive', 'submit', 'release', 'consume'], 'announced', 'consumed'],
	['bought, released straight from quarantine', ['receive', 'release', 'consume'], 'announced', 'consumed'],
	['bought, no incoming inspection', ['receive', 'accept'], 'announced', 'released'],
	[
		'made',
		['start_production', 'pause_production', 'resume_production', 'complete_production', 'submit', 'release', 'ship'],
		'announced',
		'shipped',
	],
	['held and cleared', ['auto_hold', 'lift_hold', 'release'], 'quarantine', 'released'],
	[
		'held in the making and gone on',
		['hold', 'lift_hold', 'resume_after_hold', 'complete_production'],
		'in_production',
		'quarantine',
	],
	['recalled, then out of scope', ['recall_by_case', 'withdraw_recall', 'lift_hold', 'release'], 'shipped', 'released'],
	['recalled and destroyed', ['recall_by_case', 'close_recall', 'destroyed_by_event'], 'shipped', 'destroyed'],
	['changed', ['change', 'submit', 'release'], 'released', 'released'],
	['sent back while some of it is still in stock', ['take_back', 'submit', 'release'], 'released', 'released'],
	['sent back by a customer', ['take_back', 'reject', 'destroy'], 'shipped', 'destroyed'],
])('a whole life: %s', (_, path, start, end) => {
	let state = start
	for (const key of path) {
		const result = attempt(lot, state, key)
		expect(outcomeOf(result), `${key} from ${state}`).toBe(transitionOf(lot, key).to)
		state = transitionOf(lot, key).to
	}
	expect(state).toBe(end)
})
