import type { ServerBuild } from '@remix-run/node'

/*
 * The framework's matcher sorts all routes of a build and compiles their patterns anew, three times for a page. All routes
 * of an address share its first part, so a build with those alone answers the same with a tenth of them.
 */

type Routes = ServerBuild['routes']
type Route = NonNullable<Routes[string]>

const routesOf = (build: ServerBuild): Route[] =>
	Object.values(build.routes).filter((route): route is Route => route !== undefined)

/** First part of a route's address: null where any may stand there. */
function firstPart(routes: Routes, route: Route): string | null {
	const parent = route.parentId ? routes[route.parentId] : undefined
	const above = parent ? firstPart(routes, parent) : ''
	if (above !== '') return above
	const [own = ''] = (route.path ?? '').split('/').filter(Boolean)
	return /[:*?]/.test(own) ? null : own.toLowerCase()
}

/** The route and all that it is drawn within. */
const withParents = (routes: Routes, route: Route): Route[] => {
	const parent = route.parentId ? routes[route.parentId] : undefined
	return parent ? [...withParents(routes, parent), route] : [route]
}

/** First part of an address as routes are compared with it: decoded, in any case, without the ending of data requests. */
function partOf(pathname: string): string {
	const [part = ''] = pathname
		.replace(/\.data$/, '')
		.split('/')
		.filter(Boolean)
	if (part === '_root') return ''
	try {
		return decodeURIComponent(part).toLowerCase()
	} catch {
		return part.toLowerCase()
	}
}

/** A build with the routes that can match an address of one first part, and the root, which answers for what is not there. */
function narrowed(build: ServerBuild, part: string): ServerBuild {
	const reachable = routesOf(build).filter(
		(route) => (route.path || route.index) && [part, null].includes(firstPart(build.routes, route)),
	)
	const ids = new Set(['root', ...reachable.flatMap((route) => withParents(build.routes, route)).map(({ id }) => id)])
	const only = <T>(record: Record<string, T>) =>
		Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)))
	return { ...build, routes: only(build.routes), assets: { ...build.assets, routes: only(build.assets.routes) } }
}

/**
 * Splits a build by the first part of its addresses.
 *
 * @param make what is wanted of a build, such as its request handler: made once for each first part, and once for all
 *   addresses that begin with none of them.
 * @returns that of the build which has every route that can match the path of an address.
 */
export function byAddress<Made>(build: ServerBuild, make: (build: ServerBuild) => Made): (pathname: string) => Made {
	const parts = new Set(routesOf(build).map((route) => firstPart(build.routes, route)))
	const made = new Map<string, Made>()
	return (pathname) => {
		const asked = partOf(pathname)
		// What no route begins with shares one, else a stranger's addresses would fill the memory.
		const part = parts.has(asked) ? asked : '/'
		const found = made.get(part) ?? make(narrowed(build, part))
		made.set(part, found)
		return found
	}
}
