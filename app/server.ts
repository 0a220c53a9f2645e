import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import type * as Entry from './entry.server.tsx'
import { EnvError, parseEnv } from './platform/env.server.ts'
import type { WebApp } from './platform/http/app.server.ts'
import { byAddress } from './platform/http/routes-of-address.ts'

/*
 * The HTTP server. It loads the one bundle in which the ORM, the jobs, the interface and the pages live, starts the
 * portal and listens. In development Vite makes the bundle and serves the browser's files.
 */

const dev = process.argv.includes('--dev')
const GRACE_MS = 25_000

/**
 * What one connection may take: head of a request (a view of a trace names up to 500 items and as many parties in its
 * address), time for it, for the whole request, and between two.
 */
const LIMITS = {
	maxHeaderSize: 64 * 1024,
	headersTimeout: 15_000,
	requestTimeout: 120_000,
	keepAliveTimeout: 10_000,
	connectionsCheckingInterval: 5_000,
}

type EntryModule = typeof Entry

async function loadBuild() {
	if (!dev) {
		const path = new URL('../build/server/index.js', import.meta.url).href
		const build = (await import(path)) as ServerBuild
		const handlerOf = byAddress(build, (narrowed) => createRequestHandler(narrowed, 'production'))
		return { entry: build.entry.module as unknown as EntryModule, handlerOf, middlewares: null }
	}
	const { createServer: createVite } = await import('vite')
	const vite = await createVite({ server: { middlewareMode: true, hmr: { port: 24_679 } } })
	const load = () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>
	const first = await load()
	return {
		entry: first.entry.module as unknown as EntryModule,
		handlerOf: () => createRequestHandler(load, 'development'),
		middlewares: vite.middlewares,
	}
}

function mountFiles(app: WebApp): void {
	const assets = serveStatic({
		root: './build/client',
		onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
	})
	const others = serveStatic({
		root: './build/client',
		onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=3600'),
	})
	app.use('/assets/*', assets)
	app.get('/:file{[^/]+\\.(ico|svg|png|webmanifest|txt|wasm)}', others)
}

async function main(): Promise<void> {
	const env = parseEnv(process.env)
	const build = await loadBuild()
	const running = await build.entry.startPortal(env, { work: env.JOBS === 'inline' })
	const { log } = running.portal
	if (env.SEED === 'demo') await build.entry.seedDemo(running.portal)
	let accepting = true
	const pages = (request: Request, nonce: string) => build.handlerOf(new URL(request.url).pathname)(request, { nonce })
	const app = build.entry.createWebApp({
		dev,
		api: build.entry.api,
		pages: dev ? pages : build.entry.keepingPublicPages(pages),
		...(dev ? {} : { mountFiles }),
		accepting: () => accepting,
		ready: async () => {
			await running.portal.orm.em.fork().execute('select 1')
			return running.portal.jobs.healthy()
		},
	})
	const listener = getRequestListener(app.fetch)
	const server = createServer(LIMITS, (req, res) => {
		if (build.middlewares) build.middlewares(req, res, () => void listener(req, res))
		else void listener(req, res)
	})
	server.listen(env.PORT, env.HOST, () => {
		const address = server.address()
		const port = typeof address === 'object' && address ? address.port : env.PORT
		log.info({ port, database: env.DATABASE_URL ? 'postgresql' : 'embedded', jobs: env.JOBS }, 'listening')
		process.stdout.write(`\nLotline 批迹 is ready at ${env.BASE_URL ?? `http://localhost:${port}`}\n\n`)
	})
	const stop = async (signal: string) => {
		if (!accepting) return
		accepting = false
		log.info({ signal }, 'stopping')
		const closed = new Promise<void>((resolve) => server.close(() => resolve()))
		// Connections whose last request has ended meanwhile would be kept alive for a next one.
		const idle = setInterval(() => server.closeIdleConnections(), 100)
		await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref())])
		clearInterval(idle)
		await running.stop(10_000)
		process.exit(0)
	}
	process.on('SIGTERM', () => void stop('SIGTERM'))
	process.on('SIGINT', () => void stop('SIGINT'))
}

main().catch((error: unknown) => {
	const expected =
		error instanceof EnvError ||
		(error instanceof Error && /^(DirectoryHeld|UnsafeDatabase)Error$/.test(error.constructor.name))
	process.stderr.write(
		`${expected ? (error as Error).message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
	)
	process.exit(1)
})
