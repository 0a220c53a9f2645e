import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { workflowJsonSchema } from '#app/features/workflow/workflow-json-schema.ts'
import { shipped } from './workflow-cases.ts'

const title = { en: 'Name', 'zh-CN': '名称' }
const base = {
	schema: 'workflow/1',
	key: 'lot_test',
	subject: 'lot',
	title,
	initial: 'a',
	states: [{ key: 'a', category: 'initial' }],
	transitions: [{ key: 'go', from: ['a'], to: 'a', trigger: { type: 'user' }, permission: { action: 'go' } }],
}
const withState = (more: object) => ({ ...base, states: [{ ...base.states[0], ...more }] })
const withTransition = (more: object) => ({ ...base, transitions: [{ ...base.transitions[0], ...more }] })
const accepts = (json: unknown) => workflowSchema.safeParse(json).success

const PUBLISHED = 'workflows/workflow.schema.json'

test('the published JSON Schema is the one that validates (set UPDATE_SCHEMAS=1 to write it)', () => {
	const generated = workflowJsonSchema()
	if (process.env.UPDATE_SCHEMAS) writeFileSync(PUBLISHED, `${JSON.stringify(generated, null, '\t')}\n`)
	expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(generated)
})

test('the published JSON Schema takes what is shipped and refuses what it should', () => {
	const fromJson = z.fromJSONSchema(JSON.parse(readFileSync(PUBLISHED, 'utf8')))
	for (const key of ['lot_lifecycle', 'receipt', 'recall', 'supplier_onboarding']) {
		expect(fromJson.safeParse(shipped(key)).success, key).toBe(true)
	}
	expect(fromJson.safeParse({ ...base, surprise: 1 }).success).toBe(false)
	expect(fromJson.safeParse(withState({ category: 'maybe' })).success).toBe(false)
})

test('takes the example of the format: titles, tones and messages may come later', () => {
	expect(accepts(base)).toBe(true)
	expect(
		accepts(
			withTransition({
				form: { required: ['certificateId'] },
				guards: [{ ruleSet: 'release_gate', expect: 'pass', onUnknown: 'block' }],
				approval: {
					quorum: 2,
					distinct: true,
					exclude: ['requester', 'lastEditor'],
					roles: ['quality_manager'],
					expires: 'P3D',
				},
				signature: { meaning: 'approved', reauth: 'password', reason: 'required' },
				training: ['SOP-QA-012'],
				actions: [
					{ type: 'notify', template: 'lot_released', to: ['party:customer'] },
					{ type: 'webhook', event: 'lot.released' },
					{ type: 'set', attribute: 'storage.zone', value: 'A' },
					{ type: 'hold' },
					{ type: 'liftHold' },
					{ type: 'task', title, assignee: 'role:quality', due: 'P1D' },
					{ type: 'deviation', template: 'auto' },
					{ type: 'capa', template: 'auto' },
					{ type: 'startWorkflow', workflow: 'capa' },
					{ type: 'emit', event: 'lot.checked' },
				],
			}),
		),
	).toBe(true)
})

test.each([
	['an extra key at the top', { ...base, extra: 1 }],
	['an extra key in a state', withState({ colour: 'red' })],
	['an extra key in a transition', withTransition({ script: 'x' })],
	['an extra key in a title', withState({ title: { ...title, de: 'Name' } })],
	['a title in one language', withState({ title: { en: 'Name' } })],
	['an own __proto__', JSON.parse(JSON.stringify(base).replace('{', '{"__proto__":{"admin":true},'))],
	[
		'an own __proto__ deep inside',
		JSON.parse(JSON.stringify(base).replace('"trigger":{', '"trigger":{"__proto__":{},')),
	],
	['an unknown action', withTransition({ actions: [{ type: 'exec', command: 'ls' }] })],
	['a webhook to an address', withTransition({ actions: [{ type: 'webhook', event: 'https://x.example/a.b' }] })],
	['a webhook with a URL beside', withTransition({ actions: [{ type: 'webhook', event: 'a.b', url: 'https://x' }] })],
	['an unknown trigger', withTransition({ trigger: { type: 'cron' } })],
	['a timer without its name', withTransition({ trigger: { type: 'timer' } })],
	['an unknown tone', withState({ tone: 'pink' })],
	['an unknown lock', withState({ locks: ['sale'] })],
	['a deadline of no length', withState({ sla: [{ key: 's', after: 'P0D', effect: 'warn' }] })],
	['a deadline in words', withState({ sla: [{ key: 's', after: 'two days', effect: 'warn' }] })],
	['a quorum of none', withTransition({ approval: { quorum: 0 } })],
	['a quorum and a half', withTransition({ approval: { quorum: 1.5 } })],
	['no state to come from', withTransition({ from: [] })],
	['a key with a capital', { ...base, key: 'Lot' }],
	['a key of 61 letters', { ...base, key: 'k'.repeat(61) }],
	['another format version', { ...base, schema: 'workflow/2' }],
	['an unknown subject', { ...base, subject: 'spaceship' }],
	['no states', { ...base, states: [] }],
	['61 states', { ...base, states: Array.from({ length: 61 }, (_, i) => ({ key: `s${i}`, category: 'active' })) }],
	['301 transitions', { ...base, transitions: Array.from({ length: 301 }, () => base.transitions[0]) }],
	[
		'11 guards',
		withTransition({
			guards: Array.from({ length: 11 }, () => ({ ruleSet: 'r', expect: 'pass', onUnknown: 'block' })),
		}),
	],
	['a list', []],
	['nothing', null],
])('refuses %s', (_, json) => {
	expect(accepts(json)).toBe(false)
})
