import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import type * as Entry from '../../app/entry.server.tsx'

const BUNDLE = resolve('build/server/index.js')

/** Whether `npm run build` has made the bundle; in CI it must have. */
export function hasBundle(): boolean {
	if (existsSync(BUNDLE)) return true
	if (process.env.CI) throw new Error('There is no bundle, and CI may skip nothing: npm run build comes first')
	process.stdout.write('Skipped: tests of the built portal. To have them, run npm run build first.\n')
	return false
}

/** An address of the built portal; a page answers its data apart from its document, a file only itself. */
export type BuiltRoute = { id: string; path: string; kind: 'page' | 'file'; reads: boolean }

function routesOf(build: ServerBuild): BuiltRoute[] {
	const pathOf = (id: string | undefined): string => {
		const route = id ? build.routes[id] : undefined
		return route ? [pathOf(route.parentId), route.path].filter(Boolean).join('/') : ''
	}
	return Object.values(build.routes).flatMap((route) => {
		if (!route || (route.path === undefined && !route.index) || route.id === 'root') return []
		const kind = 'default' in route.module ? 'page' : 'file'
		return [{ id: route.id, path: pathOf(route.id), kind, reads: kind === 'page' || 'loader' in route.module }]
	})
}

/** The built portal: the module in which ORM, jobs, interface and pages live, and the handler of its pages. */
export async function loadBundle(): Promise<{
	entry: typeof Entry
	pages: (request: Request, nonce: string) => Promise<Response>
	routes: BuiltRoute[]
}> {
	// Node itself loads the bundle, as the server does; the test runner would transform it.
	const build = createRequire(import.meta.url)(BUNDLE) as ServerBuild
	const handler = createRequestHandler(build, 'production')
	return {
		entry: build.entry.module as unknown as typeof Entry,
		pages: (request, nonce) => handler(request, { nonce }),
		routes: routesOf(build),
	}
}
