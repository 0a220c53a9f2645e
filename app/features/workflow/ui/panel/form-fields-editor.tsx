import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { UNITS } from '#app/core/unit-table.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { changedType, freeFieldKey, newFormField } from '../../design/form-fields.ts'
import { FORM_FIELD_TYPES, type WorkflowFormField } from '../../workflow.schema.ts'
import { useDesigner } from '../designer/designer-context.ts'
import { ChoicesEditor } from './choices-editor.tsx'
import { KeptInput } from './kept-input.tsx'
import { ProblemsAt } from './problems-at.tsx'
import { TextPair } from './text-pair.tsx'

type Props = {
	fields: readonly WorkflowFormField[]
	place: string
	onChange: (fields: readonly WorkflowFormField[]) => void
}

/** What a step itself asks for in its dialog: new fields, or such as the data dictionary describes. */
export function FormFieldsEditor({ fields, place, onChange }: Props) {
	const { t } = useTranslation('workflow')
	const { readOnly } = useDesigner()
	return (
		<div className="mt-3 flex flex-col gap-2" data-place={place}>
			<h4 className="text-12 font-medium text-text-2">{t('panel.ownFields')}</h4>
			{fields.length === 0 && <p className="text-12 text-text-3">{t('panel.noOwnFields')}</p>}
			<ul className="flex flex-col gap-3">
				{fields.map((field, index) => (
					<OwnField
						// biome-ignore lint/suspicious/noArrayIndexKey: the key of a field is itself edited here
						key={index}
						fields={fields}
						index={index}
						field={field}
						place={`${place}/${index}`}
						onChange={onChange}
					/>
				))}
			</ul>
			{!readOnly && <AddField fields={fields} onChange={onChange} />}
		</div>
	)
}

function AddField({ fields, onChange }: Omit<Props, 'place'>) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const { known } = useDesigner()
	const dictionary = known.dictionary ?? []
	return (
		<div className="flex flex-wrap items-center gap-2">
			<button
				type="button"
				className="inline-flex min-h-6 items-center gap-1 rounded-1 px-1 py-0.5 text-12 font-medium text-accent hover:underline"
				onClick={() => onChange([...fields, newFormField(fields)])}
			>
				<Plus aria-hidden="true" className="size-3.5!" />
				{t('panel.addField')}
			</button>
			{dictionary.length > 0 && (
				<Select
					compact
					aria-label={t('panel.fromDictionary')}
					className="min-w-0 flex-1"
					value=""
					placeholder={t('panel.fromDictionary')}
					options={dictionary.map(({ subject, field }, index) => ({
						value: String(index),
						label: t('panel.dictionaryField', { field: say(field.label), of: t(`dictionaryOf.${subject}`) }),
					}))}
					onChange={(event) => {
						const chosen = dictionary[Number(event.target.value)]?.field
						if (chosen) onChange([...fields, { ...chosen, field: freeFieldKey(fields, chosen.field) }])
					}}
				/>
			)}
		</div>
	)
}

type OwnProps = Props & { index: number; field: WorkflowFormField }

function OwnField({ fields, index, field, place, onChange }: OwnProps) {
	const { t } = useTranslation('workflow')
	const { say, language } = useReader()
	const { readOnly } = useDesigner()
	const put = (next: WorkflowFormField) => onChange(fields.with(index, next))
	return (
		<li className="flex flex-col gap-2 rounded-2 border border-line p-2.5" data-place={place}>
			<ProblemsAt place={place} />
			<div className="flex items-center gap-1">
				<strong className="min-w-0 flex-1 truncate text-12 font-medium">{say(field.label)}</strong>
				{!readOnly && <Arrange fields={fields} index={index} name={say(field.label)} onChange={onChange} />}
			</div>
			<TextPair
				label={t('panel.fieldLabel')}
				value={field.label}
				required
				readOnly={readOnly}
				onChange={(label) => label && put({ ...field, label })}
			/>
			<div className="grid grid-cols-2 items-end gap-3">
				<Field label={t('panel.fieldType')}>
					<Select
						disabled={readOnly}
						value={field.type}
						options={FORM_FIELD_TYPES.map((type) => ({ value: type, label: t(`fieldType.${type}`) }))}
						onChange={(event) => put(changedType(field, event.target.value as WorkflowFormField['type']))}
					/>
				</Field>
				<Checkbox
					label={t('panel.fieldRequired')}
					disabled={readOnly}
					className="min-h-8 items-center!"
					checked={field.required ?? false}
					onChange={(event) => put({ ...field, required: event.target.checked })}
				/>
			</div>
			{field.type === 'quantity' && (
				<Field label={t('panel.unit')}>
					<Select
						disabled={readOnly}
						value={field.unit ?? ''}
						placeholder={t('panel.choose')}
						options={UNITS.map((unit) => ({ value: unit.code, label: `${unit.symbol} · ${unit.label[language]}` }))}
						onChange={(event) => {
							const { unit: _before, ...rest } = field
							put(event.target.value ? { ...rest, unit: event.target.value } : rest)
						}}
					/>
				</Field>
			)}
			{field.type === 'choice' && (
				<ChoicesEditor choices={field.choices ?? []} onChange={(choices) => put({ ...field, choices: [...choices] })} />
			)}
			<KeptInput
				label={t('panel.fieldKey')}
				mono
				value={field.field}
				readOnly={readOnly}
				onKeep={(key) => {
					if (!/^[A-Za-z]\w{0,59}$/.test(key)) return t('panel.fieldKeyForm')
					if (fields.some((one, place) => place !== index && one.field === key)) return t('command.taken')
					put({ ...field, field: key })
					return null
				}}
			/>
		</li>
	)
}

type ArrangeProps = { fields: readonly WorkflowFormField[]; index: number; name: string; onChange: Props['onChange'] }

function Arrange({ fields, index, name, onChange }: ArrangeProps) {
	const { t } = useTranslation('workflow')
	const move = (to: number) => {
		const field = fields[index]
		if (field) onChange(fields.toSpliced(index, 1).toSpliced(to, 0, field))
	}
	return (
		<>
			{index > 0 && (
				<IconButton
					icon={ArrowUp}
					size="sm"
					variant="ghost"
					label={t('panel.fieldUp', { field: name })}
					onClick={() => move(index - 1)}
				/>
			)}
			{index < fields.length - 1 && (
				<IconButton
					icon={ArrowDown}
					size="sm"
					variant="ghost"
					label={t('panel.fieldDown', { field: name })}
					onClick={() => move(index + 1)}
				/>
			)}
			<IconButton
				icon={Trash2}
				size="sm"
				variant="ghost"
				label={t('panel.removeField', { field: name })}
				onClick={() => onChange(fields.toSpliced(index, 1))}
			/>
		</>
	)
}
