import { z } from 'zod'
import { type Language, localized } from '#app/core/localized.ts'
import type { Action, SubjectName } from '#app/core/permission.ts'
import type { Result } from '#app/core/result.ts'
import { type ApiApp, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer, Caller } from '#app/platform/http/endpoint.ts'
import { ApiProblem, type Problem, type ProblemItem, problem } from '#app/platform/http/problem.ts'
import {
	type CallSignature,
	type CallSigner,
	callSignatureSchema,
	proveSigner,
} from '#app/platform/http/signed-call.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Approved, Moved, MoveError } from './move-record.server.ts'
import { meaningIn, pinnedDefinition } from './pinned-definition.queries.server.ts'
import type { SignatureInput } from './sign-record.server.ts'
import type { Refusal } from './workflow.model.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** A step of a record as a program asks for it. */
export const transitionCallSchema = z.object({
	transition: z.string().min(1).max(63),
	reason: z.string().trim().max(2000).optional(),
	fields: z.record(z.string(), z.unknown()).optional(),
	inNameOf: z.uuid().optional().meta({ description: 'A person for whom the signer stands in by a delegation' }),
	signature: callSignatureSchema.optional(),
})
export type TransitionCall = z.output<typeof transitionCallSchema>

/** Who signed, or why that was not believed; null: nobody did. */
export type GivenSignature = { signer: CallSigner } | { refused: ProblemItem[] } | null

/** Proves who signs, for `before`; a wrong password is told with everything else that is missing. */
export async function readSignature(signature: CallSignature | undefined, caller: Caller): Promise<GivenSignature> {
	if (!signature) return null
	try {
		return { signer: await proveSigner(caller, signature) }
	} catch (error) {
		if (error instanceof ApiProblem && error.problem.code === 'signature-refused')
			return { refused: error.problem.errors ?? [] }
		throw error
	}
}

export const signerOf = (given: GivenSignature) => (given && 'signer' in given ? given.signer.actor : null)

/** What was not believed of a signature. */
export const unprovedOf = (given: GivenSignature): readonly ProblemItem[] =>
	given && 'refused' in given ? given.refused : []

/** The signature as a use case takes it; undefined where nobody signed, or was not believed. */
export function signatureOf(
	given: GivenSignature,
	signature: CallSignature | undefined,
	meaning: string | null | undefined,
): SignatureInput | undefined {
	if (!given || !('signer' in given) || !signature) return undefined
	return {
		proof: given.signer.proof,
		meaning: signature.meaning ?? meaning ?? 'approved',
		reason: signature.reason,
	}
}

export type AskedCallStep = {
	transition: string
	reason: string | undefined
	fields: Record<string, unknown> | undefined
	signature: SignatureInput | undefined
	expectedVersion: number | undefined
	inNameOf: string | undefined
}

type Steps = {
	kind: RecordKind
	/** Where the records are, such as `/capas`. */
	path: string
	tag: string
	subject: SubjectName
	/** What a key needs to ask at all; each step asks for the permission that the workflow names. */
	door?: Action
	/** What one record looks like. */
	schema: z.ZodObject
	move: (
		ctx: Context,
		id: string,
		step: AskedCallStep,
	) => Promise<Result<Moved | Approved, MoveError | { code: string }>>
	/** The record as it is now; null when there is none. */
	show: (ctx: Context, id: string) => Promise<ApiAnswer | null>
}

const params = z.object({ id: z.uuid() })
const approvalsSchema = z
	.object({ transition: z.string(), have: z.int(), need: z.int() })
	.meta({ description: 'Of a step that needs more people: this call counted as one approval (202)' })

/**
 * `POST <path>/{id}/transitions`: takes a step of a record's workflow. Answers the record; 202 with `approvals` where the
 * step needs more people and this call counted as one approval; 422 `transition-refused` with everything that is
 * missing; 412 when the record is newer than `If-Match` says.
 */
export function mountRecordSteps(
	api: ApiApp,
	{ kind, path, tag, subject, door = 'update', schema, move, show }: Steps,
): void {
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/transitions`,
		tag,
		summary: 'Take a step of its workflow; a signature makes its person act',
		can: [door, subject],
		params,
		body: transitionCallSchema,
		answer: schema.extend({ approvals: approvalsSchema.optional() }),
		alsoStatus: 202,
		versioned: true,
		keepOnRefusal: true,
		before: ({ body }, caller) => readSignature(body.signature, caller),
		signer: signerOf,
		handle: async (ctx, { params: { id }, body, ifMatch }, given) => {
			const { transition, reason, signature, fields, inNameOf } = body
			const unproved = unprovedOf(given)
			const definition = await pinnedDefinition(ctx, kind, id)
			if (!definition) return notFound()
			const moved = await move(ctx, id, {
				transition,
				reason: reason ?? signature?.reason,
				fields,
				signature: signatureOf(given, signature, meaningIn(definition, transition)),
				expectedVersion: ifMatch ?? undefined,
				inNameOf,
			})
			// What would have been granted without the signature is undone: a wrong one never counts as none.
			if (moved.ok && unproved.length > 0) throw new ApiProblem(moveProblem(ctx.language, [], unproved))
			if (!moved.ok)
				return 'refusals' in moved.error
					? refuse(moveProblem(ctx.language, moved.error.refusals, unproved))
					: notFound()
			const shown = await show(ctx, id)
			if (!shown || !('approvalId' in moved.value)) return shown ?? notFound()
			const { have, need } = moved.value
			return { ...shown, status: 202, body: { ...(shown.body as object), approvals: { transition, have, need } } }
		},
	})
}

/** `trigger` is a matter of permission for whoever calls: no key or person may fire what waits for something else. */
const codeOf = (refusal: Refusal): string => (refusal.code === 'trigger' ? 'permission' : refusal.code)

const PATHS: Partial<Record<Refusal['code'], string>> = { signature: '/signature', state: '/transition' }

/** Everything that stands between a record and a step, each with its place in the call. */
export function moveProblem(
	language: Language,
	refusals: readonly Refusal[],
	unproved: readonly ProblemItem[],
): Problem {
	const isStale = refusals.some((refusal) => refusal.code === 'state' && refusal.detail.problem === 'stale')
	const shown = unproved.length > 0 ? refusals.filter((refusal) => refusal.code !== 'signature') : refusals
	const errors: ProblemItem[] = [
		...shown.map((refusal) => ({
			path: refusal.code === 'field' ? `/fields/${refusal.detail.field}` : (PATHS[refusal.code] ?? ''),
			code: codeOf(refusal),
			message: localized(refusal.message, language),
			detail: localizeRefusal(refusal, language),
		})),
		...unproved.map((item) => ({
			path: '/signature',
			code: 'signature',
			message: item.message,
			detail: { missing: item.code },
		})),
	]
	return isStale
		? problem(412, 'stale', 'The record was changed after the version named in If-Match. Read it again.', errors)
		: problem(
				422,
				'transition-refused',
				'The transition was refused; see errors for everything that is missing.',
				errors,
			)
}

function localizeRefusal(refusal: Refusal, language: Language): unknown {
	if (refusal.code !== 'guard') return refusal.detail
	return { ...refusal.detail, explanation: refusal.detail.explanation.map((line) => localized(line, language)) }
}
