import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type ApiApp, answer, notFound } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { mountDefinitionDrafts } from '#app/platform/http/mount-definition-drafts.ts'
import type { DraftParams } from '#app/platform/http/signed-step.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveWorkflow } from '../drafts/approve-workflow.server.ts'
import { knownNames } from '../drafts/known-names.server.ts'
import { publishWorkflow } from '../drafts/publish-workflow.server.ts'
import { saveWorkflowDraft } from '../drafts/save-workflow-draft.server.ts'
import { submitWorkflow } from '../drafts/submit-workflow.server.ts'
import { runScenarios } from '../simulate/run-scenario.ts'
import { tenantWorld } from '../simulate/simulation-world.server.ts'
import { validateWorkflow } from '../validate-workflow.ts'
import { workflowSchema } from '../workflow.schema.ts'
import { answered } from './answer-workflow.server.ts'
import { testReportSchema } from './workflow-schemas.ts'

/** `POST /workflows/{key}/drafts` and the steps of a draft: test, submit, approve, publish. */
export const mountWorkflowDrafts = (api: ApiApp): void =>
	mountDefinitionDrafts(api, {
		path: '/workflows/{key}/drafts',
		tag: 'Workflows',
		subject: 'Workflow',
		report: testReportSchema,
		answered,
		save: saveWorkflowDraft,
		test: testDraft,
		submit: submitWorkflow,
		approve: approveWorkflow,
		publish: publishWorkflow,
	})

async function testDraft(ctx: Context, { key, id }: DraftParams): Promise<ApiAnswer> {
	const draft = await readDefinition(ctx, 'workflow', { id })
	if (draft?.key !== key) return notFound()
	const problems = validateWorkflow(draft.content, await knownNames(ctx, [draft.content]))
	const parsed = workflowSchema.safeParse(draft.content)
	const reports = parsed.success ? runScenarios(parsed.data, (await tenantWorld(ctx))(parsed.data.subject)) : []
	const errors = problems.filter((found) => found.severity === 'error')
	return answer({
		green: errors.length === 0 && reports.length > 0 && reports.every((report) => report.passed),
		tests: reports.map(({ name, passed, why }) => ({ name: name[ctx.language], passed, why: why[ctx.language] })),
		problems: problems.map(({ message, ...found }) => ({ ...found, message: message[ctx.language] })),
	})
}
