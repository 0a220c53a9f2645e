import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
	CATEGORY_WORDS,
	durationWords,
	EXCLUSION_WORDS,
	LOCK_WORDS,
	PARTY_WORDS,
	REAUTH_WORDS,
	SCOPE_WORDS,
	TONE_WORDS,
} from '#app/features/workflow/design/definition-words.ts'
import { diffWorkflows } from '#app/features/workflow/design/diff-workflows.ts'
import { type WorkflowDefinition, workflowSchema } from '#app/features/workflow/workflow.schema.ts'

test('the words of differences are those of the designer, in both languages', () => {
	const words = {
		category: CATEGORY_WORDS,
		lock: LOCK_WORDS,
		tone: TONE_WORDS,
		exclusion: EXCLUSION_WORDS,
		reauth: REAUTH_WORDS,
		scope: SCOPE_WORDS,
		party: PARTY_WORDS,
	}
	for (const language of ['en', 'zh-CN'] as const) {
		const texts = JSON.parse(readFileSync(`app/features/workflow/locales/${language}.json`, 'utf8'))
		for (const [part, own] of Object.entries(words))
			expect(Object.fromEntries(Object.entries(own).map(([key, one]) => [key, one[language]])), part).toEqual(
				texts[part],
			)
	}
})

test('a duration is told in words', () => {
	expect(durationWords('P1D')).toEqual({ en: '1 day', 'zh-CN': '1 天' })
	expect(durationWords('P1Y6M')).toEqual({ en: '18 months', 'zh-CN': '18 个月' })
	expect(durationWords('P2DT4H30M')).toEqual({ en: '2 days 4 hours 30 minutes', 'zh-CN': '2 天 4 小时 30 分钟' })
})

const shipped = (): WorkflowDefinition =>
	workflowSchema.parse(JSON.parse(readFileSync('workflows/lot_lifecycle.json', 'utf8')))

/** Every sentence of a change of the lot lifecycle. */
function sentences(
	change: (state: WorkflowDefinition['states'][number], step: WorkflowDefinition['transitions'][number]) => void,
) {
	const after = shipped()
	const state = after.states.find(({ key }) => key === 'quarantine')
	const step = after.transitions.find(({ key }) => key === 'submit')
	if (!state || !step) throw new Error('not the lot lifecycle')
	change(state, step)
	const titles = {
		ruleSetTitles: { release_gate: { en: 'Release conditions', 'zh-CN': '放行条件' } },
		templateTitles: { lot_held: { en: 'Lot on hold', 'zh-CN': '批次冻结' } },
	}
	return diffWorkflows(shipped(), after, titles).map(({ sentence }) => sentence)
}

test('categories, locks, colours and deadlines are told in words, not by their keys', () => {
	const found = sentences((state) => {
		state.category = 'waiting'
		state.tone = 'waiting'
		state.locks = ['shipment']
		state.sla = [{ key: 'late', after: 'P2D', calendar: 'business', effect: 'escalate', actions: [{ type: 'hold' }] }]
	})
	const [en, zh] = [found.map((one) => one.en).join('\n'), found.map((one) => one['zh-CN']).join('\n')]
	expect(en).toMatch(/category \S+ → Waiting/)
	expect(en).toContain('→ Waiting (blue)')
	expect(en).toContain('→ Shipment')
	expect(en).toContain('tells others after 2 days of working time (put on hold)')
	expect(zh).toContain('→ 等待')
	expect(zh).toContain('2 天（工作时间）后逾期上报（冻结）')
	expect(zh).not.toMatch(/waiting|shipment|escalate|P2D/)
})

test('permissions, guards, approvals, signatures and actions are told in words, not by their keys', () => {
	const found = sentences((_state, step) => {
		step.permission = { action: 'release', scope: 'site' }
		step.guards = [{ ruleSet: 'release_gate', expect: ['pass', 'warn'], onUnknown: 'block' }]
		step.approval = { quorum: 2, roles: ['quality_reviewer'], exclude: ['requester', 'lastEditor'], expires: 'P3D' }
		step.signature = { meaning: 'approved', reauth: 'totp', reason: 'required' }
		step.actions = [
			{ type: 'notify', template: 'lot_held', to: ['role:receiving', 'party:customer'] },
			{ type: 'liftHold' },
		]
	})
	const [en, zh] = [found.map((one) => one.en).join('\n'), found.map((one) => one['zh-CN']).join('\n')]
	expect(en).toContain('Release (at the record’s site)')
	expect(en).toContain('“Release conditions” has to answer pass or warn (unknown blocks)')
	expect(en).toContain('2 different people of Quality reviewer without who asked for it, who edited last within 3 days')
	expect(en).toContain('“approved” (password and authenticator code, with a reason)')
	expect(en).toContain('message “Lot on hold” to Receiving, The customer, lift the hold')
	expect(zh).toContain('“放行条件”须为通过或警告（未知则阻止）')
	expect(zh).toContain('向收货、客户发送消息“批次冻结”、解除冻结')
	expect(zh).not.toMatch(/release_gate|quality_reviewer|lastEditor|liftHold|totp|P3D|role:/)
})
