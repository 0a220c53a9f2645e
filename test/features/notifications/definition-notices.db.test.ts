import { expect } from 'vitest'
import { saveWorkflowDraft } from '#app/features/workflow/drafts/save-workflow-draft.server.ts'
import { sendBackWorkflow } from '#app/features/workflow/drafts/send-back-workflow.server.ts'
import { submitWorkflow } from '#app/features/workflow/drafts/submit-workflow.server.ts'
import { publishWorkflowEmergency } from '#app/features/workflow/life/emergency-workflow.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { shipped } from '../workflow/workflow-cases.ts'

useTestPortal()

dbTest('who has to approve a workflow hears of it by mail at once, whatever they chose', async () => {
	const tenant = await makeTenant()
	const author = await makePerson(tenant, ['compliance_admin'])
	const second = await makePerson(tenant, ['compliance_admin'])
	const told = () =>
		withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute<{ template: string; kind: string; to: string; mailed: boolean }[]>(
				`select n.template, n.kind, n.account_id as to,
					exists (select 1 from mail m join account a on a.email = m.recipient where a.id = n.account_id and m.template = n.template) as mailed
				from notification n order by n.created_at, n.id`,
			),
		)
	const draft = async (name: string) => {
		const content = { ...shipped('return'), title: { en: name, 'zh-CN': name } }
		const saved = await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: 'return', content }))
		if (!saved.ok) throw new Error(saved.error.code)
		return saved.value.id
	}
	const draftId = await draft('Returns by post')
	expect(await actAs(tenant, author, (ctx) => submitWorkflow(ctx, { draftId }))).toMatchObject({ ok: true })
	const comment = 'Say who opens the parcel'
	expect(await actAs(tenant, second, (ctx) => sendBackWorkflow(ctx, { draftId, comment }))).toMatchObject({ ok: true })
	const signature = await signAs(author, 'Parcels stand in the yard')
	expect(await actAs(tenant, author, (ctx) => publishWorkflowEmergency(ctx, { draftId, signature }))).toMatchObject({
		ok: true,
	})
	expect(await told()).toEqual([
		{ template: 'definition_submitted', kind: 'approval', to: second.id, mailed: true },
		{ template: 'definition_sent_back', kind: 'rules', to: author.id, mailed: false },
		{ template: 'emergency_change', kind: 'approval', to: second.id, mailed: true },
	])
})
