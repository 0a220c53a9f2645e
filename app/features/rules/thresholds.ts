import { isLocalDate } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { decimalSchema, type Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { LeafCondition } from './condition.schema.ts'
import { factLabel } from './explain.ts'
import { type FactCatalog, type FactType, factName, findFact } from './fact-catalog.model.ts'
import { type Operator, takesList } from './operators.model.ts'
import type { RuleSet } from './rule-set.schema.ts'
import { ruleTitle } from './sentence.ts'
import { conditionRoots, leavesWithin } from './walk-conditions.ts'

/** What a threshold may be: a number, a date, a quantity. */
export type ThresholdValue = number | string | Quantity

/** A literal that a person may adjust without touching the conditions around it. */
export type Threshold = {
	/** The rule it belongs to; `null` for one in a shared condition. */
	ruleKey: string | null
	ruleTitle: LocalizedText
	/** JSON Pointer to the literal. */
	pointer: string
	label: LocalizedText
	operator: Operator
	type: FactType
	/** Rec 20 code. */
	unit?: string
	value: ThresholdValue
}

const ADJUSTABLE: readonly FactType[] = ['integer', 'decimal', 'date', 'quantity']

const isThresholdValue = (value: LeafCondition['value']): value is ThresholdValue =>
	typeof value === 'number' ||
	typeof value === 'string' ||
	(typeof value === 'object' && !Array.isArray(value) && 'unit' in value)

/**
 * The thresholds of a rule set in the order they are written: numbers, dates and quantities that a fact is compared with.
 * Lists, texts, enumerations and comparisons with another fact are no thresholds.
 */
export function listThresholds(ruleSet: RuleSet, catalog: FactCatalog): Threshold[] {
	return conditionRoots(ruleSet).flatMap(({ condition, pointer: root, rule, shared }) =>
		leavesWithin(condition, root).flatMap(({ leaf, pointer }) => {
			const definition = findFact(catalog, factName(leaf.fact, leaf.path))
			if (!definition || !ADJUSTABLE.includes(definition.type)) return []
			if (takesList(leaf.operator) || !isThresholdValue(leaf.value)) return []
			const unit = typeof leaf.value === 'object' ? leaf.value.unit : definition.unit
			return {
				ruleKey: rule?.key ?? null,
				ruleTitle: rule ? ruleTitle(rule) : { en: shared ?? '', 'zh-CN': shared ?? '' },
				pointer: `${pointer}/value`,
				label: leaf.title ?? factLabel(definition, catalog),
				operator: leaf.operator,
				type: definition.type,
				...(unit && { unit }),
				value: leaf.value,
			}
		}),
	)
}

/** Whether the new value is of the old one's kind: a number for a number, a date for a date, the same unit. */
function fits(before: LeafCondition['value'], after: ThresholdValue): boolean {
	if (typeof after === 'number') return typeof before === 'number' && Number.isFinite(after)
	if (typeof after === 'string') return typeof before === 'string' && isLocalDate(before) && isLocalDate(after)
	if (typeof before !== 'object' || Array.isArray(before) || !('unit' in before)) return false
	return before.unit === after.unit && decimalSchema.safeParse(after.value).success
}

/**
 * The rule set with one threshold changed and everything else as it was; the given one is left alone.
 * Errors: `threshold-not-found` when no literal is at the pointer, `threshold-kind` when the value is of another kind
 * than the one it replaces. Whether it suits the fact (whole days, say) is for `validateRuleSet`.
 * @param pointer as `listThresholds` gives it
 */
export function withThreshold(
	ruleSet: RuleSet,
	pointer: string,
	value: ThresholdValue,
): Result<RuleSet, { code: 'threshold-not-found' | 'threshold-kind' }> {
	const copy = structuredClone(ruleSet)
	const target = conditionRoots(copy)
		.flatMap((root) => leavesWithin(root.condition, root.pointer))
		.find((found) => `${found.pointer}/value` === pointer)?.leaf
	if (!target || takesList(target.operator) || !isThresholdValue(target.value))
		return err({ code: 'threshold-not-found' })
	if (!fits(target.value, value)) return err({ code: 'threshold-kind' })
	target.value = value
	return ok(copy)
}
