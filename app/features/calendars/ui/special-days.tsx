import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldError } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { readHours } from '../calendar.model.ts'

/** A row as it is typed. */
export type SpecialRow = { key: number; from: string; to: string; name: string; hours: string }

type Props = {
	rows: readonly SpecialRow[]
	onChange: (rows: SpecialRow[]) => void
	error: string | undefined
	/** Messages of single rows, by `index.field`. */
	errorAt: (place: string) => string | undefined
	readOnly: boolean
}

/** Holidays, and weekend days that are worked: from, to, why, and the hours where there are any. */
export function SpecialDays({ rows, onChange, error, errorAt, readOnly }: Props) {
	const { t } = useTranslation('calendars')
	const change = (index: number, part: Partial<SpecialRow>) =>
		onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
	const add = (hours: string) => {
		const key = Math.max(0, ...rows.map((row) => row.key)) + 1
		onChange([...rows, { key, from: '', to: '', name: '', hours }])
	}
	return (
		<Card
			title={t('special.title')}
			sub={t('special.sub')}
			padding="flush"
			footer={
				!readOnly && (
					<div className="flex flex-wrap gap-2 py-1">
						<Button size="sm" icon={Plus} onClick={() => add('')}>
							{t('special.addHoliday')}
						</Button>
						<Button size="sm" icon={Plus} onClick={() => add('09:00–18:00')}>
							{t('special.addWorked')}
						</Button>
					</div>
				)
			}
		>
			<div id="field-special" tabIndex={-1}>
				{error && (
					<div className="px-4 pt-3">
						<FieldError>{error}</FieldError>
					</div>
				)}
				{rows.length === 0 && <p className="p-4 text-text-3">{t('special.none')}</p>}
				<ul className="divide-y divide-line">
					{rows.map((row, index) => (
						<li key={row.key} className="flex flex-wrap items-start gap-2 px-4 py-2.5">
							<Field label={t('special.from')} className="w-36" error={errorAt(`${index}.from`)}>
								<DateInput
									value={row.from}
									readOnly={readOnly}
									onChange={({ target }) =>
										change(index, { from: target.value, ...(row.to < target.value ? { to: target.value } : {}) })
									}
								/>
							</Field>
							<Field label={t('special.to')} className="w-36" error={errorAt(`${index}.to`)}>
								<DateInput
									value={row.to}
									readOnly={readOnly}
									onChange={({ target }) => change(index, { to: target.value })}
								/>
							</Field>
							<Field label={t('special.name')} className="min-w-40 flex-1" error={errorAt(`${index}.name`)}>
								<TextInput
									value={row.name}
									readOnly={readOnly}
									onChange={({ target }) => change(index, { name: target.value })}
								/>
							</Field>
							<Field
								label={t('special.hours')}
								className="min-w-40 flex-1"
								error={errorAt(`${index}.hours`) ?? (readHours(row.hours) === null ? t('form.hoursWrong') : undefined)}
							>
								<TextInput
									value={row.hours}
									placeholder={t('dayOff')}
									readOnly={readOnly}
									onChange={({ target }) => change(index, { hours: target.value })}
								/>
							</Field>
							{!readOnly && (
								<IconButton
									icon={Trash2}
									variant="ghost"
									className="mt-6"
									label={t('special.remove', { name: row.name || row.from || String(index + 1) })}
									onClick={() => onChange(rows.toSpliced(index, 1))}
								/>
							)}
						</li>
					))}
				</ul>
			</div>
		</Card>
	)
}
