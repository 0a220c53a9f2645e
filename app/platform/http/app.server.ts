import { randomBytes, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { degradedParts } from '#app/platform/health.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { originAllowed } from './origin-check.ts'
import { problem, problemResponse } from './problem.ts'
import { securityHeaders } from './security-headers.ts'
import { throttleForms } from './throttle-forms.ts'

type Variables = { nonce: string; requestId: string }
export type WebApp = Hono<{ Variables: Variables }>

const MAX_BODY = 30 * 1024 * 1024

/** The path of a log line: without the secrets that personal links carry. */
const logPath = (path: string): string => path.replace(/^\/(answer|invitation|reset)\/[^/.]+/, '/$1/[token]')

export type WebAppOptions = {
	dev: boolean
	/** The programming interface, mounted under /api. */
	api: Hono
	/** Pages: everything else. */
	pages: (request: Request, nonce: string) => Promise<Response>
	/** Serves built files before the pages, where there are any. */
	mountFiles?: (app: WebApp) => void
	/** False once the process is told to stop, so that balancers send nothing new. */
	accepting: () => boolean
	ready: () => Promise<boolean>
}

/** The HTTP application: request id, log line, headers, limits, own-origin check, health, files, API, pages. */
export function createWebApp(options: WebAppOptions): WebApp {
	const app: WebApp = new Hono()
	app.use(async (c, next) => {
		const started = performance.now()
		const nonce = randomBytes(18).toString('base64')
		const requestId = randomUUID()
		c.set('nonce', nonce)
		c.set('requestId', requestId)
		await next()
		const https = getPortal().baseUrl.startsWith('https:')
		for (const [name, value] of Object.entries(securityHeaders(nonce, https, options.dev))) {
			if (!c.res.headers.has(name)) c.res.headers.set(name, value)
		}
		c.res.headers.set('X-Request-Id', requestId)
		getPortal().log.info(
			{
				requestId,
				method: c.req.method,
				path: logPath(c.req.path),
				status: c.res.status,
				ms: Math.round(performance.now() - started),
			},
			'request',
		)
	})
	app.get('/healthz', (c) => c.json({ status: 'ok' }))
	app.get('/readyz', async (c) => {
		const ready = options.accepting() && (await options.ready().catch(() => false))
		if (!ready) return c.json({ status: 'not-ready' }, 503)
		// What works less well stops no traffic: a rule set that fell back to its last good version decides all the same.
		const degraded = degradedParts()
		return c.json({ status: 'ready', ...(Object.keys(degraded).length > 0 ? { degraded } : {}) })
	})
	app.use(compress())
	options.mountFiles?.(app)
	app.use(
		bodyLimit({
			maxSize: MAX_BODY,
			onError: () => problemResponse(problem(413, 'body-too-large', 'A request may have 30 MB at most.')),
		}),
	)
	// Keys are the only way into the interface, and no browser sends one by itself: it needs no check of the origin.
	app.route('/api', options.api)
	app.use(async (c, next) => {
		if (!originAllowed(c.req.raw, [getPortal().baseUrl])) {
			return problemResponse(
				problem(
					403,
					'foreign-origin',
					'This request did not come from a page of this portal. Open the page again and repeat.',
				),
			)
		}
		await next()
		return undefined
	})
	app.use(throttleForms(() => getPortal().env.TRUST_PROXY === 'true'))
	app.all('*', (c) => options.pages(forPages(c.req.raw, c.get('requestId')), c.get('nonce')))
	app.onError((error, c) => {
		getPortal().log.error({ err: error, requestId: c.get('requestId') }, 'request failed')
		return problemResponse(
			problem(500, 'internal-error', 'Something went wrong on our side. Nothing was changed; try again.'),
		)
	})
	return app
}

/**
 * Pages find the id in the request's headers, whatever the client sent there. The framework compares `Origin` with
 * the host once more: behind a proxy that rewrites `Host` it must be told the one that our own check has let pass.
 */
function forPages(request: Request, requestId: string): Request {
	const headers = new Headers(request.headers)
	headers.set('x-request-id', requestId)
	headers.delete('x-forwarded-host')
	const origin = headers.get('origin')
	if (origin && origin !== 'null' && URL.canParse(origin)) headers.set('x-forwarded-host', new URL(origin).host)
	return new Request(request, { headers })
}
