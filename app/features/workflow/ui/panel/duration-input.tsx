import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { isLongerThanZero } from '../../duration.model.ts'

const UNITS = {
	minutes: ['PT', 'M'],
	hours: ['PT', 'H'],
	days: ['P', 'D'],
	weeks: ['P', 'W'],
	months: ['P', 'M'],
} as const
type Unit = keyof typeof UNITS

/** A duration of one unit, such as `P2D`; null where it is made of several or none. */
export function readDuration(text: string): { amount: number; unit: Unit } | null {
	const match = /^P(T?)(\d+)([HMDW])$/.exec(text)
	if (!match) return null
	const unit = (Object.keys(UNITS) as Unit[]).find(
		(one) => UNITS[one][0] === `P${match[1]}` && UNITS[one][1] === match[3],
	)
	return unit ? { amount: Number(match[2]), unit } : null
}

const writeDuration = (amount: number, unit: Unit): string => `${UNITS[unit][0]}${amount}${UNITS[unit][1]}`

type Props = { label: string; value: string; onChange: (value: string) => void; readOnly: boolean }

/** How long: a number and a unit. A duration of several units is kept as it is written, `P1DT12H`. */
export function DurationInput({ label, value, onChange, readOnly }: Props) {
	const { t } = useTranslation('workflow')
	const [typed, setTyped] = useState(value)
	useEffect(() => setTyped(value), [value])
	const parts = readDuration(typed)
	const change = (text: string) => {
		setTyped(text)
		if (isLongerThanZero(text)) onChange(text)
	}
	if (!parts)
		return (
			<TextInput
				mono
				aria-label={label}
				aria-invalid={!isLongerThanZero(typed) || undefined}
				readOnly={readOnly}
				value={typed}
				onChange={(event) => change(event.target.value)}
			/>
		)
	return (
		<span className="flex min-w-0 gap-1.5">
			<TextInput
				type="number"
				min={1}
				max={999}
				aria-label={label}
				className="w-20!"
				readOnly={readOnly}
				value={parts.amount}
				onChange={(event) => change(writeDuration(Number(event.target.value), parts.unit))}
			/>
			<Select
				aria-label={`${label}: ${t('panel.unit')}`}
				className="min-w-0 flex-1"
				disabled={readOnly}
				value={parts.unit}
				options={(Object.keys(UNITS) as Unit[]).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
				onChange={(event) => change(writeDuration(parts.amount, event.target.value as Unit))}
			/>
		</span>
	)
}
