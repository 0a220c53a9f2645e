import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import type { ThresholdRow } from '../analyse-rule-set.server.ts'
import type { ThresholdValue } from '../thresholds.ts'

type Props = {
	threshold: ThresholdRow
	value: ThresholdValue
	/** What the version it is compared with says; absent where it has none. */
	before: unknown
	readOnly: boolean
	onChange: (value: ThresholdValue) => void
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/
const written = (value: unknown): string =>
	typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : String(value ?? '')

/** Reads what was typed as the kind of value that stands there; undefined while it is none. */
function readTyped(text: string, threshold: ThresholdRow): ThresholdValue | undefined {
	if (threshold.type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
	if (!DECIMAL.test(text) || (threshold.type === 'integer' && text.includes('.'))) return undefined
	return typeof threshold.value === 'object' ? { value: text, unit: threshold.value.unit } : Number(text)
}

/** One value of a rule, with its unit; what is not yet a number stays in the field and says so. */
export function ThresholdField({ threshold, value, before, readOnly, onChange }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const [typed, setTyped] = useState<string | null>(null)
	const shown = typed ?? written(value)
	const was = written(before)
	const isChanged = before !== undefined && was !== shown
	const error =
		typed !== null && readTyped(typed, threshold) === undefined ? t(`threshold.${threshold.type}`) : undefined
	const change = (text: string) => {
		const read = readTyped(text.trim(), threshold)
		setTyped(read === undefined ? text : null)
		if (read !== undefined) onChange(read)
	}
	const control = {
		value: shown,
		readOnly,
		onChange: (event: { target: { value: string } }) => change(event.target.value),
	}
	return (
		<Field
			name={threshold.pointer}
			label={say(threshold.label)}
			error={error}
			hint={
				isChanged
					? t('threshold.was', { value: was, unit: threshold.unitText ? say(threshold.unitText) : '' })
					: undefined
			}
			className="max-w-[280px]"
		>
			{threshold.type === 'date' ? (
				<DateInput {...control} />
			) : (
				<NumberWithUnit unit={threshold.unitText ? say(threshold.unitText) : ''} {...control} />
			)}
		</Field>
	)
}
