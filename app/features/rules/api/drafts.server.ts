import { z } from 'zod'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound } from '#app/platform/http/api-app.server.ts'
import { callSignatureSchema } from '#app/platform/http/signed-call.server.ts'
import { signedStep } from '#app/platform/http/signed-step.ts'
import { approveRuleSet } from '../approve-rule-set.server.ts'
import { loadCatalogs } from '../load-catalogs.server.ts'
import { publishRuleSet } from '../publish-rule-set.server.ts'
import { saveRuleSetDraft } from '../save-rule-set-draft.server.ts'
import { submitRuleSet } from '../submit-rule-set.server.ts'
import { testRuleSet } from '../test-rule-set.server.ts'
import { answered } from './answer-rule-set.server.ts'
import { draftParams, draftSchema, keyParams, noteSchema, saveDraftSchema, testReportSchema } from './rule-schemas.ts'

const signedBody = z.object({ signature: callSignatureSchema })

/** `POST /rule-sets/{key}/drafts` and the steps of a draft: test, submit, approve, publish. */
export function mountDrafts(api: ApiApp): void {
	const path = '/rule-sets/{key}/drafts'
	mountEndpoint(api, {
		method: 'post',
		path,
		tag: 'Rules',
		summary: 'Begin a draft, or with draftId go on with one; If-Match guards it',
		can: ['create', 'RuleSet'],
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
				await saveRuleSetDraft(ctx, {
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
		tag: 'Rules',
		summary: 'Problems of a draft and how its test cases come out; changes nothing',
		can: ['read', 'RuleSet'],
		params: draftParams,
		answer: testReportSchema,
		handle: async (ctx, { params }) => {
			const draft = await readDefinition(ctx, 'rule-set', { id: params.id })
			if (draft?.key !== params.key) return notFound()
			const { problems, findings, reports } = await testRuleSet(draft.content, await loadCatalogs(ctx))
			const errors = problems.filter((found) => found.severity === 'error')
			return answer({
				green: errors.length === 0 && reports.length > 0 && reports.every((report) => report.passed),
				tests: reports.map(({ name, passed, why, decision }) => ({
					name: name[ctx.language],
					passed,
					why: why[ctx.language],
					outcome: decision.outcome,
				})),
				problems: problems.map(({ message, ...found }) => ({ ...found, message: message[ctx.language] })),
				findings: findings.map(({ message, ...found }) => ({ ...found, message: message[ctx.language] })),
			})
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/submit`,
		tag: 'Rules',
		summary: 'Ask for approval: no problems, all test cases green',
		can: ['submit', 'RuleSet'],
		params: draftParams,
		body: noteSchema,
		answer: draftSchema,
		versioned: true,
		conflicts: true,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(
				ctx,
				await submitRuleSet(ctx, {
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
		tag: 'Rules',
		summary: 'Approve with the signature of a person who is not the author',
		can: ['approve', 'RuleSet'],
		params: draftParams,
		body: signedBody,
		answer: draftSchema,
		versioned: true,
		conflicts: true,
		...signedStep(answered, approveRuleSet),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/publish`,
		tag: 'Rules',
		summary: 'Publish an approved draft with the signature of a person who is not the author',
		can: ['publish', 'RuleSet'],
		params: draftParams,
		body: signedBody,
		answer: z.object({ id: z.string(), number: z.int(), retired: z.int().nullable() }),
		versioned: true,
		conflicts: true,
		...signedStep(answered, publishRuleSet),
	})
}
