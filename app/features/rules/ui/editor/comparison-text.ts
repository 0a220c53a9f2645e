import { useCallback } from 'react'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { displayValue } from '../../display-value.ts'
import type { BuilderRule } from '../../edit/builder-query.ts'
import { type FactDefinition, findFact } from '../../fact-catalog.model.ts'
import { normalizeValue } from '../../fact-value.ts'
import { type Operator, operatorPhrase } from '../../operators.model.ts'
import { useRuleEditor } from './editor-context.ts'

const SIGNS: Partial<Record<string, string>> = {
	lessThan: '<',
	lessThanInclusive: '≤',
	greaterThan: '>',
	greaterThanInclusive: '≥',
}
const SIGNED = new Set(['integer', 'decimal', 'quantity'])
const PLAIN = new Set(['equal', 'in'])

/** Writes operator and value of a comparison as briefly as a cell of a table wants it: “< 45 days”, “approved”. */
export function useComparisonText(): (rule: BuilderRule, fact: FactDefinition | undefined) => string {
	const { say, language } = useReader()
	const { catalog } = useRuleEditor()
	return useCallback(
		(rule, fact) => {
			if (!fact) return `${rule.operator} ${JSON.stringify(rule.value)}`
			if (fact.statement && rule.valueSource === 'value' && typeof rule.value === 'boolean')
				return say(fact.statement[rule.value === (rule.operator === 'equal') ? 'true' : 'false'])
			const sign = SIGNED.has(fact.type) ? SIGNS[rule.operator] : undefined
			const phrase = sign ?? say(operatorPhrase(rule.operator as Operator, fact.type))
			if (rule.valueSource === 'field') {
				const other = findFact(catalog, String(rule.value))
				return `${phrase} ${other ? (other.noun?.[language] ?? say(other.label)) : String(rule.value)}`
			}
			const items = Array.isArray(rule.value) ? rule.value : [rule.value]
			const normal = items.map((item) => normalizeValue(item, fact, 'UTC')).filter((item) => item !== undefined)
			const value = normal.length === items.length ? displayValue(normal, fact, language) : JSON.stringify(rule.value)
			return PLAIN.has(rule.operator) ? value : `${phrase} ${value}`
		},
		[say, language, catalog],
	)
}
