import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { RuleRow } from '../analyse-rule-set.server.ts'
import { outcomeName } from '../sentence.ts'
import type { ThresholdValue } from '../thresholds.ts'
import { valueAt } from './json-values.ts'
import { outcomeTone } from './outcome-tone.ts'
import { ThresholdField } from './threshold-field.tsx'

type Props = {
	rules: readonly RuleRow[]
	content: unknown
	base: unknown
	readOnly: boolean
	onChange: (pointer: string, value: ThresholdValue) => void
}

/** Every rule in words, with the values that may be adjusted without touching its conditions. */
export function RulesForm({ rules, ...rest }: Props) {
	return (
		<ul>
			{rules.map((rule) => (
				<RuleValues key={rule.key} rule={rule} {...rest} />
			))}
		</ul>
	)
}

type RuleProps = Omit<Props, 'rules'> & { rule: RuleRow }

/** Whether a rule looks the same with other content: what is typed into one rule leaves the others alone. */
const looksTheSame = (before: RuleProps, after: RuleProps): boolean =>
	before.rule === after.rule &&
	before.base === after.base &&
	before.readOnly === after.readOnly &&
	before.onChange === after.onChange &&
	after.rule.thresholds.every(({ pointer }) => valueAt(before.content, pointer) === valueAt(after.content, pointer))

const RuleValues = memo(function RuleValues({ rule, content, base, readOnly, onChange }: RuleProps) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	return (
		<li id={`rule-${rule.key}`} className="scroll-mt-16 px-4 py-4 not-first:border-t not-first:border-line">
			<div className="flex flex-wrap items-center gap-2">
				<h3 className="flex-1">{say(rule.title)}</h3>
				{rule.overridable && <Tag>{t('page.overridable')}</Tag>}
				{rule.outcome && <OutcomeChip outcome={outcomeTone(rule.outcome)} label={say(outcomeName(rule.outcome))} />}
			</div>
			<p className="mt-1 text-14 text-text-2">{say(rule.sentence)}</p>
			{rule.thresholds.length > 0 && (
				<div className="mt-3 grid gap-4 desk:grid-cols-2">
					{rule.thresholds.map((threshold) => (
						<ThresholdField
							key={threshold.pointer}
							threshold={threshold}
							value={(valueAt(content, threshold.pointer) ?? threshold.value) as ThresholdValue}
							before={valueAt(base, threshold.pointer)}
							readOnly={readOnly}
							onChange={(value) => onChange(threshold.pointer, value)}
						/>
					))}
				</div>
			)}
		</li>
	)
}, looksTheSame)
