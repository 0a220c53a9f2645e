import { expect, test } from 'vitest'
import { decide } from '#app/features/workflow/decide.ts'
import { isLocked } from '#app/features/workflow/is-locked.ts'
import type { TransitionContext, TransitionInput } from '#app/features/workflow/workflow.model.ts'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { ENTERED, inShort, NOW, positionIn } from './workflow-cases.ts'

const title = { en: 'Name', 'zh-CN': '名称' }
const definition = workflowSchema.parse({
	schema: 'workflow/1',
	key: 'lot_test',
	subject: 'lot',
	title,
	initial: 'quarantine',
	states: [
		{
			key: 'quarantine',
			title: { en: 'Quarantine', 'zh-CN': '待检' },
			category: 'initial',
			locks: ['shipment', 'consumption'],
			sla: [{ key: 'breach', after: 'P2D', calendar: 'business', effect: 'fire' }],
		},
		{ key: 'on_hold', category: 'blocked', locks: ['shipment'] },
		{
			key: 'released',
			title: { en: 'Released', 'zh-CN': '已放行' },
			category: 'done',
			sla: [
				{ key: 'retest', after: 'P1Y', effect: 'warn' },
				{ key: 'soon', after: 'P1D', calendar: 'business', effect: 'warn' },
			],
		},
	],
	transitions: [
		{
			key: 'release',
			title: { en: 'Release', 'zh-CN': '放行' },
			from: ['quarantine'],
			to: 'released',
			trigger: { type: 'user' },
			permission: { action: 'release', scope: 'site' },
			guards: [
				{ ruleSet: 'release_gate', expect: 'pass', onUnknown: 'block', message: { en: 'Gate', 'zh-CN': '关口' } },
				{ ruleSet: 'extra', expect: ['pass', 'warn'], onUnknown: 'allow' },
			],
			form: { required: ['certificateId', 'reason'] },
			approval: { quorum: 2, exclude: ['requester', 'lastEditor'], roles: ['quality_manager'], expires: 'P3D' },
			signature: { meaning: 'approved', reauth: 'password', reason: 'required' },
			training: ['SOP-QA-012'],
			actions: [{ type: 'webhook', event: 'lot.released' }, { type: 'liftHold' }],
		},
		{ key: 'overdue', from: ['quarantine'], to: 'on_hold', trigger: { type: 'timer', timer: 'breach' } },
		{
			key: 'auto_hold',
			from: ['quarantine'],
			to: 'on_hold',
			trigger: { type: 'rule', ruleSet: 'lot_hold', outcome: 'hold' },
		},
		{ key: 'ship', from: ['released'], to: 'released', trigger: { type: 'system', event: 'lot.shipped' } },
		{ key: 'lift', from: ['on_hold'], to: 'quarantine', trigger: { type: 'user' } },
	],
})

const wu = { transition: 'release', approverId: 'wu', roles: ['quality_manager'], at: new Date('2026-11-21T12:00:00Z') }
const position = positionIn('quarantine', { version: 15, requesterId: 'req', lastEditorId: 'edit', approvals: [wu] })
const input: TransitionInput = {
	transition: 'release',
	trigger: { type: 'user' },
	expectedVersion: 15,
	reason: 'all within specification',
	fields: { certificateId: 'c-1' },
	signature: { meaning: 'approved', reauthenticated: true },
}
const context: TransitionContext = {
	now: NOW,
	actor: { id: 'lin', kind: 'person', roles: ['quality_manager'] },
	allowed: new Set(['release@site']),
	decisions: { release_gate: { outcome: 'pass', decisionId: 'd-1' }, extra: { outcome: 'warn' } },
	training: { 'SOP-QA-012': { validUntil: new Date('2027-01-01T00:00:00Z') } },
}
const refused = (change: { input?: Partial<TransitionInput>; context?: Partial<TransitionContext> }) => {
	const result = decide(definition, position, { ...input, ...change.input }, { ...context, ...change.context })
	return result.ok ? [] : inShort(result.error)
}

test('grants a transition with everything met, and says all that has to happen', () => {
	const result = decide(definition, position, input, context)
	expect(result).toMatchObject({ ok: true, value: { from: 'quarantine', to: 'released', state: { key: 'released' } } })
	expect(result.ok && result.value.effects).toEqual([
		{ type: 'stop-timers', state: 'quarantine' },
		{ type: 'void-approvals' },
		{
			type: 'record-signature',
			transition: 'release',
			signerId: 'lin',
			meaning: 'approved',
			reason: 'all within specification',
		},
		{
			type: 'start-timer',
			state: 'released',
			timer: 'retest',
			effect: 'warn',
			dueAt: new Date('2027-11-22T12:00:00Z'),
		},
		{
			type: 'start-timer',
			state: 'released',
			timer: 'soon',
			effect: 'warn',
			// Sunday noon: the business day runs from Monday 00:00.
			dueAt: new Date('2026-11-24T00:00:00Z'),
		},
		{ type: 'run-action', action: { type: 'webhook', event: 'lot.released' } },
		{ type: 'run-action', action: { type: 'liftHold' } },
	])
})

test('returns every missing thing at once', () => {
	const bare = {
		now: NOW,
		actor: { id: 'edit', kind: 'person', roles: [] },
		allowed: new Set<string>(),
		decisions: { extra: { outcome: 'block' } },
	} as const
	const result = decide(
		definition,
		{ ...position, state: 'on_hold', approvals: [] },
		{ transition: 'release', trigger: { type: 'system' }, expectedVersion: 14 },
		bare,
	)
	expect(result.ok ? [] : inShort(result.error)).toEqual([
		'state stale',
		'state wrong-state',
		'trigger',
		'permission',
		'training SOP-QA-012',
		'field certificateId',
		'field reason',
		'guard release_gate unknown',
		'guard extra block',
		'approval 0 of 2',
		'signature signature',
	])
})

test('says each refusal in English and Chinese', () => {
	const result = decide(
		definition,
		{ ...position, state: 'released', approvals: [] },
		{ transition: 'release', trigger: { type: 'system' } },
		{ ...context, allowed: new Set(), decisions: {}, training: {} },
	)
	for (const refusal of result.ok ? [] : result.error) {
		expect(refusal.message.en.length).toBeGreaterThan(3)
		expect(refusal.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
		expect(refusal.message.en).not.toMatch(/undefined|null/)
	}
	expect(result).toMatchObject({ ok: false })
})

test('takes the permission for everywhere in place of the one for the site', () => {
	expect(refused({ context: { allowed: new Set(['release']) } })).toEqual([])
	expect(refused({ context: { allowed: new Set(['release@tenant']) } })).toEqual(['permission'])
})

test('refuses a user transition for which no permission is named, whoever asks', () => {
	const result = decide(
		definition,
		positionIn('on_hold'),
		{ transition: 'lift', trigger: { type: 'user' } },
		{ ...context, allowed: new Set(['lift', 'undefined', '']) },
	)
	expect(result).toMatchObject({ ok: false, error: [{ code: 'permission', detail: { action: null } }] })
})

test.each([
	['no decision yet', { extra: { outcome: 'pass' } }, ['guard release_gate unknown']],
	['an unknown decision', { release_gate: { outcome: 'unknown' } }, ['guard release_gate unknown']],
	['another outcome', { release_gate: { outcome: 'block' } }, ['guard release_gate block']],
	['unknown where that is allowed', { release_gate: { outcome: 'pass' } }, []],
	['one of several outcomes', { release_gate: { outcome: 'pass' }, extra: { outcome: 'warn' } }, []],
	[
		'none of several outcomes',
		{ release_gate: { outcome: 'pass' }, extra: { outcome: 'block' } },
		['guard extra block'],
	],
])('judges a guard by its decision: %s', (_, decisions, expected) => {
	expect(refused({ context: { decisions } })).toEqual(expected)
})

test('a guard never reads what nobody put into the decisions', () => {
	const odd = workflowSchema.parse({
		...definition,
		transitions: [
			{
				key: 'go',
				from: ['quarantine'],
				to: 'released',
				trigger: { type: 'system' },
				guards: [{ ruleSet: 'constructor', expect: 'pass', onUnknown: 'block' }],
			},
		],
	})
	const result = decide(odd, positionIn('quarantine'), { transition: 'go', trigger: { type: 'system' } }, context)
	expect(result.ok ? [] : inShort(result.error)).toEqual(['guard constructor unknown'])
})

test('hands the explanation and the own words of a guard on', () => {
	const explanation = [{ en: 'Bioburden has no result', 'zh-CN': '生物负载没有结果' }]
	const decisions = { ...context.decisions, release_gate: { outcome: 'block', decisionId: 'd-2', explanation } }
	const result = decide(definition, position, input, { ...context, decisions })
	expect(result).toMatchObject({
		ok: false,
		error: [{ message: { en: 'Gate' }, detail: { decisionId: 'd-2', explanation, expect: ['pass'] } }],
	})
})

test.each([
	['not signed', undefined, ['signature signature']],
	['another meaning', { meaning: 'reviewed', reauthenticated: true }, ['signature meaning']],
	['not signed in again', { meaning: 'approved', reauthenticated: false }, ['signature reauthentication']],
	['a blank reason', { meaning: 'approved', reauthenticated: true, reason: '  ' }, ['signature reason']],
	[
		'all three wrong',
		{ meaning: 'x', reauthenticated: false, reason: '' },
		['signature meaning', 'signature reauthentication', 'signature reason'],
	],
	['its own reason', { meaning: 'approved', reauthenticated: true, reason: 'fine' }, []],
])('judges a signature: %s', (_, signature, expected) => {
	const { signature: __, ...rest } = input
	const result = decide(definition, position, signature ? { ...rest, signature } : rest, context)
	expect(result.ok ? [] : inShort(result.error)).toEqual(expected)
})

test('takes a field from the record unless it is handed in empty', () => {
	const onRecord = { record: { certificateId: 'c-0' } }
	expect(refused({ input: { fields: {} } })).toEqual(['field certificateId'])
	expect(refused({ input: { fields: {} }, context: onRecord })).toEqual([])
	expect(refused({ input: { fields: { certificateId: '' } }, context: onRecord })).toEqual(['field certificateId'])
	expect(refused({ input: { fields: { certificateId: [] } } })).toEqual(['field certificateId'])
	expect(refused({ input: { fields: { certificateId: 0 } } })).toEqual([])
})

test('never takes the reason of a request from the record', () => {
	const { reason: _, ...rest } = input
	const result = decide(definition, position, rest, { ...context, record: { reason: 'an old one' } })
	expect(result.ok ? [] : inShort(result.error)).toEqual(['field reason', 'signature reason'])
})

test('tells training that lapsed from training never done', () => {
	const lapsedOn = new Date('2026-11-15T00:00:00Z')
	const never = decide(definition, position, input, { ...context, training: {} })
	const lapsed = decide(definition, position, input, {
		...context,
		training: { 'SOP-QA-012': { validUntil: lapsedOn } },
	})
	expect(never).toMatchObject({ ok: false, error: [{ code: 'training', detail: { lapsedOn: null } }] })
	expect(lapsed).toMatchObject({ ok: false, error: [{ code: 'training', detail: { lapsedOn } }] })
	expect(!lapsed.ok && lapsed.error[0]?.message.en).toContain('2026-11-15')
	expect(refused({ context: { training: { 'SOP-QA-012': { validUntil: null } } } })).toEqual([])
})

test('refuses a stale screen even though the state still fits', () => {
	expect(refused({ input: { expectedVersion: 14 } })).toEqual(['state stale'])
})

test('refuses a transition that the version does not have', () => {
	const result = decide(definition, position, { ...input, transition: 'vanish' }, context)
	expect(result.ok ? [] : inShort(result.error)).toEqual(['state unknown-transition'])
})

test.each([
	['a person cannot fire a timer', 'overdue', { type: 'user' }, ['trigger']],
	['a person cannot fire a rule', 'auto_hold', { type: 'user' }, ['trigger']],
	['another timer does not', 'overdue', { type: 'timer', timer: 'warn' }, ['trigger']],
	['its timer does', 'overdue', { type: 'timer', timer: 'breach' }, []],
	['another outcome does not', 'auto_hold', { type: 'rule', ruleSet: 'lot_hold', outcome: 'ok' }, ['trigger']],
	['another rule set does not', 'auto_hold', { type: 'rule', ruleSet: 'other', outcome: 'hold' }, ['trigger']],
	['its outcome does', 'auto_hold', { type: 'rule', ruleSet: 'lot_hold', outcome: 'hold' }, []],
] as const)('starts a transition only by what it waits for: %s', (_, transition, trigger, expected) => {
	const nobody = { ...context, actor: { id: 'system', kind: 'system', roles: [] }, allowed: new Set<string>() } as const
	const result = decide(definition, position, { transition, trigger }, nobody)
	expect(result.ok ? [] : inShort(result.error)).toEqual(expected)
})

test.each([
	['its event', { type: 'system', event: 'lot.shipped' }, []],
	['no event named', { type: 'system' }, []],
	['another event', { type: 'system', event: 'lot.received' }, ['trigger']],
] as const)('takes a system trigger by %s', (_, trigger, expected) => {
	const result = decide(definition, positionIn('released'), { transition: 'ship', trigger }, context)
	expect(result.ok ? [] : inShort(result.error)).toEqual(expected)
})

test('refuses a timer before it is due, and names the moment', () => {
	const early = { ...context, now: new Date(ENTERED.getTime() + 3_600_000) }
	const trigger = { type: 'timer', timer: 'breach' } as const
	const result = decide(definition, position, { transition: 'overdue', trigger }, early)
	// Thursday noon and two business days: Monday noon.
	expect(result).toMatchObject({
		ok: false,
		error: [{ code: 'trigger', detail: { dueAt: new Date('2026-10-26T12:00:00Z') } }],
	})
})

test('restarts timers when a transition leads back to its own state', () => {
	const trigger = { type: 'system' } as const
	const result = decide(definition, positionIn('released'), { transition: 'ship', trigger }, context)
	expect(result.ok && result.value.effects.map(({ type }) => type)).toEqual([
		'stop-timers',
		'start-timer',
		'start-timer',
	])
})

test('throws on a definition that leads nowhere, for it was never validated', () => {
	const broken = workflowSchema.parse({
		...definition,
		transitions: [{ key: 'go', from: ['quarantine'], to: 'nowhere', trigger: { type: 'system' } }],
	})
	expect(() =>
		decide(broken, positionIn('quarantine'), { transition: 'go', trigger: { type: 'system' } }, context),
	).toThrow('nowhere')
})

test('knows which states lock consumption and shipment, and locks what it does not know', () => {
	expect(isLocked(definition, 'quarantine', 'consumption')).toBe(true)
	expect(isLocked(definition, 'on_hold', 'consumption')).toBe(false)
	expect(isLocked(definition, 'on_hold', 'shipment')).toBe(true)
	expect(isLocked(definition, 'released', 'shipment')).toBe(false)
	expect(isLocked(definition, 'gone', 'shipment')).toBe(true)
})
