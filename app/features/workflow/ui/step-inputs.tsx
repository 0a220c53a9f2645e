import type { UseFormRegisterReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import type { StepOffer } from '../step-offers.model.ts'
import { StepField } from './step-field.tsx'

/** What of a dialog's form these inputs use. */
type Form = {
	field: (name: string) => { name: string; error: string | undefined }
	register: (name: string) => UseFormRegisterReturn
}

type FieldsProps = {
	form: Form
	fields: StepOffer['fields']
	documents: ChoiceList
	/** Fields that take several lines. */
	long?: readonly string[]
}

/** What the form of a step asks for, as `field.<name>`. */
export function StepFields({ form, fields, documents, long = [] }: FieldsProps) {
	const { say } = useReader()
	return fields.map((field) => {
		const name = `field.${field.field}`
		return (
			<Field key={field.field} {...form.field(name)} label={say(field.label)} required={field.required ?? false}>
				<StepField
					field={field}
					documents={documents}
					long={long.includes(field.field)}
					register={form.register(name)}
				/>
			</Field>
		)
	})
}

/** In whose name a step is taken; nothing for who stands in for nobody. */
export function InNameOf({ form, people }: { form: Form; people: readonly { id: string; name: string }[] }) {
	const { t } = useTranslation('workflow')
	if (people.length === 0) return null
	return (
		<Field {...form.field('inNameOf')} label={t('dialog.inNameOf')}>
			<Select
				{...form.register('inNameOf')}
				options={[
					{ value: '', label: t('dialog.myself') },
					...people.map((person) => ({ value: person.id, label: person.name })),
				]}
			/>
		</Field>
	)
}
