import type { LocalizedText } from '#app/core/localized.ts'
import type { Attribute, AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Verdict } from '../quality.model.ts'
import { type Earlier, type FindingKind, type Limits, marginPercent, trendOf } from './finding.model.ts'

/** Where the limits of a measured value come from. */
export type LimitSource = 'specification' | 'revision' | 'reading' | 'none'

/** A measured value of one lot with all that the rules look at. */
export type Measurement = Limits & {
	kind: FindingKind
	sourceId: string
	/** What the decision is about. */
	subjectType: 'test_result' | 'trace_event' | 'production_reading'
	lotId: string
	lotCode: string
	siteId: string | null
	name: string
	/** The name by which people know it; the key itself where nobody gave it one. */
	called: LocalizedText
	reported: string
	unit: string
	facts: FactTree
}

/** A measured value as it was recorded, beside the lot that it speaks of. */
export type MeasuredRow = Limits & {
	source_id: string
	lot_id: string
	lot_code: string
	site_id: string | null
	name: string
	called?: LocalizedText | null | undefined
	method: string
	unit: string
	value: string | null
	reported: string
	/** Null where it cannot be told: nothing passes then. */
	verdict: Verdict | null
	source: string
	step: string | null
	equipment: string | null
	corrects: boolean
	target: string | null
	limits: LimitSource
	earlier: Earlier[] | null
	/** The trace event that it was recorded with; absent where there was none. */
	event?: { kind: string; reference: string | null; attributes: AttributeValues | null } | undefined
}

/** Earlier values that are looked at. */
export const EARLIER = 10

/** Measured values with the facts of `threshold_watch`, in order. One statement for the lots, whatever the number. */
export async function withMeasurementFacts(
	ctx: Context,
	kind: FindingKind,
	subjectType: Measurement['subjectType'],
	rows: readonly MeasuredRow[],
): Promise<Measurement[]> {
	const lots = await readLotFacts(ctx, [...new Set(rows.map((row) => row.lot_id))])
	const attributes = await everyAttributeOf(ctx, 'event')
	return rows.map((row) => ({
		kind,
		sourceId: row.source_id,
		subjectType,
		lotId: row.lot_id,
		lotCode: row.lot_code,
		siteId: row.site_id,
		name: row.name,
		called: row.called ?? { en: row.name, 'zh-CN': row.name },
		reported: row.reported,
		unit: row.unit,
		minimum: row.minimum,
		maximum: row.maximum,
		facts: { ...lots.get(row.lot_id)?.facts, ...factsOf(kind, row), ...eventFactsOf(row, attributes) },
	}))
}

function eventFactsOf({ event }: MeasuredRow, dictionary: readonly Attribute[]): FactTree {
	if (!event) return {}
	const { kind, reference, attributes } = event
	return { event: { kind, reference, attributes: attributesAsFacts(dictionary, attributes ?? {}) } }
}

function factsOf(kind: FindingKind, row: MeasuredRow): FactTree {
	const { minimum, maximum, value } = row
	const margin = marginPercent(value, { minimum, maximum })
	const { mean, ...counts } = trendOf(value, row.earlier ?? [])
	return {
		measurement: {
			kind,
			name: row.name,
			reported: row.reported,
			method: row.method,
			step: row.step,
			equipment: row.equipment,
			source: row.source,
			verdict: row.verdict,
			value,
			minimum,
			maximum,
			target: row.target,
			limits: row.limits,
			...(minimum === null ? { hasMinimum: false } : {}),
			...(maximum === null ? { hasMaximum: false } : {}),
			...(margin === null ? { hasMargin: false } : { marginPercent: margin }),
			corrects: row.corrects,
		},
		trend: { ...counts, ...(mean === undefined ? { hasMean: false } : { mean }) },
	}
}
