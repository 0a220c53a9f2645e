import { approveAndPublishRuleSet } from '#app/features/rules/approve-and-publish-rule-set.server.ts'
import { type RuleSet, ruleSetSchema } from '#app/features/rules/rule-set.schema.ts'
import { activeNumber } from '#app/features/rules/rule-sets.queries.server.ts'
import { saveRuleSetDraft } from '#app/features/rules/save-rule-set-draft.server.ts'
import { submitRuleSet } from '#app/features/rules/submit-rule-set.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { contentHash, publishVersion } from '#app/platform/definitions/publish-content.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { signAs } from './quality.ts'
import { actAs, makePerson } from './tenant.ts'

/**
 * Publishes a changed rule set as two admins do: one writes and submits, the other approves and publishes by signature. The
 * test cases that the change makes red are left out by `change`, or the submission is refused and the test fails.
 */
export async function publishRules(tenant: TenantInfo, key: string, change: (set: RuleSet) => void): Promise<void> {
	const author = await makePerson(tenant, ['compliance_admin'])
	const second = await makePerson(tenant, ['compliance_admin'])
	const content = await withTenantContext(tenant.id, async (ctx) => {
		const active = await readDefinition(ctx, 'rule-set', { key, number: (await activeNumber(ctx, key)) ?? 0 })
		return ruleSetSchema.parse(structuredClone(active?.content))
	})
	change(content)
	const saved = await actAs(tenant, author, (ctx) => saveRuleSetDraft(ctx, { key, content }))
	if (!saved.ok) throw new Error(JSON.stringify(saved.error))
	const draftId = saved.value.id
	const sent = await actAs(tenant, author, (ctx) => submitRuleSet(ctx, { draftId, note: 'Tried in a test' }))
	if (!sent.ok) throw new Error(JSON.stringify(sent.error))
	const signature = await signAs(second)
	const published = await actAs(tenant, second, (ctx) => approveAndPublishRuleSet(ctx, { draftId, signature }))
	if (!published.ok) throw new Error(JSON.stringify(published.error))
}

/** Publishes a rule set of the company's own, as it would be after its approval. */
export async function publishOwnRules(tenant: TenantInfo, set: RuleSet): Promise<void> {
	const content = JSON.parse(JSON.stringify(ruleSetSchema.parse(set)))
	await withTenantContext(tenant.id, async (ctx) => {
		const draft = ctx.em.create(DefinitionVersion, {
			kind: 'rule-set',
			key: set.key,
			title: set.title,
			content,
			contentHash: contentHash(content),
			status: 'approved',
			note: 'For a test',
		})
		await ctx.em.flush()
		await publishVersion(ctx, draft)
	})
}

/** One rule of a set; fails the test when there is none. */
export function ruleOf(set: RuleSet, key: string): RuleSet['rules'][number] {
	const rule = set.rules.find((one) => one.key === key)
	if (!rule) throw new Error(`${set.key} has no rule ${key}`)
	return rule
}
