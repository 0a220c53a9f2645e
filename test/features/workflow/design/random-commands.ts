import fc from 'fast-check'
import type { DesignCommand } from '#app/features/workflow/design/design-command.model.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'

const title = fc.record({
	en: fc.string({ minLength: 1, maxLength: 20 }),
	'zh-CN': fc.constantFrom('新', '检验', '放行'),
})
const newKey = fc.stringMatching(/^[a-z][A-Za-z0-9_-]{0,12}$/)
const point = fc.record({
	x: fc.integer({ min: -5000, max: 5000 }),
	y: fc.double({ noNaN: true, min: -900, max: 900 }),
})
const stateValue = fc.oneof(
	title.map((value) => ({ field: 'title' as const, value })),
	fc.constantFrom('waiting', 'done', 'nonsense').map((value) => ({ field: 'category' as const, value })),
	fc.constantFrom(undefined, 'hold', 'pink').map((value) => ({ field: 'tone' as const, value })),
	fc.subarray(['shipment', 'consumption']).map((value) => ({ field: 'locks' as const, value })),
	fc
		.constantFrom(undefined, [{ key: 'late', after: 'P2D', effect: 'fire' }], [{ key: 'late', after: 'soon' }])
		.map((value) => ({ field: 'sla' as const, value })),
)
const transitionValue = fc.oneof(
	title.map((value) => ({ field: 'title' as const, value })),
	fc
		.constantFrom({ type: 'user' }, { type: 'timer', timer: 'late' }, { type: 'rule' })
		.map((value) => ({ field: 'trigger' as const, value })),
	fc
		.constantFrom(undefined, [{ ruleSet: 'release_gate', expect: 'pass', onUnknown: 'block' }], [{}])
		.map((value) => ({ field: 'guards' as const, value })),
	fc
		.constantFrom(undefined, { quorum: 2, distinct: true }, { quorum: 0 })
		.map((value) => ({ field: 'approval' as const, value })),
	fc.constantFrom(undefined, ['SOP-QA-012'], 7).map((value) => ({ field: 'training' as const, value })),
)

/** Any command: on what is there, and now and then on what is not, or with a value that does not fit. */
export function anyCommand(definition: WorkflowDefinition): fc.Arbitrary<DesignCommand> {
	const state = fc.constantFrom(...definition.states.map(({ key }) => key), 'no_such_state')
	const transition = fc.constantFrom(...definition.transitions.map(({ key }) => key), 'no_such_step')
	const index = fc.integer({ min: -2, max: 80 })
	return fc.oneof(
		fc.record({ type: fc.constant('add-state' as const), title, at: point }),
		state.map((state) => ({ type: 'duplicate-state' as const, state })),
		state.map((state) => ({ type: 'remove-state' as const, state })),
		fc.record({
			type: fc.constant('rename-state' as const),
			state,
			to: fc.oneof(newKey, fc.constant('Not A Key'), state),
		}),
		fc.tuple(state, stateValue).map(([state, set]) => ({ type: 'set-state' as const, state, ...set })),
		fc.record({ type: fc.constant('move-state' as const), state, to: index }),
		fc
			.tuple(state, fc.option(point))
			.map(([state, at]) => ({ type: 'place-states' as const, places: { [state]: at } })),
		fc.record({ type: fc.constant('add-transition' as const), from: state, to: state, title }),
		transition.map((transition) => ({ type: 'duplicate-transition' as const, transition })),
		transition.map((transition) => ({ type: 'remove-transition' as const, transition })),
		fc.record({
			type: fc.constant('rename-transition' as const),
			transition,
			to: fc.oneof(newKey, fc.constant('9'), transition),
		}),
		fc
			.tuple(transition, transitionValue)
			.map(([transition, set]) => ({ type: 'set-transition' as const, transition, ...set })),
		fc.record({ type: fc.constant('move-transition' as const), transition, to: index }),
		fc.record({
			type: fc.constant('reconnect' as const),
			transition,
			end: fc.constantFrom('from' as const, 'to' as const),
			was: state,
			now: state,
		}),
		title.map((value) => ({ type: 'set-workflow' as const, field: 'title' as const, value })),
	)
}
