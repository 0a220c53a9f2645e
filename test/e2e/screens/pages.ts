import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { routePaths } from '../../support/route-paths.ts'

/** A page of the route table: its address with parameters, and what recognises an address of it. */
export type PageRoute = { path: string; fits: RegExp; hasParameters: boolean }

/** The route table, read by Node itself: the framework that it imports does not load in the test runner's loader. */
const TABLE = JSON.parse(
	execFileSync(process.execPath, [
		'--input-type=module',
		'--eval',
		"import { routePaths } from './test/support/route-paths.ts'; console.log(JSON.stringify(routePaths()))",
	]).toString(),
) as ReturnType<typeof routePaths>

const isPage = (file: string): boolean =>
	file.endsWith('.tsx') && /export default/.test(readFileSync(`app/${file}`, 'utf8'))

const recogniser = (path: string): RegExp =>
	new RegExp(`^/${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '(?!new(?:/|$))[^/]+').replace('*', '.+')}$`)

/** Every page of the portal, those with fixed addresses first, so that `/lots/new` is not taken for a lot. */
export const PAGES: readonly PageRoute[] = TABLE.filter(({ file }) => isPage(file))
	.map(({ path }) => ({ path: `/${path}`, fits: recogniser(path), hasParameters: /[:*]/.test(path) }))
	.toSorted((a, b) => Number(a.hasParameters) - Number(b.hasParameters))

/** The page that answers an address; undefined for files. */
export const pageOf = (address: string): PageRoute | undefined => {
	const { pathname } = new URL(address, 'http://portal')
	return PAGES.find((page) => page.fits.test(pathname))
}
