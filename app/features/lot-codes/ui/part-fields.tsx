import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { CHECK_METHODS, DATE_FORMS, type PatternPart, RESETS, type SequencePart } from '../pattern.model.ts'

type Of<K extends PatternPart['kind']> = Extract<PatternPart, { kind: K }>
type Props<P extends PatternPart> = { part: P; number: number; onChange: (part: PatternPart) => void }

/** The settings of a part; item, site and line have none. */
export function PartFields({ part, number, onChange }: Props<PatternPart>) {
	const { t } = useTranslation('lot-codes')
	switch (part.kind) {
		case 'text':
			return (
				<TextInput
					mono
					aria-label={t('edit.textOf', { number })}
					value={part.text}
					maxLength={40}
					onChange={(event) => onChange({ ...part, text: event.target.value })}
				/>
			)
		case 'date':
			return (
				<Select
					aria-label={t('edit.dateOf', { number })}
					value={part.form}
					options={DATE_FORMS.map((form) => ({ value: form, label: t(`date.${form}`) }))}
					onChange={(event) =>
						onChange({ kind: 'date', form: DATE_FORMS.find((form) => form === event.target.value) ?? part.form })
					}
				/>
			)
		case 'check':
			return (
				<Select
					aria-label={t('edit.checkOf', { number })}
					value={part.method}
					options={CHECK_METHODS.map((method) => ({ value: method, label: t(`check.${method}`) }))}
					onChange={(event) =>
						onChange({ kind: 'check', method: CHECK_METHODS.find((one) => one === event.target.value) ?? part.method })
					}
				/>
			)
		case 'sequence':
			return <SequenceFields part={part} number={number} onChange={onChange} />
		case 'shift':
			return <ShiftFields part={part} number={number} onChange={onChange} />
		default:
			return <span className="text-12 text-text-3">{t(`partHint.${part.kind}`)}</span>
	}
}

const WIDTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9]

function SequenceFields({ part, number, onChange }: Props<SequencePart>) {
	const { t } = useTranslation('lot-codes')
	const set = (changes: Partial<SequencePart>) => onChange({ ...part, ...changes })
	return (
		<div className="flex flex-col gap-2">
			<div className="flex flex-wrap gap-2">
				<Select
					className="w-auto"
					aria-label={t('edit.widthOf', { number })}
					value={String(part.width)}
					options={WIDTHS.map((width) => ({ value: String(width), label: t('edit.digits', { count: width }) }))}
					onChange={(event) => set({ width: Number(event.target.value) })}
				/>
				<Select
					className="w-auto"
					aria-label={t('edit.baseOf', { number })}
					value={String(part.base)}
					options={[
						{ value: '10', label: t('edit.base10') },
						{ value: '36', label: t('edit.base36') },
					]}
					onChange={(event) => set({ base: event.target.value === '36' ? 36 : 10 })}
				/>
				<Select
					className="w-auto max-w-full"
					aria-label={t('edit.resetOf', { number })}
					value={part.reset}
					options={RESETS.map((reset) => ({ value: reset, label: t(`reset.${reset}`) }))}
					onChange={(event) => {
						const reset = RESETS.find((one) => one === event.target.value) ?? part.reset
						set(reset === 'auto' ? { reset, perItem: false, perSite: false } : { reset })
					}}
				/>
			</div>
			{part.reset !== 'auto' && (
				<div className="flex flex-wrap gap-x-5 gap-y-1">
					<Checkbox
						label={t('edit.perItem')}
						checked={part.perItem}
						onChange={(event) => set({ perItem: event.target.checked })}
					/>
					<Checkbox
						label={t('edit.perSite')}
						checked={part.perSite}
						onChange={(event) => set({ perSite: event.target.checked })}
					/>
				</div>
			)}
		</div>
	)
}

function ShiftFields({ part, number, onChange }: Props<Of<'shift'>>) {
	const { t } = useTranslation('lot-codes')
	const set = (index: number, changes: Partial<Of<'shift'>['shifts'][number]>) =>
		onChange({ ...part, shifts: part.shifts.map((shift, at) => (at === index ? { ...shift, ...changes } : shift)) })
	return (
		<div className="flex flex-col gap-2">
			{part.shifts.map((shift, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: shifts have no name of their own but their place
				<div key={index} className="flex flex-wrap items-center gap-2">
					<TextInput
						mono
						className="w-20"
						maxLength={4}
						aria-label={t('edit.shiftCode', { number, shift: index + 1 })}
						value={shift.code}
						onChange={(event) => set(index, { code: event.target.value.replaceAll(/[^A-Za-z0-9]/g, '') })}
					/>
					<span className="text-text-3">{t('edit.shiftFrom')}</span>
					<TextInput
						type="time"
						className="w-32"
						aria-label={t('edit.shiftTime', { number, shift: index + 1 })}
						value={shift.from}
						onChange={(event) => set(index, { from: event.target.value })}
					/>
					<IconButton
						size="sm"
						variant="ghost"
						icon={X}
						label={t('edit.shiftRemove', { shift: index + 1 })}
						onClick={() => onChange({ ...part, shifts: part.shifts.filter((_, at) => at !== index) })}
					/>
				</div>
			))}
			<div>
				<Button
					size="sm"
					icon={Plus}
					onClick={() => onChange({ ...part, shifts: [...part.shifts, { code: '', from: '00:00' }] })}
				>
					{t('edit.shiftAdd')}
				</Button>
			</div>
		</div>
	)
}
