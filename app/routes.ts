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
	route('register-item', feature('lots/routes/register-item.ts')),
	route('trace.csv', feature('genealogy/routes/trace-file.ts'), { id: 'trace-csv' }),
	route('trace.xlsx', feature('genealogy/routes/trace-file.ts'), { id: 'trace-xlsx' }),
	route('trace.json', feature('genealogy/routes/trace-file.ts'), { id: 'trace-json' }),
	route('events.csv', feature('genealogy/routes/events-csv.ts')),
	route('search.json', feature('search/routes/search-json.ts')),
	route('choices/:kind', feature('choices/routes/choices.ts')),

	// provenance: GS1 Digital Links and the public look-up
	route('01/*', feature('provenance/routes/provenance.tsx')),
	route('lookup', feature('provenance/routes/lookup.tsx')),
	route('public/:gtin/documents/:id', feature('provenance/routes/public-document.ts')),

	// rules: a version as a file, what the editor asks while somebody types
	route('rules/:key/check', feature('rules/routes/check.ts')),
	route('rules/:key/export', feature('rules/routes/export.ts')),
	route('decisions.csv', feature('rules/routes/decisions-csv.ts')),
	route('rules/:key/replay/:id/progress', feature('rules/routes/replay-progress.ts')),

	// recall: the page behind a personal link
	route('answer/:token', feature('recall/routes/answer.tsx')),
	route('answer/:token/notice', feature('recall/routes/answer-notice.tsx')),
	// recall: files and look-ups of its pages
	route('recalls/seeds', feature('recall/routes/seeds.ts')),
	route('recalls/scope', feature('recall/routes/scope.ts')),
	route('recalls/:id/notices.csv', feature('recall/routes/notices-csv.ts')),

	// Every component of the design system; it brings a shell of its own
	route('dev/ui', 'shell/design-system.tsx'),
	route('dev/choices', 'shell/design-choices.ts'),

	route('production/:id/output', feature('production/routes/output.ts')),

	// intake, documents, audit: files and answers without a page
	route('imports/:id/progress', feature('intake/routes/progress.ts')),
	route('imports/:id/errors.csv', feature('intake/routes/errors-csv.ts')),
	route('documents/:id', feature('documents/routes/open.ts')),
	route('documents/:id/content', feature('documents/routes/content.ts')),
	route('procedures.csv', feature('governance/routes/training-csv.ts')),
	route('training.csv', feature('governance/routes/matrix-csv.ts')),
	route('audit-export', feature('audit/routes/export.ts')),

	// Everyone who is logged in, inside the shell
	layout('shell/shell.tsx', [
		index(feature('home/routes/home.tsx')),

		// receiving
		route('deliveries', feature('receiving/routes/deliveries.tsx')),
		route('deliveries/new', feature('receiving/routes/delivery-new.tsx')),
		route('deliveries/:id', feature('receiving/routes/delivery.tsx')),

		// production
		route('production', feature('production/routes/orders.tsx')),
		route('production/new', feature('production/routes/order-new.tsx')),
		route('production/:id', feature('production/routes/order.tsx')),
		route('items/:id/changes', feature('production/routes/changes.tsx')),

		// shipping
		route('shipments', feature('shipping/routes/shipments.tsx')),
		route('shipments/new', feature('shipping/routes/shipment-new.tsx')),
		route('shipments/:id', feature('shipping/routes/shipment.tsx')),
		route('shipments/:id/packing-list', feature('shipping/routes/packing-list.tsx')),
		route('received', feature('shipping/routes/received.tsx')),
		route('received/:id', feature('shipping/routes/received-detail.tsx')),

		// intake
		route('imports', feature('intake/routes/list.tsx')),
		route('imports/new', feature('intake/routes/new.tsx')),
		route('imports/:id', feature('intake/routes/detail.tsx')),

		// documents
		route('documents', feature('documents/routes/list.tsx')),
		route('documents/new', feature('documents/routes/new.tsx')),

		// audit
		route('audit', feature('audit/routes/explorer.tsx')),

		// lots
		route('lots', feature('lots/routes/list.tsx')),
		route('lots/new', feature('lots/routes/new.tsx')),
		route('lots/:id', feature('lots/routes/detail.tsx')),
		route('lots/:id/edit', feature('lots/routes/edit.tsx')),
		// lot codes
		route('lot-codes', feature('lot-codes/routes/list.tsx')),
		route('lot-codes/edit', feature('lot-codes/routes/edit.tsx')),

		// gaps
		route('gaps', feature('gaps/routes/list.tsx')),
		route('gaps/reconstruct', feature('gaps/routes/reconstruct.tsx')),

		route('lots/:id/label', feature('lots/routes/label.tsx')),

		// genealogy, search
		route('trace', feature('genealogy/routes/trace.tsx')),
		route('trace/report', feature('genealogy/routes/trace-report.tsx')),
		route('events', feature('genealogy/routes/events.tsx')),
		route('events/new', feature('genealogy/routes/event-new.tsx')),
		route('events/:id', feature('genealogy/routes/event.tsx')),
		route('containers/:id', feature('genealogy/routes/container.tsx')),
		route('search', feature('search/routes/search.tsx')),

		// notifications, work
		route('work', feature('work/routes/list.tsx')),
		route('templates', feature('notifications/routes/templates.tsx')),
		route('templates/:key', feature('notifications/routes/template.tsx')),
		route('account/notifications', feature('notifications/routes/preferences.tsx')),
		route('delivery-log', feature('notifications/routes/delivery-log.tsx')),
		route('webhooks', feature('notifications/routes/webhooks.tsx')),
		route('webhooks/:id', feature('notifications/routes/webhook.tsx')),

		// identity
		route('account', feature('identity/routes/account.tsx')),
		route('notifications', feature('identity/routes/notifications.tsx')),
		route('people', feature('identity/routes/people.tsx')),
		route('api-keys', feature('identity/routes/api-keys.tsx')),
		route('dev/mail', feature('identity/routes/mail.tsx')),

		// roles
		route('roles', feature('roles/routes/list.tsx')),
		route('roles/edit', feature('roles/routes/edit.tsx')),
		route('roles/preview', feature('roles/routes/preview.tsx')),

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

		// dictionary
		route('dictionary', feature('dictionary/routes/list.tsx')),
		route('dictionary/new', feature('dictionary/routes/edit.tsx'), { id: 'dictionary-new' }),
		route('dictionary/:id', feature('dictionary/routes/edit.tsx')),
		// network: companies of the portal that are connected
		route('network', feature('network/routes/list.tsx')),
		route('network/join', feature('network/routes/join.tsx')),
		route('network/notices/:id', feature('network/routes/notice.tsx')),
		route('network/lots/:id', feature('network/routes/shared-lot.tsx')),
		route('network/:id', feature('network/routes/connection.tsx')),
		route('parties/:id/view', feature('network/routes/partner-view.tsx')),

		// calendars
		route('calendars', feature('calendars/routes/list.tsx')),
		route('calendars/new', feature('calendars/routes/edit.tsx'), { id: 'calendar-new' }),
		route('calendars/:id', feature('calendars/routes/edit.tsx')),
		// equipment
		route('equipment', feature('equipment/routes/list.tsx')),
		route('equipment/new', feature('equipment/routes/edit.tsx'), { id: 'equipment-new' }),
		route('equipment/:id', feature('equipment/routes/edit.tsx')),

		// catalog
		route('items', feature('catalog/routes/items.tsx')),
		route('items/new', feature('catalog/routes/item-new.tsx')),
		route('items/:id', feature('catalog/routes/item.tsx')),
		route('items/:id/edit', feature('catalog/routes/item-edit.tsx')),
		route('items/:id/revisions/:revisionId', feature('catalog/routes/revision.tsx')),

		// rules
		route('rules', feature('rules/routes/list.tsx')),
		route('rules/:key', feature('rules/routes/detail.tsx')),
		route('rules/:key/replay', feature('rules/routes/replay.tsx')),
		route('rules/:key/replay/:id/:position', feature('rules/routes/replay-flip.tsx')),
		route('decisions', feature('rules/routes/decisions.tsx')),
		route('decisions/:id', feature('rules/routes/decision.tsx')),

		// quality, release
		route('release', feature('release/routes/queue.tsx')),
		route('release/:lotId', feature('release/routes/detail.tsx')),
		route('lots/:id/results', feature('quality/routes/results.tsx')),
		route('results/import', feature('quality/routes/import.tsx')),
		route('deviations', feature('quality/routes/deviations.tsx')),
		route('deviations/:id', feature('quality/routes/deviation.tsx')),

		// cases: CAPAs, changes, complaints, returns, suppliers' onboarding; one feature, an address for each kind
		route('capas', feature('cases/routes/list.tsx'), { id: 'capas' }),
		route('capas/new', feature('cases/routes/new.tsx'), { id: 'capas-new' }),
		route('capas/:id', feature('cases/routes/detail.tsx'), { id: 'capas-detail' }),
		route('changes', feature('cases/routes/list.tsx'), { id: 'changes' }),
		route('changes/new', feature('cases/routes/new.tsx'), { id: 'changes-new' }),
		route('changes/:id', feature('cases/routes/detail.tsx'), { id: 'changes-detail' }),
		route('complaints', feature('cases/routes/list.tsx'), { id: 'complaints' }),
		route('complaints/new', feature('cases/routes/new.tsx'), { id: 'complaints-new' }),
		route('complaints/:id', feature('cases/routes/detail.tsx'), { id: 'complaints-detail' }),
		route('returns', feature('cases/routes/list.tsx'), { id: 'returns' }),
		route('returns/new', feature('cases/routes/new.tsx'), { id: 'returns-new' }),
		route('returns/:id', feature('cases/routes/detail.tsx'), { id: 'returns-detail' }),
		route('onboarding', feature('cases/routes/list.tsx'), { id: 'onboarding' }),
		route('onboarding/:id', feature('cases/routes/detail.tsx'), { id: 'onboarding-detail' }),

		// workflow
		route('account/delegations', feature('workflow/routes/delegations.tsx')),
		route('bulk-moves/:id', feature('workflow/routes/bulk-move.tsx')),
		route('workflows', feature('workflow/routes/list.tsx')),
		route('workflows/:key', feature('workflow/routes/detail.tsx')),
		route('workflows/:key/simulate', feature('workflow/routes/simulate.tsx')),
		route('workflows/:key/migrate', feature('workflow/routes/migrate.tsx')),
		route('workflows/:key/counts', feature('workflow/routes/counts.ts')),
		route('workflows/:key/export', feature('workflow/routes/export.ts')),

		// governance
		route('procedures', feature('governance/routes/procedures.tsx')),
		route('training', feature('governance/routes/training.tsx')),
		route('procedures/new', feature('governance/routes/procedure-new.tsx')),
		route('procedures/:code', feature('governance/routes/procedure.tsx')),

		// provenance
		route('lookup/mine', feature('provenance/routes/lookup-mine.tsx')),
		route('lots/:id/certificate', feature('provenance/routes/certificate.tsx')),

		// recall
		route('recalls', feature('recall/routes/list.tsx')),
		route('recalls/new', feature('recall/routes/new.tsx')),
		route('recalls/:id', feature('recall/routes/detail.tsx')),
		route('recalls/:id/report', feature('recall/routes/report.tsx')),
		route('recalls/:id/notices/:notice', feature('recall/routes/notice.tsx')),
		route('notices', feature('recall/routes/own-notices.tsx')),
		route('notices/:id', feature('recall/routes/own-notice.tsx')),
		route('notices/:id/letter', feature('recall/routes/letter.tsx')),
	]),
] satisfies RouteConfig
