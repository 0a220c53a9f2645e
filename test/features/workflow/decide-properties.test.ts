import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '#app/features/workflow/decide.ts'
import type {
	GivenApproval,
	Refusal,
	TransitionContext,
	TransitionInput,
	WorkflowPosition,
} from '#app/features/workflow/workflow.model.ts'
import {
	type WorkflowDefinition,
	type WorkflowTrigger,
	workflowSchema,
} from '#app/features/workflow/workflow.schema.ts'
import { ENTERED, inShort, NOW } from './workflow-cases.ts'

const STATES = ['a', 'b', 'c', 'd']
const NAMES = ['one', 'two', 'three']

const triggerArb: fc.Arbitrary<WorkflowTrigger> = fc.oneof(
	fc.constant({ type: 'user' } as const),
	fc.constant({ type: 'timer', timer: 'late' } as const),
	fc.constantFrom(...NAMES).map((outcome) => ({ type: 'rule', ruleSet: 'rules', outcome }) as const),
	fc.constantFrom({ type: 'system' } as const, { type: 'system', event: 'lot.one' } as const),
)

const optional = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined })
const some = (names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: names.length })
const several = (names: readonly string[]) =>
	fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: names.length })

const transitionArb = (key: string) =>
	fc
		.record({
			from: several(STATES),
			to: fc.constantFrom(...STATES),
			trigger: triggerArb,
			permission: optional(fc.constantFrom({ action: 'one' }, { action: 'two', scope: 'site' })),
			guards: some(NAMES).chain((sets) =>
				fc.tuple(
					...sets.map((ruleSet) =>
						fc.record({
							ruleSet: fc.constant(ruleSet),
							expect: fc.constantFrom('pass', 'warn'),
							onUnknown: fc.constantFrom('block' as const, 'allow' as const),
						}),
					),
				),
			),
			form: optional(some(NAMES).map((required) => ({ required }))),
			approval: optional(
				fc.record({
					quorum: fc.integer({ min: 1, max: 3 }),
					distinct: fc.boolean(),
					exclude: some(['requester', 'lastEditor']),
				}),
			),
			signature: optional(
				fc.record({
					meaning: fc.constantFrom('approved', 'reviewed'),
					reauth: fc.constantFrom('none', 'password'),
					reason: fc.constantFrom('required', 'optional'),
				}),
			),
			training: some(NAMES),
		})
		.map((parts) => ({ key, ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) }))

const definitionArb: fc.Arbitrary<WorkflowDefinition> = fc
	.tuple(...['t1', 't2', 't3', 't4', 't5'].map(transitionArb))
	.map((transitions) =>
		workflowSchema.parse({
			schema: 'workflow/1',
			key: 'w',
			subject: 'lot',
			title: { en: 'W', 'zh-CN': '流程' },
			initial: 'a',
			states: STATES.map((key) => ({
				key,
				category: 'active',
				sla: [{ key: 'late', after: 'P60D', effect: 'fire' }],
			})),
			transitions,
		}),
	)

const people = ['ann', 'bo', 'cy', 'di']
const approvalArb: fc.Arbitrary<GivenApproval> = fc.record({
	transition: fc.constantFrom('t1', 't2', 't3'),
	approverId: fc.constantFrom(...people),
	roles: fc.constant([]),
	at: fc.constantFrom(ENTERED, NOW),
})
const positionArb: fc.Arbitrary<WorkflowPosition> = fc.record({
	state: fc.constantFrom(...STATES, 'gone'),
	enteredAt: fc.constantFrom(ENTERED, new Date('2026-01-01T00:00:00Z')),
	version: fc.integer({ min: 1, max: 2 }),
	requesterId: fc.constantFrom(...people),
	lastEditorId: fc.constantFrom(...people),
	approvals: fc.array(approvalArb, { maxLength: 4 }),
})
const inputArb: fc.Arbitrary<TransitionInput> = fc.record(
	{
		transition: fc.constantFrom('t1', 't2', 't3', 't4', 't5', 't6'),
		trigger: triggerArb,
		expectedVersion: fc.integer({ min: 1, max: 2 }),
		reason: fc.constantFrom('', 'because'),
		fields: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom('', 'x', null, 0)),
		signature: fc.record(
			{
				meaning: fc.constantFrom('approved', 'reviewed'),
				reauthenticated: fc.boolean(),
				reason: fc.constantFrom('', 'because'),
			},
			{ requiredKeys: ['meaning', 'reauthenticated'] },
		),
	},
	{ requiredKeys: ['transition', 'trigger'] },
)
const contextArb: fc.Arbitrary<TransitionContext> = fc.record({
	now: fc.constant(NOW),
	actor: fc.record({
		id: fc.constantFrom(...people),
		kind: fc.constantFrom('person', 'key', 'system'),
		roles: fc.constant([]),
	}),
	allowed: some(['one', 'two@site']).map((all) => new Set(all)),
	decisions: fc.dictionary(
		fc.constantFrom(...NAMES),
		fc.constantFrom('pass', 'warn', 'block', 'unknown').map((outcome) => ({ outcome })),
	),
	training: fc.dictionary(
		fc.constantFrom(...NAMES),
		fc.constantFrom({ validUntil: null }, { validUntil: NOW }, { validUntil: new Date('2030-01-01T00:00:00Z') }),
	),
})
const worldArb = fc.record({ definition: definitionArb, position: positionArb, input: inputArb, context: contextArb })
type World = typeof worldArb extends fc.Arbitrary<infer T> ? T : never
const decideIn = ({ definition, position, input, context }: World) => decide(definition, position, input, context)

/** The smallest change that meets what one refusal asks for, and nothing else. */
function mend(world: World, refusal: Refusal): World {
	const { position, input, context } = world
	switch (refusal.code) {
		case 'state': {
			if (refusal.detail.problem === 'stale')
				return { ...world, input: { ...input, expectedVersion: position.version ?? 0 } }
			return { ...world, position: { ...position, state: refusal.detail.from[0] ?? '' } }
		}
		case 'trigger':
			return refusal.detail.dueAt
				? { ...world, position: { ...position, enteredAt: new Date('2026-01-01T00:00:00Z') } }
				: { ...world, input: { ...input, trigger: refusal.detail.expected ?? { type: 'user' } } }
		case 'permission':
			return { ...world, context: { ...context, allowed: new Set([...context.allowed, refusal.detail.action ?? '']) } }
		case 'training': {
			const training = { ...context.training, [refusal.detail.course]: { validUntil: null } }
			return { ...world, context: { ...context, training } }
		}
		case 'field':
			return { ...world, input: { ...input, fields: { ...input.fields, [refusal.detail.field]: 'given' } } }
		case 'guard': {
			const decisions = { ...context.decisions, [refusal.detail.ruleSet]: { outcome: refusal.detail.expect[0] ?? '' } }
			return { ...world, context: { ...context, decisions } }
		}
		case 'approval': {
			const added = ['w', 'x', 'y', 'z'].map((approverId) => ({
				transition: input.transition,
				approverId,
				roles: [],
				at: NOW,
			}))
			return { ...world, position: { ...position, approvals: [...(position.approvals ?? []), ...added] } }
		}
		case 'signature': {
			const given = input.signature ?? { meaning: refusal.detail.meaning, reauthenticated: true, reason: 'because' }
			const part = {
				signature: {},
				meaning: { meaning: refusal.detail.meaning },
				reauthentication: { reauthenticated: true },
				reason: { reason: 'because' },
			}[refusal.detail.missing]
			return { ...world, input: { ...input, signature: { ...given, ...part } } }
		}
	}
}

/** What no change of the request or the record can mend: the definition itself lacks it. */
const canBeMended = (refusal: Refusal) =>
	!(refusal.code === 'state' && refusal.detail.problem === 'unknown-transition') &&
	!(refusal.code === 'permission' && refusal.detail.action === null)

const keys = (result: ReturnType<typeof decide>) => (result.ok ? [] : [...inShort(result.error)])

test('never moves a record without a transition of that key from its present state', () => {
	fc.assert(
		fc.property(worldArb, (world) => {
			const result = decideIn(world)
			if (!result.ok) return
			const { transition, from, to } = result.value
			expect(world.definition.transitions).toContain(transition)
			expect(transition.key).toBe(world.input.transition)
			expect(from).toBe(world.position.state)
			expect(transition.from).toContain(from)
			expect(to).toBe(transition.to)
		}),
		{ numRuns: 2000 },
	)
})

test('either moves or says why, and is the same each time', () => {
	fc.assert(
		fc.property(worldArb, (world) => {
			const result = decideIn(world)
			if (!result.ok) expect(result.error.length).toBeGreaterThan(0)
			expect(decideIn(world)).toEqual(result)
		}),
	)
})

test('always refuses a stale screen and a state from which the transition does not start', () => {
	fc.assert(
		fc.property(worldArb, (world) => {
			const { position, input, definition } = world
			const refusals = keys(decideIn(world))
			const transition = definition.transitions.find(({ key }) => key === input.transition)
			if (!transition) {
				expect(refusals).toEqual(['state unknown-transition'])
				return
			}
			const stale = input.expectedVersion !== undefined && input.expectedVersion !== position.version
			expect(refusals.includes('state stale')).toBe(stale)
			expect(refusals.includes('state wrong-state')).toBe(!transition.from.includes(position.state))
		}),
	)
})

test('mending one missing thing removes exactly that refusal', () => {
	fc.assert(
		fc.property(worldArb, fc.nat(), (world, pick) => {
			const result = decideIn(world)
			if (result.ok) return
			const chosen = result.error[pick % result.error.length]
			if (!chosen || !canBeMended(chosen)) return
			const [gone] = inShort([chosen])
			const left = keys(decideIn(mend(world, chosen)))
			const expected = keys(result).filter((key) => key !== gone)
			// A deadline can be judged only once the record is where the timer runs and the timer is what asks.
			const timed = world.definition.transitions.some(
				({ key, trigger }) => key === world.input.transition && trigger.type === 'timer',
			)
			const comparable =
				timed && ['state', 'trigger'].includes(chosen.code) ? left.filter((k) => k !== 'trigger') : left
			const rest = timed && chosen.code === 'state' ? expected.filter((k) => k !== 'trigger') : expected
			expect(comparable).toEqual(rest)
		}),
		{ numRuns: 2000 },
	)
})

test('mending everything, one after another, leads to the move', () => {
	fc.assert(
		fc.property(worldArb, (start) => {
			let world = start
			for (let i = 0; i < 40; i++) {
				const result = decideIn(world)
				if (result.ok) return
				const next = result.error.find(canBeMended)
				if (!next) {
					expect(result.error.map(canBeMended)).not.toContain(true)
					return
				}
				world = mend(world, next)
			}
			throw new Error('still refused')
		}),
	)
})

test('changes nothing that it was given', () => {
	const frozen = <T>(value: T): T => {
		if (typeof value === 'object' && value !== null && !(value instanceof Set) && !(value instanceof Date)) {
			for (const part of Object.values(value)) frozen(part)
			Object.freeze(value)
		}
		return value
	}
	fc.assert(fc.property(worldArb, (world) => void decideIn(frozen(world))))
})
