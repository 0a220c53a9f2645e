import { Plus, X } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { EventServerForm } from './event-form.tsx'

/** What was measured while it happened, as many as there are. */
export function EventParameterRows({ form }: { form: EventServerForm }) {
	const { t } = useTranslation('genealogy')
	const list = useFieldArray({ control: form.control, name: 'parameters' })
	return (
		<Card title={t('fact.parameters')} sub={t('form.parametersHint')}>
			<div className="space-y-3">
				{list.fields.map((row, index) => {
					const place = `parameters.${index}` as const
					return (
						<div key={row.id} className="grid grid-cols-1 items-start gap-2 desk:grid-cols-[2fr_1fr_1fr_auto]">
							<Field {...form.field(`${place}.name`)} label={t('form.parameterName')}>
								<TextInput autoComplete="off" {...form.register(`${place}.name`)} />
							</Field>
							<Field {...form.field(`${place}.value`)} label={t('form.parameterValue')}>
								<TextInput autoComplete="off" {...form.register(`${place}.value`)} />
							</Field>
							<Field {...form.field(`${place}.unit`)} label={t('form.parameterUnit')}>
								<TextInput autoComplete="off" {...form.register(`${place}.unit`)} />
							</Field>
							<IconButton
								icon={X}
								variant="ghost"
								className="desk:mt-6"
								label={t('form.removeParameter', { number: index + 1 })}
								onClick={() => list.remove(index)}
							/>
						</div>
					)
				})}
				<Button size="sm" icon={Plus} onClick={() => list.append({ name: '', value: '', unit: '' })}>
					{t('form.addParameter')}
				</Button>
			</div>
		</Card>
	)
}
