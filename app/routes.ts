import { index, layout, type RouteConfig, route } from '@remix-run/route-config'

const feature = (path: string): string => `features/${path}`

/** Every address of the portal and the file that answers it. */
export default [
	// Before and beside the log-in
	route('login', feature('identity/routes/login.tsx')),
	route('logout', feature('identity/routes/logout.tsx')),
	route('preferences', feature('identity/routes/preferences.tsx')),

	// Everyone who is logged in, inside the shell
	layout('shell/shell.tsx', [
		index(feature('home/routes/home.tsx')),

		// workflow
		route('workflows', feature('workflow/routes/list.tsx')),
		route('workflows/:key', feature('workflow/routes/detail.tsx')),
	]),
] satisfies RouteConfig
