import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LotChanges } from './amend-lot.server.ts'
import { governData, loadLotDataFacts } from './govern-lot-data.server.ts'
import { problemsOf } from './govern-registration.server.ts'
import type { LotAttributes, LotProblem } from './lot.model.ts'

/** What an amendment may change of the facts that rules look at. */
const GOVERNED = ['manufacturedOn', 'expiresOn', 'supplierLot', 'revision', 'siteId', 'attributes'] as const

/**
 * What `attribute_governance` says of a lot as it would be after a change, as problems of the fields that change: what was
 * missing before and is not touched stops nobody from correcting something else. A fixed number of statements; none where
 * nothing that rules look at changes.
 */
export async function governAmendment(
	ctx: Context,
	lotId: string,
	changes: LotChanges,
	attributes: LotAttributes,
): Promise<LotProblem[]> {
	const changed = GOVERNED.filter((key) => changes[key] !== undefined)
	if (changed.length === 0) return []
	const before = (await loadLotDataFacts(ctx, [lotId], 'registration')).get(lotId)
	if (!before) return []
	const facts = afterChange(before, changes, attributesAsFacts(await everyAttributeOf(ctx, 'lot'), attributes))
	const [decision] = await governData(ctx, [{ lotId, facts }])
	if (!decision) return []
	const fields = new Set<string>(changed)
	return problemsOf(ctx, decision).filter(({ path }) => fields.has(path))
}

function afterChange(before: FactTree, changes: LotChanges, attributes: object): FactTree {
	const [lot, data] = [before.lot as Record<string, unknown>, before.data as Record<string, unknown>]
	const given = <T>(value: T | undefined, was: unknown) => (value === undefined ? was : value)
	const present = (value: string | null | undefined, was: unknown) => (value === undefined ? was : Boolean(value))
	const { manufacturedOn, expiresOn, supplierLot, revision, siteId } = changes
	return {
		...before,
		lot: {
			...lot,
			manufacturedOn: given(manufacturedOn, lot.manufacturedOn),
			expiresOn: given(expiresOn, lot.expiresOn),
			supplierLot: given(supplierLot, lot.supplierLot),
			revision: given(revision, lot.revision),
			...(changes.attributes === undefined ? {} : { attributes }),
		},
		data: {
			...data,
			manufacturedOnPresent: present(manufacturedOn, data.manufacturedOnPresent),
			expiresOnPresent: present(expiresOn, data.expiresOnPresent),
			supplierLotPresent: present(supplierLot, data.supplierLotPresent),
			revisionPresent: present(revision, data.revisionPresent),
			sitePresent: present(siteId, data.sitePresent),
		},
	}
}
