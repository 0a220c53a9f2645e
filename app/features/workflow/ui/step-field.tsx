import type { UseFormRegisterReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Chooser } from '#app/ui/forms/chooser.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import type { StepOffer } from '../step-offers.model.ts'

type Props = {
	field: StepOffer['fields'][number]
	documents: ChoiceList
	register: UseFormRegisterReturn
	/** Takes several lines. */
	long?: boolean
}

/** The input of one field of a step, by its type. */
export function StepField({ field, documents, register, long = false }: Props) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	switch (field.type) {
		case 'date':
			return <DateInput {...register} />
		case 'number':
		case 'quantity':
			return <TextInput inputMode="decimal" {...register} />
		case 'choice':
			return (
				<Select
					{...register}
					placeholder={t('dialog.choose')}
					options={(field.choices ?? []).map((choice) => ({ value: choice.value, label: say(choice.label) }))}
				/>
			)
		case 'file':
			return (
				<Chooser
					name={register.name}
					list={documents}
					placeholder={t('dialog.choose')}
					onBlur={register.onBlur}
					onChoose={(value) => register.onChange({ target: { name: register.name, value } })}
				/>
			)
		case 'text':
			return long ? <Textarea rows={4} {...register} /> : <TextInput {...register} />
	}
}
