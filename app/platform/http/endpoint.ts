import type { z } from 'zod'
import type { Language } from '#app/core/localized.ts'
import type { Action, SubjectName } from '#app/core/permission.ts'
import type { Actor } from '#app/platform/auth/actor.model.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'

export type Shape = z.ZodType | undefined
export type Parsed<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined

/** Whose key a call came with. */
export type Caller = { tenant: TenantInfo; key: Extract<Actor, { kind: 'api-key' }>; language: Language }

/** What a call answers; 400 and above rolls the unit of work back. A `Response` as body is sent as it is. */
export type ApiAnswer = { status: number; body: unknown; headers: Record<string, string> }

export type EndpointRequest<P extends Shape = Shape, Q extends Shape = Shape, B extends Shape = Shape> = {
	params: Parsed<P>
	query: Parsed<Q>
	body: Parsed<B>
	/** The version named in `If-Match`, or null. */
	ifMatch: number | null
	/** The request with its body unread, for uploads and streams. */
	raw: Request
}

/** One call of the interface: what it is, who may, what comes in and goes out, and what it does. */
export type Endpoint<P extends Shape, Q extends Shape, B extends Shape, X> = {
	method: 'get' | 'post' | 'patch' | 'delete'
	/** With `{name}` for parameters, below /api/v1. */
	path: string
	summary: string
	tag: string
	/** What the key needs. */
	can: readonly [Action, SubjectName]
	params?: P
	query?: Q
	body?: B
	/** Multipart or another content type than JSON: the handler reads `raw` itself. */
	bodyType?: string
	/** The body of a successful answer, for the description. */
	answer: z.ZodType
	status?: 200 | 201 | 202
	/** Another status of success with the same body: gone on with instead of begun (200), or not complete yet (202). */
	alsoStatus?: 200 | 202
	/** Content type of the answer where it is not JSON. */
	answerType?: string
	/** Other content types that the answer may have, by `Accept` or `?format=`. */
	alsoAnswers?: Readonly<Record<string, z.ZodType>>
	/** Only reads, and the database refuses to write. */
	readOnly?: boolean
	/** Guarded by `If-Match`: 412 when the record is newer. */
	versioned?: boolean
	/** 409 when the record is not in a state for this. */
	conflicts?: boolean
	/** 404 although no parameter of the address names the record: it is searched for. */
	searches?: boolean
	/** What was written stays although the answer is a refusal: a stored decision that blocks. */
	keepOnRefusal?: boolean | ((request: EndpointRequest<P, Q, B>) => boolean)
	/**
	 * Runs before the unit of work, once key, scope and request are known to be good: proofs of identity, files to
	 * store. Refuses with `ApiProblem`.
	 */
	before?: (request: EndpointRequest<P, Q, B>, caller: Caller) => Promise<X>
	/** The person who acts in place of the key, found by `before`. They may only what the key may too. */
	signer?: (before: X) => Extract<Actor, { kind: 'person' }> | null
	handle: (ctx: Context, request: EndpointRequest<P, Q, B>, before: X) => Promise<ApiAnswer>
}
