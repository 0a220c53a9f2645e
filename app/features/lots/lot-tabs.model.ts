/** Parts of a lot's page; each is read when it is looked at. */
export const LOT_TABS = [
	'overview',
	'quality',
	'process',
	'genealogy',
	'events',
	'documents',
	'decisions',
	'audit',
] as const
export type LotTab = (typeof LOT_TABS)[number]

/** The part that an address asks for; the overview where it asks for none that there is. */
export const lotTabOf = (asked: string | null): LotTab => LOT_TABS.find((tab) => tab === asked) ?? 'overview'

/** So many entries of the audit trail stand on a lot's page; the trail itself has them all. */
export const AUDIT_SHOWN = 100
