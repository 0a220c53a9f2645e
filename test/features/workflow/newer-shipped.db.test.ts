import { expect } from 'vitest'
import { readRuleSetPage } from '#app/features/rules/rule-set-page.server.ts'
import { takeOverRuleSet } from '#app/features/rules/shipped-rule-set.server.ts'
import { takeOverWorkflow } from '#app/features/workflow/drafts/shipped-workflow.server.ts'
import { withdrawWorkflowDraft } from '#app/features/workflow/drafts/withdraw-workflow-draft.server.ts'
import { readWorkflowPage } from '#app/features/workflow/drafts/workflow-page.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { writeByHand } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* A tenant that was here before the portal came with a newer version of what it was given. */

/** Makes the first version of a definition the one of an earlier portal, with another title. */
const asBefore = (tenant: TenantInfo, kind: 'workflow' | 'rule-set', key: string) =>
	writeByHand(
		'definition_version',
		`update definition_version set content = jsonb_set(content::jsonb, '{title,en}', '"Before"'), content_hash = repeat('0', 64)
		where tenant_id = ? and kind = ? and key = ?`,
		[tenant.id, kind, key],
	)

dbTest('an admin is told what a newer shipped workflow changes, and takes it over as a draft once', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const told = async () => (await actAs(tenant, admin, (ctx) => readWorkflowPage(ctx, 'return', {})))?.shipped
	expect(await told()).toBeNull()
	await asBefore(tenant, 'workflow', 'return')
	expect((await told())?.map(({ sentence }) => sentence.en)).toEqual([expect.stringContaining('“Before” →')])
	const reader = await makePerson(tenant, ['auditor'])
	expect((await actAs(tenant, reader, (ctx) => readWorkflowPage(ctx, 'return', {})))?.shipped).toBeNull()
	const denied = await actAs(tenant, reader, (ctx) => takeOverWorkflow(ctx, 'return'))
	expect(denied).toEqual({ ok: false, error: { code: 'forbidden' } })
	expect(await actAs(tenant, admin, (ctx) => takeOverWorkflow(ctx, 'none_such'))).toEqual({
		ok: false,
		error: { code: 'unknown-workflow' },
	})

	const taken = await actAs(tenant, admin, (ctx) => takeOverWorkflow(ctx, 'return'))
	if (!taken.ok) throw new Error(taken.error.code)
	const draft = await actAs(tenant, admin, (ctx) => readWorkflowPage(ctx, 'return', { draft: taken.value.id }))
	expect(draft?.shown).toMatchObject({ status: 'draft', basedOn: 1, author: { id: admin.id } })
	expect(draft?.shipped).toBeNull()
	expect(await told()).toBeNull()
	await actAs(tenant, admin, (ctx) =>
		withdrawWorkflowDraft(ctx, { draftId: taken.value.id, expectedVersion: taken.value.version }),
	)
	expect(await told()).toHaveLength(1)
})

dbTest('the same for a rule set', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const told = async () => (await actAs(tenant, admin, (ctx) => readRuleSetPage(ctx, 'receiving_match', {})))?.shipped
	expect(await told()).toBeNull()
	await asBefore(tenant, 'rule-set', 'receiving_match')
	expect(await told()).toHaveLength(1)
	expect(await actAs(tenant, admin, (ctx) => takeOverRuleSet(ctx, 'receiving_match'))).toMatchObject({ ok: true })
	expect(await told()).toBeNull()
	expect(await actAs(tenant, admin, (ctx) => takeOverRuleSet(ctx, 'none_such'))).toMatchObject({ ok: false })
})
