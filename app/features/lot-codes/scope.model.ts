import { ITEM_KINDS, type ItemKind } from '#app/features/catalog/catalog.model.ts'

/** What a pattern numbers: every lot of the tenant, those of a group of items, or those of one item. */
export type PatternScope = { of: 'tenant' } | { of: 'kind'; kind: ItemKind } | { of: 'item'; itemId: string }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A scope as it is stored and stands in addresses: `tenant`, `kind:component`, `item:0190…`. */
export const writeScope = (scope: PatternScope): string =>
	scope.of === 'tenant' ? 'tenant' : scope.of === 'kind' ? `kind:${scope.kind}` : `item:${scope.itemId}`

/** Reads a scope; null where the text is none. */
export function readScope(text: string): PatternScope | null {
	if (text === 'tenant') return { of: 'tenant' }
	const [of, name = ''] = text.split(':')
	const kind = ITEM_KINDS.find((one) => one === name)
	if (of === 'kind' && kind) return { of: 'kind', kind }
	return of === 'item' && UUID.test(name) ? { of: 'item', itemId: name } : null
}
