import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { clientAddress } from './client-address.ts'
import { problem, problemResponse } from './problem.ts'
import { secondsToWait } from './rate-limit.ts'

/** Forms that anybody may send without being logged in; `.data` is how the pages' own script sends them. */
const OPEN_FORM = /^\/(login|forgot|reset|invitation|answer)(?:\/[^/]+)?(?:\.data)?$/

/** Sent and failed in a minute, by address and form: an office behind one address never comes near it. */
const TRIES = 30

/** A form that did what it was sent for answers by going elsewhere; the pages' script reads that from a 202. */
const succeeded = (status: number): boolean => (status >= 300 && status < 400) || status === 202

const page = (seconds: number): string =>
	`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Too many tries · 尝试次数过多</title></head><body style="font:16px/24px system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem"><h1>Too many tries</h1><p>Wait ${seconds} seconds, then go back and try again.</p><h1 lang="zh-CN">尝试次数过多</h1><p lang="zh-CN">请等待 ${seconds} 秒，然后返回重试。</p></body></html>`

/**
 * Slows down whoever tries passwords or links one after another: 429 with Retry-After. Tries that succeed do not count,
 * except for letters asked for (`/forgot`), which always say the same.
 */
export function throttleForms(trustProxy: () => boolean): MiddlewareHandler {
	const limiter = new RateLimiterMemory({ points: TRIES, duration: 60 })
	return async (c, next) => {
		const form = c.req.method === 'POST' ? OPEN_FORM.exec(c.req.path)?.[1] : undefined
		if (!form) return next()
		const key = `${form} ${clientAddress(c, trustProxy())}`
		const seconds = await secondsToWait(limiter, key)
		if (seconds !== null) {
			const headers = { 'Retry-After': String(seconds) }
			if (c.req.header('accept')?.includes('text/html')) return c.html(page(seconds), 429, headers)
			return problemResponse(
				problem(429, 'too-many-requests', 'Wait as long as Retry-After says, then go on.'),
				headers,
			)
		}
		await next()
		if (form !== 'forgot' && succeeded(c.res.status)) await limiter.reward(key)
		return undefined
	}
}
