import type { z } from 'zod'
import type { Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ApiAnswer, Caller } from './endpoint.ts'
import { type CallSigner, type callSignatureSchema, proveSigner } from './signed-call.server.ts'

export type DraftParams = { key: string; id: string }
/** The draft that a step is about, as use cases take it. */
export type DraftTarget = { draftId: string; key: string; expectedVersion?: number }
export type SignedTarget = DraftTarget & { signature: { proof: CallSigner['proof']; meaning: string; reason: string } }
export type SignedBody = { signature: z.infer<typeof callSignatureSchema> }
type SignedCall<B extends SignedBody> = { params: DraftParams; body: B; ifMatch: number | null }

export const draftTarget = ({ id, key }: DraftParams, ifMatch: number | null): DraftTarget => ({
	draftId: id,
	key,
	...(ifMatch === null ? {} : { expectedVersion: ifMatch }),
})

/** A step of a draft with a person's signature in the call, who is then the one that acts. */
export const signedStep = <E, B extends SignedBody>(
	answered: (ctx: Context, result: Result<object, E>) => ApiAnswer,
	step: (ctx: Context, request: SignedTarget, body: B) => Promise<Result<object, E>>,
) => ({
	before: ({ body }: SignedCall<B>, caller: Caller) => proveSigner(caller, body.signature),
	signer: (given: CallSigner) => given.actor,
	handle: async (ctx: Context, { params, body, ifMatch }: SignedCall<B>, given: CallSigner) => {
		const proof = { proof: given.proof, meaning: 'approved', reason: body.signature.reason }
		return answered(ctx, await step(ctx, { ...draftTarget(params, ifMatch), signature: proof }, body))
	},
})
