/*
 * Which record a parameter of an address names: table and column, found by the segment before it. A new route with a
 * parameter that is not here fails the test of tenants' isolation, so that it is thought of.
 */

/**
 * Where ids are looked up; `where` narrows the row so that an own one opens the page. `given` are values of a row that is
 * made where a company has none.
 */
export type RecordSource = { table: string; column?: string; where?: string; given?: Record<string, unknown> }

const SHARED_LOT: RecordSource = {
	table: 'shared_lot',
	given: { direction: 'upstream', content: '{"level":"existence","attributes":null,"genealogy":null}' },
}

export const RECORDS: Record<string, RecordSource> = {
	'lots/:id': { table: 'lot' },
	'events/:id': { table: 'trace_event' },
	'containers/:id': { table: 'container' },
	'production-orders/:id': { table: 'production_order' },
	'parties/:id': { table: 'party' },
	'sites/:id': { table: 'site' },
	'items/:id': { table: 'item', where: 'exists (select 1 from item_revision r where r.item_id = item.id)' },
	'dictionary/:id': { table: 'attribute_definition' },
	'equipment/:id': { table: 'equipment' },
	'calendars/:id': {
		table: 'business_calendar',
		given: { key: 'other', name: '{"en":"Other","zh-CN":"其他"}', time_zone: 'UTC', week: '[]', special: '[]' },
	},
	'revisions/:revisionId': { table: 'item_revision' },
	'recalls/:id': { table: 'recall_case' },
	'notices/:notice': { table: 'recall_notice' },
	'notices/:id': { table: 'recall_notice' },
	// Two segments before the parameter win over one: other features have lots and notices too.
	'network/:id': { table: 'connection' },
	'network/notices/:id': { table: 'peer_notice', given: { lines: '[]' } },
	'network/lots/:id': SHARED_LOT,
	'connected-lots/:id': SHARED_LOT,
	'documents/:id': { table: 'document' },
	'imports/:id': { table: 'lot_import' },
	'deliveries/:id': { table: 'shipment', where: "direction = 'inbound'", given: { direction: 'inbound' } },
	'lines/:lineId': { table: 'shipment_line' },
	'units/:unitId': {
		table: 'item_unit',
		given: { unit: 'XBX', factor: '12', base_unit: 'H87', effective_from: '2026-01-01' },
	},
	'shipments/:id': { table: 'shipment', where: "direction = 'outbound'", given: { direction: 'outbound' } },
	'production/:id': { table: 'production_order' },
	'release/:lotId': { table: 'lot' },
	'received/:id': { table: 'shipment', where: "direction = 'outbound'", given: { direction: 'outbound' } },
	'deviations/:id': { table: 'deviation' },
	'capas/:id': { table: 'quality_case', where: "kind = 'capa'", given: { kind: 'capa', number: 'capa-1' } },
	'changes/:id': { table: 'quality_case', where: "kind = 'change'", given: { kind: 'change', number: 'change-1' } },
	'complaints/:id': {
		table: 'quality_case',
		where: "kind = 'complaint'",
		given: { kind: 'complaint', number: 'complaint-1' },
	},
	'returns/:id': { table: 'quality_case', where: "kind = 'return'", given: { kind: 'return', number: 'return-1' } },
	'onboarding/:id': {
		table: 'quality_case',
		where: "kind = 'supplier_onboarding'",
		given: { kind: 'supplier_onboarding', number: 'onboarding-1' },
	},
	'bulk-moves/:id': { table: 'bulk_move', given: { kind: 'lot' } },
	// Both companies of the demo have procedures of the same codes: the other's has to be one that we have not.
	'procedures/:code': {
		table: 'sop',
		column: 'code',
		where: `(tenant_id = (select id from tenant where key = 'aurora')
			or code not in (select s.code from sop s where s.tenant_id = (select id from tenant where key = 'aurora')))`,
	},
	'decisions/:id': { table: 'decision' },
	'webhooks/:id': {
		table: 'webhook_endpoint',
		given: { name: 'Other', url: 'https://example.com/hook', events: '{*}', secret: 'x' },
	},
	'deliveries/:delivery': {
		table: 'webhook_delivery',
		given: { event_type: 'lot.released', subject_type: 'lot', subject_label: 'X', body: '{}', status: 'failed' },
	},
	'comments/:thread': { table: 'definition_comment', column: 'thread_id' },
	'drafts/:id': { table: 'definition_version' },
	'replay/:id': { table: 'rule_replay', given: { rule_set: 'release_gate' } },
	'replays/:id': { table: 'rule_replay', given: { rule_set: 'release_gate' } },
	'migrations/:id': { table: 'workflow_migration' },
	// Links that carry their own key: its hash, which a thief of the database would have, opens nothing.
	'answer/:token': { table: 'access_grant', column: 'token_hash' },
	'invitation/:token': { table: 'access_grant', column: 'token_hash' },
	'reset/:token': { table: 'access_grant', column: 'token_hash' },
}

/** Parameters that name no record: a published word or code that is the same for everybody, or of every tenant. */
export const NOT_RECORDS: Record<string, string> = {
	'templates/:key': 'lot_released',
	'choices/:kind': 'items',
	'workflows/:key': 'lot_lifecycle',
	'rules/:key': 'release_gate',
	'rule-sets/:key': 'release_gate',
	'versions/:n': '1',
	'versions/:number': '1',
	'compare/:from': '1',
	'public/:gtin': '04012345678901',
	// The place of a case in the list of a replay.
	':id/:position': '0',
}

/** Addresses that answer anybody on purpose: what the public may see of a code. */
export const PUBLIC = ['01/*']

/** Addresses that take the id of a record in their query, some with a word before it. */
export const QUERIES: { path: string; parameter: string; record: RecordSource; prefix?: string }[] = [
	{ path: 'trace', parameter: 'lot', record: { table: 'lot' } },
	{ path: 'trace.csv', parameter: 'lot', record: { table: 'lot' } },
	{ path: 'trace.xlsx', parameter: 'lot', record: { table: 'lot' } },
	{ path: 'trace.json', parameter: 'lot', record: { table: 'lot' } },
	{ path: 'trace/report', parameter: 'lot', record: { table: 'lot' } },
	{ path: 'trace', parameter: 'q', record: { table: 'lot', column: 'code' } },
	{ path: 'search', parameter: 'q', record: { table: 'lot', column: 'code' } },
	{ path: 'search.json', parameter: 'q', record: { table: 'lot', column: 'code' } },
	{ path: 'lots', parameter: 'q', record: { table: 'lot', column: 'code' } },
	{ path: 'lots', parameter: 'item', record: { table: 'item' } },
	{ path: 'lots', parameter: 'supplier', record: { table: 'party' } },
	{ path: 'lots.csv', parameter: 'item', record: { table: 'item' } },
	{ path: 'lots/new', parameter: 'item', record: { table: 'item' } },
	{ path: 'register-item', parameter: 'id', record: { table: 'item' } },
	{ path: 'sites/new', parameter: 'party', record: { table: 'party' } },
	{ path: 'recalls/seeds', parameter: 'q', record: { table: 'lot', column: 'code' } },
	{ path: 'recalls/scope', parameter: 'seeds', record: { table: 'lot' } },
	{ path: 'recalls/new', parameter: 'seed', record: { table: 'lot' } },
	{ path: 'decisions', parameter: 'lot', record: { table: 'lot', column: 'code' } },
	{ path: 'decisions.csv', parameter: 'lot', record: { table: 'lot', column: 'code' } },
	{ path: 'gaps/reconstruct', parameter: 'child', record: { table: 'lot', column: 'code' } },
	{ path: 'lot-codes/edit', parameter: 'for', record: { table: 'item' }, prefix: 'item:' },
	{ path: 'complaints/new', parameter: 'lot', record: { table: 'lot', column: 'code' } },
	{ path: 'capas/new', parameter: 'from', record: { table: 'deviation' }, prefix: 'deviation:' },
	{ path: 'events', parameter: 'lot', record: { table: 'lot', column: 'code' } },
	{ path: 'events.csv', parameter: 'lot', record: { table: 'lot' } },
	{ path: 'events/new', parameter: 'lot', record: { table: 'lot', column: 'code' } },
	{ path: 'events/new', parameter: 'from', record: { table: 'trace_event' } },
	{ path: 'procedures/new', parameter: 'of', record: { table: 'sop', column: 'code' } },
	{ path: 'lookup/mine', parameter: 'code', record: { table: 'lot', column: 'code' } },
]

/** Bodies with which a call of the interface gets past its own form, by the end of its address. */
export const CALL_BODIES: Record<string, unknown> = {
	'/lots/{id}': { reason: 'Looking around', attributes: { shelf: 'B2' } },
	'/lots/{id}/transitions': { transition: 'submit' },
	'/recalls/{id}/transitions': { transition: 'notify' },
	'/items/{id}': { attributes: { shelf: 'B2' } },
	'/sites/{id}': { attributes: { shelf: 'B2' } },
	'/parties/{id}': { attributes: { shelf: 'B2' } },
	'/deliveries/{id}/lines/{lineId}/count': { counted: { value: '1', unit: 'H87' } },
	'/deliveries/{id}/transitions': { transition: 'arrive' },
	'/items/{id}/units': { unit: 'XBX', factor: '12', baseUnit: 'H87', effectiveFrom: '2026-01-01', reason: 'Boxes' },
	'/items/{id}/units/{unitId}/end': { effectiveTo: '2026-12-31', reason: 'Other boxes' },
	'/deviations/{id}/transitions': { transition: 'investigate' },
	'/capas/{id}/transitions': { transition: 'investigate' },
	'/changes/{id}/transitions': { transition: 'submit' },
	'/complaints/{id}/transitions': { transition: 'investigate' },
	'/returns/{id}/transitions': { transition: 'cancel' },
	'/onboarding/{id}/transitions': { transition: 'withdraw' },
}
