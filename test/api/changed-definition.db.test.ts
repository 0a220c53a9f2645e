import { expect } from 'vitest'
import { saveWorkflowDraft } from '#app/features/workflow/drafts/save-workflow-draft.server.ts'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()
const app = webApp()

/* A change of a workflow by calls: it names the draft that takes the place of the version before, and lists the differences. */

type Change = ProblemBody & {
	id: string
	change: { definition: { versionId: string; differences: { kind: string; sentence: string }[] | null } | null }
}

const draftOfReturns = async (tenant: TenantInfo): Promise<string> => {
	const admin = await makePerson(tenant, ['compliance_admin'])
	return actAs(tenant, admin, async (ctx) => {
		const active = await readDefinition(ctx, 'workflow', { key: 'return', number: 1 })
		const content = workflowSchema.parse(structuredClone(active?.content))
		content.title = { en: 'Goods returned', 'zh-CN': '货物退回' }
		const saved = await saveWorkflowDraft(ctx, { key: 'return', content })
		if (!saved.ok) throw new Error(JSON.stringify(saved.error))
		return saved.value.id
	})
}
const open = (key: string, change: object, headers = {}) =>
	call<Change>(app, 'post', '/changes', {
		key,
		headers,
		body: { title: 'Returns', description: 'A clearer name', topic: 'workflow', change: { lines: [], ...change } },
	})

dbTest(
	'a change is opened with the draft of a workflow, and answered with its differences in the language asked for',
	async () => {
		const tenant = await makeTenant()
		const key = await makeApiKey(tenant)
		const versionId = await draftOfReturns(tenant)
		const opened = await open(key, { definition: 'return', versionId }, { 'Accept-Language': 'zh-CN' })
		expect(opened.status, opened.text).toBe(201)
		expect(opened.body.change.definition).toMatchObject({
			kind: 'workflow',
			key: 'return',
			versionId,
			status: 'draft',
			from: 1,
			isEdited: false,
			differences: [{ kind: 'changed', sentence: expect.stringContaining('货物退回') }],
		})
		const read = await call<Change>(app, 'get', `/changes/${opened.body.id}`, { key })
		expect(read.body.change.definition?.differences).toEqual([
			{ kind: 'changed', sentence: expect.stringContaining('“Goods returned”') },
		])
		// Who may read changes and no workflows is told which draft, not what it says.
		const weak = await makeApiKey(tenant, { scopes: ['lots:read', 'quality:write'] })
		const seen = await call<Change>(app, 'get', `/changes/${opened.body.id}`, { key: weak })
		expect(seen.body.change.definition).toMatchObject({ versionId, differences: null })
	},
)

dbTest('refuses the draft of another workflow and of another tenant, with its place in the call', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const versionId = await draftOfReturns(tenant)
	const foreign = await draftOfReturns(await makeTenant())
	for (const change of [
		{ definition: 'complaint', versionId },
		{ definition: 'return', versionId: foreign },
	]) {
		const { status, body } = await open(key, change)
		expect([status, body.code, body.errors?.map((error) => error.path)]).toEqual([
			422,
			'unknown-version',
			['/change/versionId'],
		])
	}
})
