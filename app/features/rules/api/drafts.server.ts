import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import type { Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { answer, type ApiApp, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { approveRuleSet } from '../approve-rule-set.server.ts'
import { publishRuleSet } from '../publish-rule-set.server.ts'
import type { RuleSetRefusal } from '../rule-set-refusal.ts'
import { saveRuleSetDraft } from '../save-rule-set-draft.server.ts'
import type { SignedDraft } from '../sign-draft.server.ts'
import { submitRuleSet } from '../submit-rule-set.server.ts'
import { testRuleSet } from '../test-rule-set.server.ts'
import { actAsSigner } from './act-as-signer.server.ts'
import { refusalProblem } from './refuse-rule-set.ts'
import { draftParams, draftSchema, keyParams, noteSchema, saveDraftSchema, testReportSchema } from './rule-schemas.ts'
import { proofOf, proveSigner, signatureSchema } from './signed-call.server.ts'

const answered = <T extends { version?: number }>(ctx: Context, result: Result<T, RuleSetRefusal>, status = 200): ApiAnswer =>
	result.ok
		? answer(result.value, { status, ...(result.value.version === undefined ? {} : { version: result.value.version }) })
		: refuse(refusalProblem(result.error, ctx.language))

type SignedRequest = {
	params: z.infer<typeof draftParams>
	body: { signature: z.infer<typeof signatureSchema> }
	ifMatch: number | null
	raw: Request
}

/** Takes a step in the name of the person whose signature the call carries. */
async function asSigner<T extends object>(
	ctx: Context,
	request: SignedRequest,
	step: (ctx: Context, signed: SignedDraft) => Promise<Result<T, RuleSetRefusal>>,
): Promise<ApiAnswer> {
	const proof = proofOf(request.raw)
	if (!proof?.ok) {
		const code = proof?.error.code ?? 'wrong-password'
		const status = code === 'blocked' ? 429 : 422
		const given = refuse(problem(status, code === 'blocked' ? 'too-many-tries' : 'signature-refused', 'The signer did not prove to be who they are.', [{ path: '/signature', code, message: code }]))
		return proof && !proof.ok && proof.error.retryAfterSeconds ? { ...given, headers: { 'Retry-After': String(proof.error.retryAfterSeconds) } } : given
	}
	const signer = await actAsSigner(ctx, proof.value)
	if (!signer.ok) return refuse(problem(403, 'not-allowed', 'The signer may not do that here.'))
	const { id: draftId, key } = request.params
	const signature = { proof: proof.value, meaning: 'approved', reason: request.body.signature.reason }
	const result = await step(signer.value, { draftId, key, signature, ...(request.ifMatch === null ? {} : { expectedVersion: request.ifMatch }) })
	return answered(ctx, result)
}

const signedBody = z.object({ signature: signatureSchema })

/** `POST /rule-sets/{key}/drafts` and the steps of a draft: test, submit, approve, publish. */
export function mountDrafts(api: ApiApp): void {
	const path = '/rule-sets/{key}/drafts'
	for (const step of ['approve', 'publish'])
		api.use(`/rule-sets/:key/drafts/:id/${step}`, (c: HonoContext, next) => proveSigner(c, next))
	mountEndpoint(api, {
		method: 'post',
		path,
		tag: 'Rules',
		summary: 'Begin a draft, or with draftId go on with one; If-Match guards it',
		can: ['create', 'RuleSet'],
		params: keyParams,
		body: saveDraftSchema,
		answer: draftSchema,
		status: 201,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await saveRuleSetDraft(ctx, { key: params.key, ...body, ...(ifMatch === null ? {} : { expectedVersion: ifMatch }) }), body.draftId ? 200 : 201),
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
			const { problems, reports } = await testRuleSet(draft.content)
			const errors = problems.filter((found) => found.severity === 'error')
			return answer({
				green: errors.length === 0 && reports.length > 0 && reports.every((report) => report.passed),
				tests: reports.map(({ name, passed, why, decision }) => ({ name: name[ctx.language], passed, why: why[ctx.language], outcome: decision.outcome })),
				problems: problems.map(({ message, ...found }) => ({ ...found, message: message[ctx.language] })),
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
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await submitRuleSet(ctx, { draftId: params.id, key: params.key, note: body.note, ...(ifMatch === null ? {} : { expectedVersion: ifMatch }) })),
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
		handle: (ctx, request) => asSigner(ctx, request, approveRuleSet),
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
		handle: (ctx, request) => asSigner(ctx, request, publishRuleSet),
	})
}
