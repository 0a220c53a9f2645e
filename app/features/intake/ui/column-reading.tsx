import { useTranslation } from 'react-i18next'
import { UNITS } from '#app/core/unit-table.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Select } from '#app/ui/forms/select.tsx'
import type { InspectedColumn } from '../read-file/file-inspection.schema.ts'
import type { ColumnChoices } from './column-choices.ts'

interface ColumnReadingProps {
	readonly column: InspectedColumn
	readonly choices: ColumnChoices
	readonly editable: boolean
}

/** How the values of a column are read; a choice where the file leaves it open or was read wrongly. */
export function ColumnReading({ column, choices, editable }: ColumnReadingProps) {
	const { t } = useTranslation('intake')
	const { field } = choices.of(column.index)
	if (field === null || field === 'ignore') return <span className="text-text-3">{t('columns.notImported')}</span>
	if (field === 'manufacturedOn' || field === 'expiresOn')
		return <DateReading column={column} choices={choices} editable={editable} />
	if (field === 'quantity') return <NumberReading column={column} choices={choices} editable={editable} />
	return <span className="whitespace-nowrap text-text-2">{t('columns.asIs')}</span>
}

function DateReading({ column, choices, editable }: ColumnReadingProps) {
	const { t } = useTranslation('intake')
	const { dayMonth } = choices.of(column.index)
	const styles = column.dates?.styles ?? []
	const isOpen = column.dates?.ambiguous ?? false
	if (!isOpen && !dayMonth)
		return (
			<span className="text-text-2">{styles.map((style) => t(`styles.${style}`)).join(', ') || t('columns.asIs')}</span>
		)
	const found = column.dates?.dayMonth
	return (
		<Select
			compact
			className="w-36"
			disabled={!editable}
			aria-label={t('columns.orderOf', { column: column.header })}
			value={dayMonth ?? (found === 'unknown' ? '' : found) ?? ''}
			{...(found === 'unknown' ? { placeholder: t('columns.orderUnknown') } : {})}
			onChange={(event) =>
				choices.choose(column.index, {
					dayMonth: event.target.value === '' ? undefined : (event.target.value as 'dmy' | 'mdy'),
				})
			}
			options={[
				{ value: 'dmy', label: t('columns.dayFirst') },
				{ value: 'mdy', label: t('columns.monthFirst') },
			]}
		/>
	)
}

const isUnitMapped = (choices: ColumnChoices): boolean => choices.columns.some((choice) => choice.field === 'unit')

function NumberReading({ column, choices, editable }: ColumnReadingProps) {
	const { t } = useTranslation('intake')
	const { unit: symbol } = useReader()
	const { decimals, unit } = choices.of(column.index)
	const found = unit ?? column.unit
	const asksDecimals = column.decimals === 'unknown' || decimals !== undefined
	const asksUnit = column.unit === null && !isUnitMapped(choices)
	return (
		<span className="flex flex-col items-start gap-1">
			{!asksDecimals && !asksUnit && (
				<span className="whitespace-nowrap text-text-2">
					{found ? t('columns.numberUnit', { unit: symbol(found) }) : t('columns.number')}
				</span>
			)}
			{asksDecimals && (
				<Select
					compact
					className="w-36"
					disabled={!editable}
					aria-label={t('columns.decimalsOf', { column: column.header })}
					value={decimals ?? ''}
					placeholder={t('columns.decimalsUnknown')}
					onChange={(event) =>
						choices.choose(column.index, {
							decimals: event.target.value === '' ? undefined : (event.target.value as 'comma' | 'point'),
						})
					}
					options={[
						{ value: 'comma', label: t('columns.comma') },
						{ value: 'point', label: t('columns.point') },
					]}
				/>
			)}
			{asksUnit && <UnitChoice column={column} choices={choices} editable={editable} />}
		</span>
	)
}

/** Units that deliveries are counted in; the others come in by a column of their own. */
const COMMON_UNITS = ['KGM', 'GRM', 'TNE', 'H87', 'LTR', 'MLT', 'MTR', 'SET', 'XBX', 'XCT', 'XRO']

function UnitChoice({ column, choices, editable }: ColumnReadingProps) {
	const { t } = useTranslation('intake')
	const { say } = useReader()
	const options = COMMON_UNITS.flatMap((code) => {
		const unit = UNITS.find((one) => one.code === code)
		return unit ? [{ value: code, label: `${unit.symbol} · ${say(unit.label)}` }] : []
	})
	return (
		<Select
			compact
			className="w-36"
			disabled={!editable}
			aria-label={t('columns.unitOf', { column: column.header })}
			value={choices.of(column.index).unit ?? ''}
			placeholder={t('columns.unitOfItem')}
			onChange={(event) => choices.choose(column.index, { unit: event.target.value || undefined })}
			options={options}
		/>
	)
}
