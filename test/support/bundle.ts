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

/** The built portal: the module in which ORM, jobs, interface and pages live, and the handler of its pages. */
export async function loadBundle(): Promise<{
	entry: typeof Entry
	pages: (request: Request, nonce: string) => Promise<Response>
}> {
	// Node itself loads the bundle, as the server does; the test runner would transform it.
	const build = createRequire(import.meta.url)(BUNDLE) as ServerBuild
	const handler = createRequestHandler(build, 'production')
	return {
		entry: build.entry.module as unknown as typeof Entry,
		pages: (request, nonce) => handler(request, { nonce }),
	}
}
