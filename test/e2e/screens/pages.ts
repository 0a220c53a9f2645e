import { readFileSync } from 'node:fs'
import { routePaths } from '../../support/route-paths.ts'

/** A page of the route table: its address with parameters, and what recognises an address of it. */
export type PageRoute = { path: string; fits: RegExp; hasParameters: boolean }

const isPage = (file: string): boolean =>
	file.endsWith('.tsx') && /export default/.test(readFileSync(`app/${file}`, 'utf8'))

const recogniser = (path: string): RegExp =>
	new RegExp(`^/${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '(?!new(?:/|$))[^/]+').replace('*', '.+')}$`)

/** Every page of the portal, those with fixed addresses first, so that `/lots/new` is not taken for a lot. */
export const PAGES: readonly PageRoute[] = routePaths()
	.filter(({ file }) => isPage(file))
	.map(({ path }) => ({ path: `/${path}`, fits: recogniser(path), hasParameters: /[:*]/.test(path) }))
	.toSorted((a, b) => Number(a.hasParameters) - Number(b.hasParameters))

/** The page that answers an address; undefined for files. */
export const pageOf = (address: string): PageRoute | undefined => {
	const { pathname } = new URL(address, 'http://portal')
	return PAGES.find((page) => page.fits.test(pathname))
}
