import { createServer } from 'node:http'
import { PassThrough } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import {
	createReadableStreamFromReadable,
	createRequestHandler,
	type EntryContext,
	type LoaderFunctionArgs,
	type ServerBuild,
} from '@remix-run/node'
import { Links, Meta, Outlet, RemixServer, Scripts, useLoaderData } from '@remix-run/react'
import pg from 'pg'
import { createElement as h } from 'react'
import { renderToPipeableStream } from 'react-dom/server'

/*
 * What a Remix page costs that does nothing but one lookup by primary key: the measure for the public page. A process of
 * its own, started by `bench:public`.
 */

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })

async function loader({ params }: LoaderFunctionArgs) {
	const { rows } = await pool.query<{ code: string; status: string; made: string | null }>({
		name: 'lot',
		text: 'select code, status, manufactured_on::text as made from lot where id = $1',
		values: [params.id],
	})
	const [lot] = rows
	if (!lot) throw new Response('Not Found', { status: 404 })
	return lot
}

function Lot() {
	const lot = useLoaderData<typeof loader>()
	return h('main', null, h('h1', null, lot.code), h('p', null, lot.status), h('p', null, lot.made))
}

const Root = () => h('html', { lang: 'en' }, h('head', null, h(Meta), h(Links)), h('body', null, h(Outlet), h(Scripts)))

function handleDocument(request: Request, status: number, headers: Headers, context: EntryContext): Promise<Response> {
	return new Promise((resolve, reject) => {
		const { pipe } = renderToPipeableStream(h(RemixServer, { context, url: request.url }), {
			onShellReady() {
				const body = new PassThrough()
				headers.set('Content-Type', 'text/html; charset=utf-8')
				resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
				pipe(body)
			},
			onShellError: reject,
		})
	})
}

const asset = (id: string, more: object) => ({
	id,
	hasAction: false,
	hasLoader: false,
	hasClientAction: false,
	hasClientLoader: false,
	hasErrorBoundary: false,
	module: `/${id}.js`,
	...more,
})

const build: ServerBuild = {
	mode: 'production',
	entry: { module: { default: handleDocument } },
	routes: {
		root: { id: 'root', path: '', module: { default: Root } },
		lot: { id: 'lot', parentId: 'root', path: 'lot/:id', module: { default: Lot, loader } },
	},
	assets: {
		version: '1',
		url: '/manifest.js',
		entry: { module: '/entry.js', imports: [] },
		routes: {
			root: asset('root', { path: '' }),
			lot: asset('lot', { parentId: 'root', path: 'lot/:id', hasLoader: true }),
		},
	},
	publicPath: '/',
	assetsBuildDirectory: 'build/client',
	future: {
		v3_fetcherPersist: true,
		v3_relativeSplatPath: true,
		v3_lazyRouteDiscovery: false,
		v3_singleFetch: true,
	},
	isSpaMode: false,
} as unknown as ServerBuild

const handler = createRequestHandler(build, 'production')
const listener = getRequestListener((request) => handler(request))
createServer((req, res) => void listener(req, res)).listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
