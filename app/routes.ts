import { index, layout, type RouteConfig, route } from '@remix-run/route-config'

const feature = (path: string): string => `features/${path}`

/** Every address of the portal and the file that answers it. */
export default [
	// Before and beside the log-in
	route('login', feature('identity/routes/login.tsx')),
	route('logout', feature('identity/routes/logout.tsx')),
	route('preferences', feature('identity/routes/preferences.tsx')),
	route('forgot', feature('identity/routes/forgot.tsx')),
	route('reset/:token', feature('identity/routes/reset.tsx')),
	route('invitation/:token', feature('identity/routes/invitation.tsx')),

	// lots, genealogy, search: files and answers without a page
	route('lots.csv', feature('lots/routes/csv.ts')),
	route('trace.csv', feature('genealogy/routes/trace-csv.ts')),
	route('search.json', feature('search/routes/search-json.ts')),

	// Everyone who is logged in, inside the shell
	layout('shell/shell.tsx', [
		index(feature('home/routes/home.tsx')),

		// lots
		route('lots', feature('lots/routes/list.tsx')),
		route('lots/new', feature('lots/routes/new.tsx')),
		route('lots/:id', feature('lots/routes/detail.tsx')),
		route('lots/:id/label', feature('lots/routes/label.tsx')),

		// genealogy, search
		route('trace', feature('genealogy/routes/trace.tsx')),
		route('search', feature('search/routes/search.tsx')),

		// identity
		route('account', feature('identity/routes/account.tsx')),
		route('notifications', feature('identity/routes/notifications.tsx')),
		route('people', feature('identity/routes/people.tsx')),
		route('api-keys', feature('identity/routes/api-keys.tsx')),
		route('dev/mail', feature('identity/routes/mail.tsx')),

		// tenants
		route('settings', feature('tenants/routes/settings.tsx')),

		// parties
		route('parties', feature('parties/routes/parties.tsx')),
		route('parties/new', feature('parties/routes/party-new.tsx')),
		route('parties/:id', feature('parties/routes/party.tsx')),
		route('parties/:id/edit', feature('parties/routes/party-edit.tsx')),
		route('sites', feature('parties/routes/sites.tsx')),
		route('sites/new', feature('parties/routes/site-new.tsx')),
		route('sites/:id/edit', feature('parties/routes/site-edit.tsx')),

		// catalog
		route('items', feature('catalog/routes/items.tsx')),
		route('items/new', feature('catalog/routes/item-new.tsx')),
		route('items/:id', feature('catalog/routes/item.tsx')),
		route('items/:id/edit', feature('catalog/routes/item-edit.tsx')),
		route('items/:id/revisions/:revisionId', feature('catalog/routes/revision.tsx')),

		// workflow
		route('workflows', feature('workflow/routes/list.tsx')),
		route('workflows/:key', feature('workflow/routes/detail.tsx')),
	]),
] satisfies RouteConfig
