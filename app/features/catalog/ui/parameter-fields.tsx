import { Plus, Trash2 } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'
import type { RevisionFormControl } from './revision-form.tsx'

const EMPTY = {
	key: '',
	nameEn: '',
	nameZh: '',
	step: '',
	unit: '',
	target: '',
	minimum: '',
	maximum: '',
	required: true,
}

/** What is measured while the revision is made, and between which limits. */
export function ParameterFields({ form }: { form: RevisionFormControl }) {
	const { t } = useTranslation('catalog')
	const list = useFieldArray({ control: form.control, name: 'parameters' })
	return (
		<CardSection
			title={t('parameter.title')}
			actions={
				<Button size="sm" icon={Plus} onClick={() => list.append(EMPTY)}>
					{t('parameter.add')}
				</Button>
			}
		>
			<p className="mb-3 text-12 text-text-3">{list.fields.length > 0 ? t('parameter.hint') : t('parameter.none')}</p>
			<ol className="flex flex-col gap-3">
				{list.fields.map((field, index) => {
					const name = `parameters.${index}` as const
					return (
						<li
							key={field.id}
							className="grid items-start gap-3 not-first:border-t not-first:border-line not-first:pt-3 desk:grid-cols-4"
						>
							<Field {...form.field(`${name}.key`)} label={t('parameter.key')} required>
								<TextInput mono {...form.register(`${name}.key`)} />
							</Field>
							<Field {...form.field(`${name}.nameEn`)} label={t('parameter.nameEn')} required>
								<TextInput lang="en" {...form.register(`${name}.nameEn`)} />
							</Field>
							<Field {...form.field(`${name}.nameZh`)} label={t('parameter.nameZh')} required>
								<TextInput lang="zh-CN" {...form.register(`${name}.nameZh`)} />
							</Field>
							<Field {...form.field(`${name}.step`)} label={t('parameter.step')}>
								<TextInput {...form.register(`${name}.step`)} />
							</Field>
							<Field {...form.field(`${name}.minimum`)} label={t('parameter.minimum')}>
								<TextInput inputMode="decimal" className="num" {...form.register(`${name}.minimum`)} />
							</Field>
							<Field {...form.field(`${name}.target`)} label={t('parameter.target')}>
								<TextInput inputMode="decimal" className="num" {...form.register(`${name}.target`)} />
							</Field>
							<Field {...form.field(`${name}.maximum`)} label={t('parameter.maximum')}>
								<TextInput inputMode="decimal" className="num" {...form.register(`${name}.maximum`)} />
							</Field>
							<Field {...form.field(`${name}.unit`)} label={t('parameter.unit')}>
								<TextInput {...form.register(`${name}.unit`)} />
							</Field>
							<div className="flex items-center gap-3 desk:col-span-4">
								<Checkbox label={t('parameter.required')} {...form.register(`${name}.required`)} />
								<IconButton
									icon={Trash2}
									variant="ghost"
									label={t('parameter.remove', { number: index + 1 })}
									onClick={() => list.remove(index)}
								/>
							</div>
						</li>
					)
				})}
			</ol>
		</CardSection>
	)
}
