import type { Context as HonoContext } from 'hono'

/**
 * The address that a request came from. Behind a proxy that is trusted (`TRUST_PROXY=true`) it is the last one in
 * `X-Forwarded-For`, which that proxy wrote; earlier ones are whatever the client claimed.
 */
export function clientAddress(c: HonoContext, trustProxy: boolean): string {
	const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
	const bindings = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
	return forwarded || bindings?.incoming?.socket?.remoteAddress || 'unknown'
}
