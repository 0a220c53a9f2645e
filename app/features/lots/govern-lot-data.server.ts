import { localized } from '#app/core/localized.ts'
import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import { decideMany } from '#app/features/rules/decide-many.server.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { isByPattern, type RegistrationFacts } from './check-registration.model.ts'
import type { LotAttributes, LotProblem, RegisterLot } from './lot.model.ts'
import { readLotData } from './lot-data-facts.queries.server.ts'

/** The rule set that says what must be known of a lot at which stage. */
export const ATTRIBUTE_GOVERNANCE = 'attribute_governance'

export type Stage = 'registration' | 'receiving' | 'line_entry' | 'release' | 'shipment'

const evaluate = async (ctx: Context, trees: readonly FactTree[]) =>
	decideMany(ctx, {
		ruleSet: ATTRIBUTE_GOVERNANCE,
		requests: trees.map((facts) => ({ subject: { type: 'lot', id: '' }, lotId: null, facts })),
		keep: () => false,
	})

/**
 * The facts of lots with the group `lotData` beside them: whether `attribute_governance` finds all there that it asks for at
 * this stage, and what is missing, for the gate of the stage to decide on. Two statements and the set's. What it cannot
 * decide leaves `lotData.complete` unknown.
 */
export async function withLotData(
	ctx: Context,
	stage: Stage,
	facts: ReadonlyMap<string, FactTree>,
): Promise<Map<string, FactTree>> {
	const data = await readLotData(ctx, [...facts.keys()])
	const lots = [...facts].map(([id, tree]) => [id, tree, data.get(id) ?? {}] as const)
	const decisions = await evaluate(
		ctx,
		lots.map(([, tree, own]) => ({ ...tree, ...own, data: { ...(own.data as object), stage } })),
	)
	return new Map(
		lots.map(([id, tree], index) => {
			const decision = decisions[index]
			const complete = decision?.status === 'pass' || decision?.status === 'warn'
			const missing = decision
				? obstacles(decision)
						.map((rule) => `${rule.title.en} ${rule.title['zh-CN']}`)
						.join(', ')
				: ''
			const known = decision && decision.outcome !== 'unknown'
			return [id, { ...tree, lotData: known ? { complete, ...(complete ? {} : { missing }) } : {} }] as const
		}),
	)
}

/**
 * What `attribute_governance` finds missing in lots that are to be registered, as problems of their fields, in order.
 * Items that are not known have none: that is said elsewhere. The set's two statements, whatever the number of lots.
 */
export async function governRegistration(
	ctx: Context,
	lots: readonly RegisterLot[],
	facts: RegistrationFacts,
): Promise<LotProblem[][]> {
	const decisions = await evaluate(
		ctx,
		lots.map((lot) => registrationFacts(lot, facts)),
	)
	return lots.map((lot, index) => {
		const decision = decisions[index]
		if (!decision || !facts.items.has(lot.item)) return []
		return obstacles(decision).flatMap((rule) => {
			const detail = localized(rule.message, ctx.language)
			return (rule.fields ?? ['code']).map((path) => ({ code: 'data-required' as const, path, detail }))
		})
	})
}

/** Attributes as rules look at them; free ones, of a tenant without a dictionary, as they are. */
const attributeValues = (lot: RegisterLot, { dictionary }: RegistrationFacts): object => {
	const given = (lot.attributes ?? {}) as LotAttributes
	return dictionary ? attributesAsFacts(dictionary.attributes, given) : given
}

function registrationFacts(lot: RegisterLot, facts: RegistrationFacts): FactTree {
	const item = facts.items.get(lot.item)
	const isAnnounced = Boolean(lot.supplierId)
	const values = { site: facts.sites.get(lot.siteId ?? ''), line: lot.line ?? facts.lines.get(lot.orderId ?? '') }
	return {
		lot: { supplierLot: lot.supplierLot ?? null, attributes: attributeValues(lot, facts) },
		...(item ? { item: { sku: item.sku, active: item.active, ...item.governed } } : {}),
		data: {
			stage: 'registration',
			codeGiven: lot.code !== undefined,
			codeMatchesPattern: lot.code === undefined || !item || isByPattern(lot.code, item, values),
			bySupplier: isAnnounced,
			supplierLotPresent: Boolean(lot.supplierLot),
			manufacturedOnPresent: Boolean(lot.manufacturedOn),
			expiresOnPresent: Boolean(lot.expiresOn),
			expiryExpected: item?.governed ? item.governed.shelfLifeDays !== null : false,
			revisionPresent: Boolean(lot.revision),
			sitePresent: Boolean(lot.siteId),
			certificatePresent: false,
			heatPresent: Boolean(lot.attributes?.heat),
			missingAttributeCount: 0,
		},
	}
}
