const PATHS: Record<string, string> = {
	lot: '/lots',
	delivery: '/deliveries',
	receipt: '/deliveries',
	shipment: '/shipments',
	order: '/production',
	recall: '/recalls',
	import: '/imports',
	item: '/items',
	equipment: '/equipment',
	attribute: '/dictionary',
	calendar: '/calendars',
	party: '/parties',
	decision: '/decisions',
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Where a record is looked at; null when it has no page of its own. */
export function recordAddress(subject: { type: string; id: string }): string | null {
	const path = PATHS[subject.type]
	return path && UUID.test(subject.id) ? `${path}/${subject.id}` : null
}
