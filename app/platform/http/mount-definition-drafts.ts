import { z } from 'zod'
import type { SubjectName } from '#app/core/permission.ts'
import type { Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type ApiApp, mountEndpoint } from './api-app.server.ts'
import {
	draftParams,
	draftSchema,
	keyParams,
	noteSchema,
	publishedSchema,
	type SaveDraftBody,
	saveDraftSchema,
} from './definition-schemas.ts'
import type { ApiAnswer } from './endpoint.ts'
import { callSignatureSchema } from './signed-call.server.ts'
import { type DraftParams, type DraftTarget, draftTarget, type SignedTarget, signedStep } from './signed-step.ts'

type Outcome<E> = Promise<Result<object, E>>

/** A kind of definition that is drafted, tested, approved and published by calls. */
export type DraftsOfDefinition<E> = {
	/** Of its drafts, such as `/rule-sets/{key}/drafts`. */
	path: string
	tag: string
	subject: SubjectName
	/** What a test answers. */
	report: z.ZodType
	answered: (ctx: Context, result: Result<object, E>, status?: number) => ApiAnswer
	save: (ctx: Context, request: SaveDraftBody & { key: string; expectedVersion?: number }) => Outcome<E>
	test: (ctx: Context, draft: DraftParams) => Promise<ApiAnswer>
	submit: (ctx: Context, request: DraftTarget & { note?: string | undefined }) => Outcome<E>
	approve: (ctx: Context, request: SignedTarget) => Outcome<E>
	publish: (ctx: Context, request: SignedTarget) => Outcome<E>
}

/** Beginning a draft and the steps of one: test, submit, approve, publish. */
export function mountDefinitionDrafts<E>(api: ApiApp, drafts: DraftsOfDefinition<E>): void {
	const { path, tag, subject, answered } = drafts
	const guarded = { method: 'post' as const, tag, versioned: true, conflicts: true }
	mountEndpoint(api, {
		...guarded,
		path,
		summary: 'Begin a draft, or with draftId go on with one; If-Match guards it',
		can: ['create', subject],
		params: keyParams,
		body: saveDraftSchema,
		answer: draftSchema,
		status: 201,
		alsoStatus: 200,
		handle: async (ctx, { params, body, ifMatch }) => {
			const request = { key: params.key, ...body, ...(ifMatch === null ? {} : { expectedVersion: ifMatch }) }
			return answered(ctx, await drafts.save(ctx, request), body.draftId ? 200 : 201)
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/test`,
		tag,
		summary: 'Problems of a draft and how its test cases come out; changes nothing',
		can: ['read', subject],
		params: draftParams,
		answer: drafts.report,
		handle: (ctx, { params }) => drafts.test(ctx, params),
	})
	mountEndpoint(api, {
		...guarded,
		path: `${path}/{id}/submit`,
		summary: 'Ask for approval: no problems, all test cases green',
		can: ['submit', subject],
		params: draftParams,
		body: noteSchema,
		answer: draftSchema,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await drafts.submit(ctx, { ...draftTarget(params, ifMatch), ...body })),
	})
	const signed = { ...guarded, params: draftParams, body: z.object({ signature: callSignatureSchema }) }
	mountEndpoint(api, {
		...signed,
		path: `${path}/{id}/approve`,
		summary: 'Approve with the signature of a person who is not the author',
		can: ['approve', subject],
		answer: draftSchema,
		...signedStep(answered, drafts.approve),
	})
	mountEndpoint(api, {
		...signed,
		path: `${path}/{id}/publish`,
		summary: 'Publish an approved draft with the signature of a person who is not the author',
		can: ['publish', subject],
		answer: publishedSchema,
		...signedStep(answered, drafts.publish),
	})
}
