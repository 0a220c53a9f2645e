/**
 * Joins to `item i` the pattern `c` that numbers its lots: its own, else that of its group, else the tenant's. No row
 * where nobody has composed one.
 */
export const PATTERN_OF_ITEM = `left join lateral (
	select p.id, p.pattern, p.typed_codes, p.applies_to from lot_code_pattern p
	where p.tenant_id = i.tenant_id and p.applies_to in ('item:' || i.id, 'kind:' || i.kind, 'tenant')
	order by case when p.applies_to = 'tenant' then 3 when p.item_id is null then 2 else 1 end limit 1
) c on true`
