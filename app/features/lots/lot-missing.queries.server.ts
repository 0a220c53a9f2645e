import type { LocalizedText } from '#app/core/localized.ts'
import { AT_ONCE, appliesTo, isInForce } from '#app/features/dictionary/attribute.model.ts'
import { dictionaryDay, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { type OpenGaps, openGapsOf } from '#app/features/gaps/gaps.queries.server.ts'
import { listChecks } from '#app/features/rules/decision-checks.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { governData, loadLotDataFacts } from './govern-lot-data.server.ts'
import type { LotRecord } from './lots.queries.server.ts'

/** What is not known of a lot: by the dictionary, by the rules about lot data, and in its history. */
export type LotMissing = {
	/** Attributes that it has to have at some state; null: from the first. */
	attributes: { key: string; label: LocalizedText; before: string | null }[]
	/** What `attribute_governance` asks for at the stage that comes next, and is not there. */
	data: { key: string; label: LocalizedText; message: LocalizedText; status: 'block' | 'warn' | 'unknown' }[]
	gaps: OpenGaps
}

/** Reads what is missing of a lot for the tenant's own people, as far as they may see it; a fixed number of statements. */
export async function readLotMissing(ctx: Context, lot: LotRecord): Promise<LotMissing> {
	if (partyOf(ctx.actor) !== null) return { attributes: [], data: [], gaps: { first: [], all: 0 } }
	const today = dictionaryDay(ctx)
	const attributes = (await loadAttributes(ctx, 'lot')).filter(
		(one) =>
			one.requiredAt !== null &&
			isInForce(one, today) &&
			appliesTo(one, lot.item.kind) &&
			!Object.hasOwn(lot.attributes, one.key),
	)
	const facts = (await loadLotDataFacts(ctx, [lot.id])).get(lot.id)
	const [decision] = facts ? await governData(ctx, [{ facts, lotId: lot.id }]) : []
	return {
		attributes: attributes.map(({ key, label, requiredAt }) => ({
			key,
			label,
			before: requiredAt === AT_ONCE ? null : requiredAt,
		})),
		data: (decision ? listChecks(decision) : []).flatMap(({ ruleKey, label, message, status }) =>
			status === 'pass' ? [] : [{ key: ruleKey, label, message, status }],
		),
		gaps: await openGapsOf(ctx, lot.id),
	}
}
