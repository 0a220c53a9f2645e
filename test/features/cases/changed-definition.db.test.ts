import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { readCasePage } from '#app/features/cases/case-page.server.ts'
import { openCase } from '#app/features/cases/open-case.server.ts'
import { type RuleSet, ruleSetSchema } from '#app/features/rules/rule-set.schema.ts'
import { saveRuleSetDraft } from '#app/features/rules/save-rule-set-draft.server.ts'
import { saveWorkflowDraft } from '#app/features/workflow/drafts/save-workflow-draft.server.ts'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { caseForm, makeCase } from '../../factories/case.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const RULES = 'receiving_match'
const WORKFLOW = 'return'

async function scene() {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	return { tenant, admin }
}

async function contentOf(ctx: Context, kind: 'rule-set' | 'workflow', key: string): Promise<unknown> {
	const active = await readDefinition(ctx, kind, { key, number: 1 })
	return structuredClone(active?.content)
}

/** A draft of the receiving rules with another title of their first rule. */
async function draftRules(ctx: Context, title: string, before?: { id: string; version: number }) {
	const set: RuleSet = ruleSetSchema.parse(await contentOf(ctx, 'rule-set', RULES))
	const [first] = set.rules
	if (!first) throw new Error('no rule')
	first.title = { en: title, 'zh-CN': title }
	const saved = await saveRuleSetDraft(ctx, {
		key: RULES,
		content: set,
		...(before ? { draftId: before.id, expectedVersion: before.version } : {}),
	})
	if (!saved.ok) throw new Error(JSON.stringify(saved.error))
	return saved.value
}

const changeOf = (topic: 'rule_set' | 'workflow', definition: string, versionId: string) =>
	caseForm('change', { topic, change: { definition, versionId, lines: [], procedures: [] } })

dbTest('a change of a rule set shows its draft beside the version before, in sentences of both languages', async () => {
	const { tenant, admin } = await scene()
	const as = <T>(work: (ctx: Context) => Promise<T>) => actAs(tenant, admin, work)
	const draft = await as((ctx) => draftRules(ctx, 'Looked at twice'))
	const { id } = await makeCase(tenant, admin, changeOf('rule_set', RULES, draft.id))
	const difference = async () => (await as((ctx) => readCasePage(ctx, 'change', id)))?.change?.difference
	expect(await difference()).toMatchObject({ id: draft.id, number: null, status: 'draft', from: 1, isEdited: false })
	const sentences = (await difference())?.sentences ?? []
	expect(sentences).toHaveLength(1)
	expect(sentences[0]?.sentence.en).toContain('“Looked at twice”')
	expect(sentences[0]?.sentence['zh-CN']).toContain('标题')

	await as((ctx) => draftRules(ctx, 'Looked at thrice', draft))
	const edited = await difference()
	expect(edited).toMatchObject({ isEdited: true })
	expect(edited?.sentences?.[0]?.sentence.en).toContain('“Looked at thrice”')
})

dbTest('a change of a workflow shows what its draft changes, and not to those who may not look at it', async () => {
	const { tenant, admin } = await scene()
	const draft = await actAs(tenant, admin, async (ctx) => {
		const definition = workflowSchema.parse(await contentOf(ctx, 'workflow', WORKFLOW))
		definition.title = { en: 'Goods returned', 'zh-CN': '货物退回' }
		const saved = await saveWorkflowDraft(ctx, { key: WORKFLOW, content: definition })
		if (!saved.ok) throw new Error(JSON.stringify(saved.error))
		return saved.value
	})
	const { id } = await makeCase(tenant, admin, changeOf('workflow', WORKFLOW, draft.id))
	const shown = await actAs(tenant, admin, (ctx) => readCasePage(ctx, 'change', id))
	expect(shown?.change?.definition).toMatchObject({ kind: 'workflow', key: WORKFLOW })
	expect(shown?.change?.difference?.sentences?.map(({ sentence }) => sentence.en)).toEqual([
		expect.stringContaining('“Goods returned”'),
	])
	const operator = await makePerson(tenant, ['operator'])
	const seen = await actAs(tenant, operator, (ctx) => readCasePage(ctx, 'change', id))
	expect(seen?.change?.difference).toMatchObject({ id: draft.id, sentences: null })
})

dbTest('refuses a draft of another definition, of another kind and of another tenant', async () => {
	const { tenant, admin } = await scene()
	const draft = await actAs(tenant, admin, (ctx) => draftRules(ctx, 'Mine'))
	const open = (topic: 'rule_set' | 'workflow', definition: string, versionId: string) =>
		actAs(tenant, admin, (ctx) => openCase(ctx, changeOf(topic, definition, versionId)))
	const unknown = err({ code: 'unknown-version' })
	expect(await open('rule_set', 'release_gate', draft.id)).toEqual(unknown)
	expect(await open('workflow', RULES, draft.id)).toEqual(unknown)
	const other = await scene()
	const foreign = await actAs(other.tenant, other.admin, (ctx) => draftRules(ctx, 'Theirs'))
	expect(await open('rule_set', RULES, foreign.id)).toEqual(unknown)
	expect(await open('rule_set', RULES, draft.id)).toMatchObject({ ok: true })
})
