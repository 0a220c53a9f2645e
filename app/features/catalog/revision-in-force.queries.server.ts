/**
 * The id of the revision of an item that is in force, in SQL; null where there is none. One holds from its first day until
 * the next one's, or to its own last day: of those that have begun and not ended, the one that began last. Asks for the day twice.
 */
export const revisionInForce = (item: string): string =>
	`(select f.id from item_revision f where f.item_id = ${item} and f.effective_from <= ?::date and (f.effective_to is null or f.effective_to >= ?::date)
		order by f.effective_from desc, f.code desc limit 1)`
