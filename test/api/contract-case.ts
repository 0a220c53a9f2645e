import type { ApiScope } from '#app/core/permission.ts'
import type { WebApp } from '#app/platform/http/app.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'

export type Method = 'get' | 'post' | 'patch'

/** A tenant of its own with a key that may do everything. */
export type ContractWorld = { app: WebApp; tenant: TenantInfo; key: string }

/** One call of the operation; the world's key unless another one, or none, is given. */
export type Given = {
	path: string
	key?: string | null
	body?: unknown
	form?: FormData | undefined
	headers?: Record<string, string>
}

/** How an operation is brought to each of its promised answers. */
export type ContractCase = {
	/** A call that succeeds; nothing has looked at its records yet. */
	succeed: (world: ContractWorld) => Promise<Given>
	/** Calls for statuses that only this operation knows how to earn; they come after the success. */
	also?: Record<number, (world: ContractWorld, done: { body: object; headers: Headers }) => Promise<Given>>
	/** Scopes that do not open the operation, where that of provenance does. */
	otherScopes?: ApiScope[]
	/** Any JSON is a body for it, so that its refusal is not one of the body. */
	takesAnything?: boolean
}
