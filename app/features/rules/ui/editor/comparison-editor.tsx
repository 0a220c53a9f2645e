import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Select } from '#app/ui/forms/select.tsx'
import type { BuilderRule } from '../../edit/builder-query.ts'
import { isLike, sourcesOf, switchSource, type ValueSource, valueSourceOf } from '../../edit/value-source.ts'
import { type FactCatalog, type FactDefinition, findFact } from '../../fact-catalog.model.ts'
import { OPERATORS_OF, type Operator, operatorPhrase, takesList } from '../../operators.model.ts'
import { FactPicker } from './fact-picker.tsx'
import { ListEditor } from './list-editor.tsx'
import { emptyValue, LiteralEditor } from './literal-editor.tsx'

type Props = {
	rule: BuilderRule
	catalog: FactCatalog
	readOnly: boolean
	invalid?: boolean
	onChange: (rule: BuilderRule) => void
}

/** A comparison with a fact that has just been chosen. */
export const comparisonWith = (fact: FactDefinition): BuilderRule => ({
	field: fact.name,
	operator: OPERATORS_OF[fact.type][0] ?? 'equal',
	value: emptyValue(fact),
	valueSource: 'value',
})

/** The same comparison with another operator: a list becomes one value and the other way round. */
function withOperator(rule: BuilderRule, operator: Operator, fact: FactDefinition): BuilderRule {
	const { value } = rule
	if (takesList(operator)) {
		if (Array.isArray(value)) return { ...rule, operator }
		const list = rule.valueSource === 'field' || value === '' || typeof value === 'object' ? [] : [value]
		return { ...rule, operator, valueSource: 'value', value: list }
	}
	return { ...rule, operator, value: Array.isArray(value) ? (value[0] ?? emptyValue(fact)) : value }
}

/** Operator and value of a comparison, typed by the fact: a value, another fact, today, or days from today. */
export function ComparisonEditor({ rule, catalog, readOnly, invalid, onChange }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const fact = findFact(catalog, rule.field)
	if (!fact) return <code className="text-12">{`${rule.operator} ${JSON.stringify(rule.value)}`}</code>
	const operators = OPERATORS_OF[fact.type]
	const operator = rule.operator as Operator
	const own = operators.includes(operator) ? [] : [operator]
	return (
		<>
			<Select
				aria-label={t('editor.operator')}
				className="w-auto"
				disabled={readOnly}
				value={operator}
				options={[...operators, ...own].map((one) => ({ value: one, label: say(operatorPhrase(one, fact.type)) }))}
				onChange={(event) => onChange(withOperator(rule, event.target.value as Operator, fact))}
			/>
			<ComparedWith
				rule={rule}
				fact={fact}
				catalog={catalog}
				readOnly={readOnly}
				invalid={invalid ?? false}
				onChange={onChange}
			/>
		</>
	)
}

function ComparedWith(props: Required<Props> & { fact: FactDefinition }) {
	const { rule, fact, catalog, readOnly, invalid, onChange } = props
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const label = t('editor.valueOf', { fact: say(fact.label) })
	const change = (value: unknown) => onChange({ ...rule, value })
	const source = valueSourceOf(rule)
	const sources = sourcesOf(rule, catalog)
	const literal = { fact, value: rule.value, label, readOnly, invalid, onChange: change }
	return (
		<>
			{source === 'fact' && (
				<FactPicker
					catalog={catalog}
					label={label}
					value={String(rule.value)}
					accepts={(other) => isLike(other, fact)}
					readOnly={readOnly}
					onChoose={(other) => change(other.name)}
				/>
			)}
			{source === 'value' &&
				(takesList(rule.operator as Operator) ? <ListEditor {...literal} /> : <LiteralEditor {...literal} />)}
			{!readOnly && sources.length > 1 && (
				<Select
					aria-label={t('editor.comparedWith')}
					compact
					className="w-auto [&_select]:border-transparent [&_select]:bg-transparent [&_select]:text-text-2 [&_select]:hover:bg-surface-3"
					value={source}
					options={sources.map((one) => ({ value: one, label: t(`editor.source.${one}`) }))}
					onChange={(event) => onChange(switchSource(rule, event.target.value as ValueSource, catalog))}
				/>
			)}
			{readOnly && source === 'today' && <span>{t('editor.source.today')}</span>}
		</>
	)
}
