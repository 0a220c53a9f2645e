import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { KnownNames, ProblemCode } from '#app/features/workflow/problem.model.ts'
import { validateWorkflow } from '#app/features/workflow/validate-workflow.ts'
import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import { shipped } from './workflow-cases.ts'

const title = (name: string) => ({ en: name, 'zh-CN': `名称 ${name}` })
const user = { type: 'user' }
const permission = { action: 'release' }
const state = (key: string, category: string, more: object = {}) => ({ key, title: title(key), category, ...more })
const transition = (key: string, from: string[], to: string, more: object = {}) => ({
	key,
	title: title(key),
	from,
	to,
	trigger: user,
	...('trigger' in more ? {} : { permission }),
	...more,
})
const states = [state('a', 'initial'), state('b', 'active'), state('end', 'done')]
const transitions = [transition('go', ['a'], 'b'), transition('finish', ['b'], 'end')]
const base = { schema: 'workflow/1', key: 'w', subject: 'lot', title: title('w'), initial: 'a', states, transitions }
const withTransitions = (...more: object[]) => ({ ...base, transitions: [...transitions, ...more] })
const withStates = (...more: object[]) => ({ ...base, states: [...states, ...more] })
const finishing = (more: object) => ({
	...base,
	transitions: [transitions[0], transition('finish', ['b'], 'end', more)],
})
const rule = (outcome: string) => ({ trigger: { type: 'rule', ruleSet: 'gate', outcome } })
const guard = (expect: string, onUnknown = 'block') => ({ ruleSet: 'gate', expect, onUnknown })
const late = (key: string, after: string, effect = 'fire') => ({ key, after, effect })
const timer = (key: string) => ({ trigger: { type: 'timer', timer: key } })

const known: KnownNames = {
	ruleSets: ['gate'],
	roles: ['quality'],
	people: {},
	templates: ['note'],
	actions: ['release'],
	fields: ['certificateId', 'zone'],
	events: ['lot.released'],
	workflows: ['capa'],
	courses: ['SOP-1'],
	calendars: ['office'],
	ruleSubjects: { gate: 'release' },
	outcomes: { gate: ['pass', 'block'] },
	peopleByRole: { quality: 2 },
}
const short = (json: unknown, names: KnownNames = known) =>
	validateWorkflow(json, names).map(({ severity, code, path }) => `${severity} ${code} ${path}`)

test('finds nothing wrong with a sound definition', () => {
	expect(short(base)).toEqual([])
	const rich = finishing({
		guards: [guard('pass')],
		form: { required: ['certificateId', 'reason'] },
		approval: { quorum: 2, roles: ['quality'] },
		signature: { meaning: 'approved', reauth: 'password', reason: 'required' },
		training: ['SOP-1'],
		actions: [
			{ type: 'notify', template: 'note', to: ['role:quality', 'party:customer'] },
			{ type: 'set', attribute: 'zone', value: 'A' },
			{ type: 'task', title: title('t'), assignee: 'role:quality' },
			{ type: 'webhook', event: 'lot.released' },
			{ type: 'startWorkflow', workflow: 'capa' },
		],
	})
	expect(short(rich)).toEqual([])
})

const action = (a: object) => finishing({ actions: [a] })
const cases: readonly (readonly [ProblemCode, string, unknown, readonly string[]])[] = [
	['missing', 'no title', { ...base, title: undefined }, ['error missing /title']],
	['missing', 'nothing to come from', withTransitions(transition('x', [], 'b')), ['error missing /transitions/2/from']],
	['malformed', 'a number for a key', { ...base, key: 1 }, ['error malformed /key']],
	['malformed', 'a category of its own', withStates(state('x', 'odd')), ['error malformed /states/3/category']],
	[
		'malformed',
		'a deadline in words',
		withStates(state('x', 'done', { sla: [late('s', 'two days', 'warn')] })),
		['error malformed /states/3/sla/0/after'],
	],
	[
		'malformed',
		'an address for an event',
		action({ type: 'webhook', event: 'https://evil.example' }),
		['error malformed /transitions/1/actions/0/event'],
	],
	['malformed', 'an unknown action', action({ type: 'exec' }), ['error malformed /transitions/1/actions/0/type']],
	['unknown-key', 'extra keys', { ...base, 'a/b': 1, c: 2 }, ['error unknown-key /a~1b', 'error unknown-key /c']],
	['over-limit', 'too many states', { ...base, states: Array(61).fill(states[0]) }, ['error over-limit /states']],
	[
		'forbidden-key',
		'a key to the prototype',
		JSON.parse('{"states":[{"__proto__":{"a":1}}],"constructor":1}'),
		['error forbidden-key /constructor', 'error forbidden-key /states/0/__proto__'],
	],
	['duplicate-key', 'a state twice', withStates(state('b', 'active')), ['error duplicate-key /states/3/key']],
	[
		'duplicate-key',
		'a transition twice',
		withTransitions({ ...transition('go', ['a'], 'end'), title: title('leave') }),
		['error duplicate-key /transitions/2/key'],
	],
	[
		'duplicate-key',
		'the same state to come from twice',
		withTransitions(transition('x', ['a', 'a'], 'b')),
		['error duplicate-key /transitions/2/from/1'],
	],
	['unknown-state', 'another beginning', { ...base, initial: 'zz' }, ['error unknown-state /initial']],
	[
		'unknown-state',
		'a stepper with a stranger',
		{ ...base, mainPath: ['a', 'zz'] },
		['error unknown-state /mainPath/1'],
	],
	[
		'unknown-state',
		'a transition from and to nowhere',
		withTransitions(transition('x', ['zz'], 'yy')),
		['error unknown-state /transitions/2/from/0', 'error unknown-state /transitions/2/to'],
	],
	[
		'unknown-rule-set',
		'a guard',
		finishing({ guards: [{ ...guard('pass'), ruleSet: 'no' }] }),
		['error unknown-rule-set /transitions/1/guards/0/ruleSet'],
	],
	[
		'unknown-rule-set',
		'a trigger',
		withTransitions(transition('x', ['a'], 'b', { trigger: { type: 'rule', ruleSet: 'no', outcome: 'pass' } })),
		['error unknown-rule-set /transitions/2/trigger/ruleSet'],
	],
	[
		'unknown-outcome',
		'a guard that can never pass',
		finishing({ guards: [guard('fine')] }),
		['error unknown-outcome /transitions/1/guards/0/expect'],
	],
	[
		'undecided-guard',
		'a guard by a rule set about something else',
		{ ...finishing({ guards: [guard('pass')] }), subject: 'change' },
		['error undecided-guard /transitions/1/guards/0/ruleSet'],
	],
	[
		'unknown-role',
		'an approver',
		finishing({ approval: { quorum: 1, roles: ['quality', 'no'] } }),
		['error unknown-role /transitions/1/approval/roles/1'],
	],
	[
		'unknown-person',
		'a recipient who left',
		action({ type: 'notify', template: 'note', to: ['person:01900000-0000-7000-8000-000000000000'] }),
		['error unknown-person /transitions/1/actions/0/to/0'],
	],
	[
		'unknown-role',
		'a recipient',
		action({ type: 'notify', template: 'note', to: ['role:no'] }),
		['error unknown-role /transitions/1/actions/0/to/0'],
	],
	[
		'unknown-template',
		'a message of a deadline',
		withStates(
			state('x', 'initial', {
				sla: [{ ...late('s', 'P1D', 'warn'), actions: [{ type: 'notify', template: 'no', to: ['role:quality'] }] }],
			}),
		),
		['error unknown-template /states/3/sla/0/actions/0/template', 'error dead-end /states/3'],
	],
	[
		'unknown-permission',
		'an action nobody can be given',
		finishing({ permission: { action: 'fly' } }),
		['error unknown-permission /transitions/1/permission/action'],
	],
	[
		'unknown-field',
		'a form',
		finishing({ form: { required: ['reason', 'no'] } }),
		['error unknown-field /transitions/1/form/required/1'],
	],
	[
		'unknown-field',
		'a value to set',
		action({ type: 'set', attribute: 'tenantId', value: 'x' }),
		['error unknown-field /transitions/1/actions/0/attribute'],
	],
	[
		'unknown-event',
		'a webhook',
		action({ type: 'webhook', event: 'lot.eaten' }),
		['error unknown-event /transitions/1/actions/0/event'],
	],
	[
		'unknown-workflow',
		'one to start',
		action({ type: 'startWorkflow', workflow: 'no' }),
		['error unknown-workflow /transitions/1/actions/0/workflow'],
	],
	[
		'unknown-training',
		'a course',
		finishing({ training: ['SOP-9'] }),
		['error unknown-training /transitions/1/training/0'],
	],
	[
		'unknown-calendar',
		'a business calendar that the tenant does not have',
		withStates(state('x', 'rejected', { sla: [{ ...late('warn', 'P1D', 'warn'), calendar: 'moon' }] })),
		['error unknown-calendar /states/3/sla/0/calendar', 'error unreachable-state /states/3'],
	],
	[
		'unknown-timer',
		'a transition on a deadline that its state lacks',
		withTransitions(transition('x', ['a'], 'b', timer('late'))),
		['error unknown-timer /transitions/2/from/0'],
	],
	[
		'missing-title',
		'a state without a name',
		{ ...base, states: [{ key: 'a', category: 'initial' }, ...states.slice(1)] },
		['warning missing-title /states/0'],
	],
	[
		'unreachable-state',
		'a final state nothing leads to',
		withStates(state('x', 'rejected')),
		['error unreachable-state /states/3'],
	],
	[
		'dead-end',
		'a state without a way out',
		{ ...withStates(state('x', 'active')), transitions: [...transitions, transition('x', ['a'], 'x')] },
		['error dead-end /states/3'],
	],
	[
		'no-terminal',
		'nothing final',
		{
			...base,
			states: [state('a', 'initial'), state('b', 'active')],
			transitions: [transition('go', ['a'], 'b'), transition('back', ['b'], 'a')],
		},
		['error no-terminal /states'],
	],
	[
		'no-way-to-end',
		'two states that only lead to each other',
		{
			...withStates(state('x', 'active'), state('y', 'waiting')),
			transitions: [
				...transitions,
				transition('in', ['a'], 'x'),
				transition('there', ['x'], 'y'),
				transition('back', ['y'], 'x'),
			],
		},
		['error no-way-to-end /states/3', 'error no-way-to-end /states/4'],
	],
	[
		'automatic-cycle',
		'two rules that chase each other',
		withTransitions(transition('x', ['a'], 'b', rule('pass')), transition('y', ['b'], 'a', rule('block'))),
		['error automatic-cycle /transitions/2', 'error automatic-cycle /transitions/3'],
	],
	[
		'automatic-cycle',
		'a rule that leads back to its own state',
		withTransitions(transition('x', ['a'], 'a', rule('pass'))),
		['error automatic-cycle /transitions/2'],
	],
	[
		'automatic-cycle',
		'a timer and the event it sends',
		{
			...withStates(),
			states: [state('a', 'initial', { sla: [late('late', 'P1D')] }), ...states.slice(1)],
			transitions: [
				...transitions,
				transition('x', ['a'], 'b', { ...timer('late'), actions: [{ type: 'emit', event: 'lot.released' }] }),
				transition('y', ['b'], 'a', { trigger: { type: 'system', event: 'lot.released' } }),
			],
		},
		['error automatic-cycle /transitions/2', 'error automatic-cycle /transitions/3'],
	],
	[
		'ambiguous-transitions',
		'one outcome, two ways',
		withTransitions(transition('x', ['a'], 'b', rule('pass')), transition('y', ['b', 'a'], 'end', rule('pass'))),
		['error ambiguous-transitions /transitions/3'],
	],
	[
		'ambiguous-transitions',
		'guards that overlap on unknown',
		withTransitions(
			transition('x', ['a'], 'b', { ...rule('pass'), guards: [guard('pass', 'allow')] }),
			transition('y', ['a'], 'end', { ...rule('pass'), guards: [guard('block', 'allow')] }),
		),
		['error ambiguous-transitions /transitions/3'],
	],
	[
		'ambiguous-transitions',
		'two buttons of one name',
		withTransitions({ ...transition('x', ['a'], 'end'), title: title('go') }),
		['warning ambiguous-transitions /transitions/2'],
	],
	[
		'user-transition-without-permission',
		'nobody may',
		withTransitions({ ...transition('x', ['a'], 'end'), permission: undefined }),
		['error user-transition-without-permission /transitions/2'],
	],
	[
		'person-needed',
		'a rule that would have to sign',
		withTransitions(
			transition('x', ['a'], 'b', {
				...rule('pass'),
				signature: { meaning: 'approved', reauth: 'password', reason: 'required' },
				approval: { quorum: 1 },
			}),
		),
		['error person-needed /transitions/2/signature', 'error person-needed /transitions/2/approval'],
	],
	[
		'four-eyes-impossible',
		'more approvals than people',
		finishing({ approval: { quorum: 3, roles: ['quality'] } }),
		['error four-eyes-impossible /transitions/1/approval'],
	],
	[
		'four-eyes-tight',
		'no spare approver',
		finishing({ approval: { quorum: 2, roles: ['quality'], exclude: ['requester'] } }),
		['warning four-eyes-tight /transitions/1/approval'],
	],
	[
		'four-eyes-weak',
		'one person for both',
		finishing({ approval: { quorum: 2, distinct: false, roles: ['quality'] } }),
		['warning four-eyes-weak /transitions/1/approval/distinct'],
	],
	[
		'sla-never-fires',
		'a deadline that moves nothing',
		{ ...base, states: [state('a', 'initial', { sla: [late('late', 'P1D')] }), ...states.slice(1)] },
		['error sla-never-fires /states/0/sla/0'],
	],
	[
		'sla-never-fires',
		'a warning after the record has left',
		{
			...withTransitions(transition('x', ['a'], 'b', timer('late'))),
			states: [state('a', 'initial', { sla: [late('warn', 'P3D', 'warn'), late('late', 'P2D')] }), ...states.slice(1)],
		},
		['warning sla-never-fires /states/0/sla/0/after'],
	],
	[
		'sla-never-fires',
		'a transition that waits for a warning',
		{
			...withTransitions(transition('x', ['a'], 'b', timer('warn'))),
			states: [state('a', 'initial', { sla: [late('warn', 'P3D', 'warn')] }), ...states.slice(1)],
		},
		['error sla-never-fires /transitions/2/trigger/timer'],
	],
]

test.each(cases)('finds %s: %s', (code, _, json, expected) => {
	expect(short(json)).toEqual(expected)
	const found = validateWorkflow(json, known).find((problem) => problem.code === code)
	expect(found?.message.en.length).toBeGreaterThan(10)
	expect(found?.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
})

test('every code of a problem has a case here', () => {
	const codes: Record<ProblemCode, true> = {
		malformed: true,
		missing: true,
		'over-limit': true,
		'unknown-key': true,
		'forbidden-key': true,
		'too-deep': true,
		'too-large': true,
		'duplicate-key': true,
		'unknown-state': true,
		'unknown-rule-set': true,
		'unknown-outcome': true,
		'undecided-guard': true,
		'unknown-role': true,
		'unknown-person': true,
		'unknown-template': true,
		'unknown-permission': true,
		'unknown-field': true,
		'unknown-event': true,
		'unknown-workflow': true,
		'unknown-training': true,
		'unknown-timer': true,
		'unknown-calendar': true,
		'missing-title': true,
		'unreachable-state': true,
		'dead-end': true,
		'no-terminal': true,
		'no-way-to-end': true,
		'automatic-cycle': true,
		'ambiguous-transitions': true,
		'user-transition-without-permission': true,
		'person-needed': true,
		'four-eyes-impossible': true,
		'four-eyes-tight': true,
		'four-eyes-weak': true,
		'sla-never-fires': true,
		'needed-state': true,
		'needed-transition': true,
	}
	const shown = new Set<string>([
		...cases.map(([code]) => code),
		'needed-state',
		'needed-transition',
		'too-deep',
		'too-large',
	])
	expect(Object.keys(codes).filter((code) => !shown.has(code))).toEqual([])
})

test('does not take guards that exclude each other, or a business day in place of a day, for a problem', () => {
	const exclusive = withTransitions(
		transition('x', ['a'], 'b', { ...rule('pass'), guards: [guard('pass')] }),
		transition('y', ['a'], 'end', { ...rule('pass'), guards: [guard('block')] }),
	)
	expect(short(exclusive)).toEqual([])
	const warnsFirst = {
		...withTransitions(transition('x', ['a'], 'b', timer('late'))),
		states: [
			state('a', 'initial', { sla: [late('warn', 'P1D', 'warn'), { ...late('late', 'P2D'), calendar: 'business' }] }),
			...states.slice(1),
		],
	}
	expect(short(warnsFirst)).toEqual([])
})

test('checks only the lists that it is given', () => {
	const bare: KnownNames = { ruleSets: [], roles: [], templates: [], actions: ['release'] }
	const open = finishing({
		form: { required: ['anything'] },
		training: ['SOP-X'],
		approval: { quorum: 9 },
		actions: [{ type: 'webhook', event: 'my.event' }],
	})
	expect(short(open, bare)).toEqual([])
})

test('refuses hostile documents quickly: nested, huge, and wide', () => {
	let deep: object = {}
	for (let i = 0; i < 100_000; i++) deep = { deep }
	expect(short(deep)).toEqual([expect.stringMatching(/^error too-deep /)])
	expect(short({ states: Array(60_001).fill(0) })).toEqual(['error too-large '])
	const wide = { ...base, ...Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`k${i}`, 1])) }
	expect(short(wide)).toHaveLength(500)
	for (const odd of [null, undefined, 1, 'workflow', [], true]) expect(short(odd).length).toBeGreaterThan(0)
})

test('says what is wrong with the largest definition allowed', () => {
	const keys = Array.from({ length: 60 }, (_, i) => `s${i}`)
	const largest = {
		...base,
		initial: 's0',
		states: keys.map((key, i) =>
			state(key, i === 59 ? 'done' : 'active', {
				sla: Array.from({ length: 10 }, (_, n) => ({ ...late(`t${n}`, 'P99Y'), calendar: 'business' })),
			}),
		),
		transitions: Array.from({ length: 300 }, (_, i) =>
			transition(`t${i}`, keys, keys[i % 60] ?? '', {
				...rule('pass'),
				guards: Array.from({ length: 10 }, () => guard('pass')),
			}),
		),
	}
	expect([...new Set(validateWorkflow(largest, known).map((problem) => problem.code))].sort()).toEqual([
		'ambiguous-transitions',
		'automatic-cycle',
	])
})

test('finds nothing wrong with any shipped definition, given the names that it uses and the shipped rule sets', () => {
	const ruleSet = z.object({ key: z.string(), outcomes: z.array(z.string()) })
	const files = readdirSync('rules').filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
	const ruleSets = files.map((file) => ruleSet.parse(JSON.parse(readFileSync(`rules/${file}`, 'utf8'))))
	const outcomes = Object.fromEntries(ruleSets.map((set) => [set.key, set.outcomes]))
	const names: KnownNames = {
		ruleSets: Object.keys(outcomes),
		roles: ['quality_reviewer', 'receiving', 'operator', 'recall_manager', 'compliance_admin', 'supplier'],
		templates: [
			...[
				'sla_warning',
				'sla_breached',
				'release_requested',
				'lot_released',
				'lot_held',
				'lot_rejected',
				'lot_recalled',
			],
			...['receipt_accepted', 'receipt_held', 'receipt_returned', 'match_overridden'],
			...['recall_opened', 'recall_closed', 'recall_cancelled'],
			...['supplier_invitation_reminder', 'supplier_invitation_lapsed', 'supplier_onboarding_asked', 'record_moved'],
			...['supplier_onboarding_answered', 'supplier_onboarding_approved', 'supplier_requalification_due'],
			...['supplier_suspended', 'supplier_reinstated'],
		],
		actions: [
			...['submit', 'release', 'hold', 'lift', 'reject', 'return', 'destroy', 'recall', 'update'],
			...['start', 'complete', 'pause', 'resume', 'arrive', 'check', 'receive', 'override', 'cancel'],
			...['open', 'notify', 'close', 'answer', 'approve'],
		],
		outcomes,
	}
	for (const key of ['lot_lifecycle', 'receipt', 'recall', 'supplier_onboarding', 'production_order']) {
		expect(short(shipped(key), names), key).toEqual([])
	}
})

test('finds what the portal itself asks for and is gone, or is started by something else', () => {
	const lots = structuredClone(shipped('lot_lifecycle')) as WorkflowDefinition
	lots.states = lots.states.filter(({ key }) => key !== 'recalled')
	lots.transitions = lots.transitions.filter(({ key }) => key !== 'reject')
	const found = validateWorkflow(lots, { ruleSets: [], roles: [], templates: [], actions: [] })
	expect(found.find(({ code }) => code === 'needed-state')?.message.en).toContain('recalled')
	expect(found.find(({ code }) => code === 'needed-transition')?.message.en).toContain('reject')
	expect(short({ ...lots, key: 'my_own' }).filter((line) => line.includes('needed'))).toEqual([])
})

test('production begins, stands still and ends by people, and the buttons of an order lead where they say', () => {
	const orders = structuredClone(shipped('production_order')) as WorkflowDefinition
	const by = (key: string) => orders.transitions.findIndex((one) => one.key === key)
	Object.assign(orders.transitions[by('complete')] ?? {}, { to: 'paused' })
	const automatic = { title: { en: 'Later', 'zh-CN': '稍后' }, trigger: { type: 'timer', timer: 'overdue' } } as const
	orders.transitions.push(
		{ ...automatic, key: 'go_on', from: ['paused'], to: 'running' },
		{ ...automatic, key: 'forget', from: ['planned'], to: 'cancelled' },
	)
	const found = validateWorkflow(orders, { ruleSets: [], roles: [], templates: [], actions: [] })
	const at = found
		.filter(({ code }) => code === 'needed-transition' || code === 'person-needed')
		.map(({ path }) => path)
	expect(at.toSorted()).toEqual([`/transitions/${by('complete')}/to`, `/transitions/${by('go_on')}/trigger`])
	const without = { ...orders, transitions: orders.transitions.filter(({ key }) => key !== 'pause') }
	expect(short(without).filter((line) => line.includes('needed-transition /transitions'))).not.toEqual([])
})

test('in a workflow of recalls only the portal’s own steps begin one or end one that runs', () => {
	const recall = shipped('recall')
	const names = { ...known, ruleSubjects: {} }
	const problems = (more: object[], change: (transition: { key: string; to: string }) => object = (one) => one) =>
		validateWorkflow({ ...recall, transitions: [...recall.transitions.map(change), ...more] }, names)
			.filter(({ code }) => code === 'needed-transition')
			.map(({ path }) => path)
	const own = (from: string, to: string) => transition('own', [from], to, { permission: { action: 'notify' } })
	const at = `/transitions/${recall.transitions.length}/to`
	expect(problems([])).toEqual([])
	expect(problems([own('open', 'reconciling')])).toEqual([])
	expect(problems([own('draft', 'cancelled')])).toEqual([])
	expect(problems([own('draft', 'open')])).toEqual([at])
	expect(problems([own('open', 'closed')])).toEqual([at])
	expect(problems([], (one) => (one.key === 'open' ? { ...one, to: 'closed' } : one))).toEqual(['/transitions/0/to'])
})

test('a guard of a step that happens by itself is refused where no rules are asked then', () => {
	const codes = (subject: string, trigger: object) =>
		validateWorkflow(
			{ ...finishing({ guards: [guard('pass')], trigger }), subject },
			{ ...known, ruleSubjects: { gate: subject === 'production_order' ? subject : 'lot' } },
		).flatMap(({ code, path }) => (code === 'undecided-guard' ? [path] : []))
	const place = ['/transitions/1/guards/0/ruleSet']
	expect(codes('lot', { type: 'timer', timer: 'late' })).toEqual(place)
	expect(codes('production_order', { type: 'timer', timer: 'late' })).toEqual(place)
	expect(codes('production_order', { type: 'system', event: 'order.checked' })).toEqual(place)
	expect(codes('lot', { type: 'system', event: 'lot.accepted' })).toEqual([])
	expect(codes('production_order', { type: 'user' })).toEqual([])
})
