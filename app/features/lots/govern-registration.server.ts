import { todayIn } from '#app/core/local-date.ts'
import { localized } from '#app/core/localized.ts'
import { type Attribute, appliesTo, isInForce } from '#app/features/dictionary/attribute.model.ts'
import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { readSupplierFacts } from '#app/features/parties/party-facts.queries.server.ts'
import { readSiteFacts } from '#app/features/parties/site-facts.queries.server.ts'
import type { Decision } from '#app/features/rules/decision.model.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { codeValues, isByPattern, type RegistrationFacts, type RegistrationItem } from './check-registration.model.ts'
import { remarksOnData } from './govern-lot-data.server.ts'
import type { LotAttributes, LotProblem, RegisterLot } from './lot.model.ts'

/** What the rules say of one lot that is to be registered: what stops it, and fields that they only warn about. */
export type GovernedLot = { problems: LotProblem[]; warned: readonly string[] }

type Known = {
	suppliers: ReadonlyMap<string, object>
	sites: ReadonlyMap<string, object>
	attributes: readonly Attribute[]
	today: string
}

/**
 * What `attribute_governance` says of lots that are to be registered, in order: whether what a device's label carries is
 * there, whether a typed code may be off the pattern, and whatever else an admin asks for. Items that are not known have
 * no problems here: that is said elsewhere. A fixed number of statements, whatever the number of lots.
 */
export async function governRegistration(
	ctx: Context,
	lots: readonly RegisterLot[],
	facts: RegistrationFacts,
): Promise<GovernedLot[]> {
	if (lots.length === 0) return []
	const known: Known = {
		suppliers: await readSupplierFacts(
			ctx,
			lots.flatMap((lot) => (lot.supplierId && facts.suppliers.has(lot.supplierId) ? [lot.supplierId] : [])),
		),
		sites: await readSiteFacts(
			ctx,
			lots.flatMap((lot) => (lot.siteId && facts.sites.has(lot.siteId) ? [lot.siteId] : [])),
		),
		attributes: await everyAttributeOf(ctx, 'lot'),
		today: todayIn(ctx.tenant.timeZone, ctx.now),
	}
	const decisions = await remarksOnData(
		ctx,
		lots.map((lot) => ({
			lotId: null,
			facts: registrationFacts(lot, facts, known),
			scope: { siteId: lot.siteId ?? null, itemId: facts.items.get(lot.item)?.id ?? null },
		})),
	)
	return lots.map((lot, index) => {
		const decision = decisions[index]
		return decision && facts.items.has(lot.item)
			? { problems: problemsOf(ctx, decision), warned: warnedFields(decision) }
			: { problems: [], warned: [] }
	})
}

/** What stops a lot, as problems of its fields; a rule that names none is about the code, which every lot has. */
export const problemsOf = (ctx: Context, decision: Decision): LotProblem[] =>
	obstacles(decision).flatMap((rule) => {
		const detail = localized(rule.message, ctx.language)
		return (rule.fields ?? ['code']).map((path) => ({ code: 'data-required' as const, path, detail }))
	})

const warnedFields = (decision: Decision): string[] =>
	decision.rules.flatMap((rule) =>
		rule.result === true && rule.counted && rule.status === 'warn' ? (rule.fields ?? []) : [],
	)

/** The facts of the subject `lot_data` of a lot that is not there yet: all that its registration says. */
function registrationFacts(lot: RegisterLot, facts: RegistrationFacts, known: Known): FactTree {
	const item = facts.items.get(lot.item)
	const site = known.sites.get(lot.siteId ?? '')
	const supplier = known.suppliers.get(lot.supplierId ?? '')
	const { kind = null, shelfLifeDays = null } = item?.governed ?? {}
	const missing = missingAttributes(lot, kind, known)
	return {
		lot: lotFacts(lot, facts, known, shelfLifeDays),
		...(item?.governed ? { item: item.governed } : {}),
		...(supplier ? { supplier } : {}),
		site: site ?? { known: false },
		data: {
			stage: 'registration',
			...codeFacts(lot, item, facts),
			bySupplier: Boolean(lot.supplierId),
			supplierLotPresent: Boolean(lot.supplierLot),
			manufacturedOnPresent: Boolean(lot.manufacturedOn),
			expiresOnPresent: Boolean(lot.expiresOn),
			expiryExpected: shelfLifeDays !== null,
			revisionPresent: Boolean(lot.revision),
			sitePresent: Boolean(lot.siteId),
			certificatePresent: false,
			heatPresent: Boolean(lot.attributes?.heat),
			missingAttributeCount: missing.length,
			missingAttributes: missing.join(', '),
			...(site && 'country' in site ? { market: site.country } : {}),
		},
	}
}

function codeFacts(lot: RegisterLot, item: RegistrationItem | undefined, facts: RegistrationFacts): object {
	const { code } = lot
	return {
		codeGiven: code !== undefined,
		codeMatchesPattern: code === undefined || !item || isByPattern(code, item, codeValues(lot, facts)),
		...(item ? { pattern: item.pattern ?? null, typedCodes: item.codes.typed } : {}),
	}
}

/** Stock of what a supplier only announces is nowhere yet. */
function lotFacts(lot: RegisterLot, facts: RegistrationFacts, known: Known, shelfLifeDays: number | null): object {
	const given = (lot.attributes ?? {}) as LotAttributes
	const status = lot.state ?? 'quarantine'
	return {
		code: lot.code ?? null,
		supplierLot: lot.supplierLot ?? null,
		heat: given.heat ?? null,
		revision: lot.revision ?? null,
		status,
		category: status === 'in_production' ? 'active' : 'initial',
		onHold: false,
		recalled: false,
		manufacturedOn: lot.manufacturedOn ?? null,
		expiresOn: lot.expiresOn ?? null,
		...(!lot.expiresOn && shelfLifeDays === null ? { expires: false } : {}),
		quantity: lot.quantity,
		onHand: status === 'announced' ? { ...lot.quantity, value: '0' } : lot.quantity,
		// Free ones, of a tenant without a dictionary, as they are.
		attributes: facts.dictionary ? attributesAsFacts(known.attributes, given) : given,
	}
}

/** Attributes that the dictionary asks for at some state, and that the registration does not give. */
const missingAttributes = (lot: RegisterLot, itemKind: string | null, { attributes, today }: Known): string[] =>
	attributes
		.filter((one) => one.requiredAt !== null && isInForce(one, today) && appliesTo(one, itemKind))
		.filter((one) => lot.attributes?.[one.key] === undefined)
		.map((one) => one.key)
