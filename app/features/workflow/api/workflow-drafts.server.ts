import { z } from 'zod'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound } from '#app/platform/http/api-app.server.ts'
import { callSignatureSchema } from '#app/platform/http/signed-call.server.ts'
import { signedStep } from '#app/platform/http/signed-step.ts'
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
import {
	draftParams,
	draftSchema,
	keyParams,
	noteSchema,
	saveDraftSchema,
	testReportSchema,
} from './workflow-schemas.ts'

const signedBody = z.object({ signature: callSignatureSchema })

/** `POST /workflows/{key}/drafts` and the steps of a draft: test, submit, approve, publish. */
export function mountWorkflowDrafts(api: ApiApp): void {
	const path = '/workflows/{key}/drafts'
	mountEndpoint(api, {
		method: 'post',
		path,
		tag: 'Workflows',
		summary: 'Begin a draft, or with draftId go on with one; If-Match guards it',
		can: ['create', 'Workflow'],
		params: keyParams,
		body: saveDraftSchema,
		answer: draftSchema,
		versioned: true,
		conflicts: true,
		status: 201,
		alsoStatus: 200,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(
				ctx,
				await saveWorkflowDraft(ctx, {
					key: params.key,
					...body,
					...(ifMatch === null ? {} : { expectedVersion: ifMatch }),
				}),
				body.draftId ? 200 : 201,
			),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/test`,
		tag: 'Workflows',
		summary: 'Problems of a draft and how its test cases come out; changes nothing',
		can: ['read', 'Workflow'],
		params: draftParams,
		answer: testReportSchema,
		handle: async (ctx, { params }) => {
			const draft = await readDefinition(ctx, 'workflow', { id: params.id })
			if (draft?.key !== params.key) return notFound()
			const problems = validateWorkflow(draft.content, await knownNames(ctx, [draft.content]))
			const parsed = workflowSchema.safeParse(draft.content)
			const reports = parsed.success ? runScenarios(parsed.data, (await tenantWorld(ctx))(parsed.data.subject)) : []
			const errors = problems.filter((found) => found.severity === 'error')
			return answer({
				green: errors.length === 0 && reports.length > 0 && reports.every((report) => report.passed),
				tests: reports.map(({ name, passed, why }) => ({
					name: name[ctx.language],
					passed,
					why: why[ctx.language],
				})),
				problems: problems.map(({ message, ...found }) => ({ ...found, message: message[ctx.language] })),
			})
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/submit`,
		tag: 'Workflows',
		summary: 'Ask for approval: no problems, all test cases green',
		can: ['submit', 'Workflow'],
		params: draftParams,
		body: noteSchema,
		answer: draftSchema,
		versioned: true,
		conflicts: true,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(
				ctx,
				await submitWorkflow(ctx, {
					draftId: params.id,
					key: params.key,
					note: body.note,
					...(ifMatch === null ? {} : { expectedVersion: ifMatch }),
				}),
			),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/approve`,
		tag: 'Workflows',
		summary: 'Approve with the signature of a person who is not the author',
		can: ['approve', 'Workflow'],
		params: draftParams,
		body: signedBody,
		answer: draftSchema,
		versioned: true,
		conflicts: true,
		...signedStep(answered, approveWorkflow),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/publish`,
		tag: 'Workflows',
		summary: 'Publish an approved draft with the signature of a person who is not the author',
		can: ['publish', 'Workflow'],
		params: draftParams,
		body: signedBody,
		answer: z.object({ id: z.string(), number: z.int(), retired: z.int().nullable() }),
		versioned: true,
		conflicts: true,
		...signedStep(answered, publishWorkflow),
	})
}
