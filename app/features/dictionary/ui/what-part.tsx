import { Plus, X } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { UNITS } from '#app/core/unit-table.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Field, FieldError, FieldGrid } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { ATTRIBUTE_SUBJECTS, ATTRIBUTE_TYPES, TEXT_FORMATS } from '../attribute.model.ts'
import type { AttributeFormControl } from './attribute-form.tsx'

const NUMBERS: readonly string[] = ['integer', 'decimal', 'quantity']

/** What an attribute is: names, type, and the limits that its type knows. */
export function WhatPart({ form, isNew }: { form: AttributeFormControl; isNew: boolean }) {
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	const type = form.watch('type')
	const limited = NUMBERS.includes(type) || type === 'date'
	return (
		<Card title={t('edit.what')}>
			<FieldGrid>
				<Field {...form.field('labelEn')} label={t('edit.labelEn')} required>
					<TextInput lang="en" {...form.register('labelEn')} />
				</Field>
				<Field {...form.field('labelZh')} label={t('edit.labelZh')} required>
					<TextInput lang="zh-CN" {...form.register('labelZh')} />
				</Field>
				<Field {...form.field('helpEn')} label={t('edit.helpEn')}>
					<TextInput lang="en" {...form.register('helpEn')} />
				</Field>
				<Field {...form.field('helpZh')} label={t('edit.helpZh')}>
					<TextInput lang="zh-CN" {...form.register('helpZh')} />
				</Field>
				<Field {...form.field('subject')} label={t('edit.subject')} hint={isNew ? undefined : t('edit.fixed')} required>
					<Select
						disabled={!isNew}
						options={ATTRIBUTE_SUBJECTS.map((one) => ({ value: one, label: t(`subject.${one}`) }))}
						value={form.watch('subject')}
						onChange={(event) => {
							const chosen = ATTRIBUTE_SUBJECTS.find((one) => one === event.target.value)
							if (chosen) form.setValue('subject', chosen, { shouldDirty: true })
						}}
					/>
				</Field>
				<Field {...form.field('key')} label={t('edit.key')} hint={t(isNew ? 'edit.keyHint' : 'edit.fixed')} required>
					<TextInput mono readOnly={!isNew} autoComplete="off" {...form.register('key')} />
				</Field>
				<Field {...form.field('type')} label={t('edit.type')} hint={isNew ? undefined : t('edit.fixed')} required>
					<Select
						disabled={!isNew}
						options={ATTRIBUTE_TYPES.map((one) => ({ value: one, label: t(`type.${one}`) }))}
						value={type}
						onChange={(event) => {
							const chosen = ATTRIBUTE_TYPES.find((one) => one === event.target.value)
							if (chosen) form.setValue('type', chosen, { shouldDirty: true })
						}}
					/>
				</Field>
				{NUMBERS.includes(type) && (
					<Field {...form.field('unit')} label={t('edit.unit')} required={type === 'quantity'}>
						<Select
							placeholder={t('edit.noUnit')}
							options={UNITS.map((unit) => ({ value: unit.code, label: `${unit.symbol} · ${say(unit.label)}` }))}
							{...form.register('unit')}
						/>
					</Field>
				)}
				{limited && (
					<>
						<Field {...form.field('minimum')} label={t('edit.minimum')}>
							<TextInput inputMode="decimal" {...form.register('minimum')} />
						</Field>
						<Field {...form.field('maximum')} label={t('edit.maximum')}>
							<TextInput inputMode="decimal" {...form.register('maximum')} />
						</Field>
					</>
				)}
				{type === 'text' && (
					<>
						<Field {...form.field('format')} label={t('edit.format')}>
							<Select
								options={TEXT_FORMATS.map((one) => ({ value: one, label: t(`format.${one}`) }))}
								{...form.register('format')}
							/>
						</Field>
						<Field {...form.field('longest')} label={t('edit.longest')}>
							<TextInput inputMode="numeric" {...form.register('longest')} />
						</Field>
					</>
				)}
			</FieldGrid>
			{(type === 'enum' || type === 'multi') && <Choices form={form} />}
		</Card>
	)
}

function Choices({ form }: { form: AttributeFormControl }) {
	const { t } = useTranslation('dictionary')
	const list = useFieldArray({ control: form.control, name: 'choices' })
	const missing = form.field('choices').error
	return (
		<div className="mt-4 flex flex-col gap-3 border-t border-line pt-4">
			<h3 className="font-medium">{t('edit.choices')}</h3>
			{missing && <FieldError>{missing}</FieldError>}
			{list.fields.map((field, index) => {
				const name = `choices.${index}` as const
				return (
					<div
						key={field.id}
						className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)_auto]"
					>
						<Field {...form.field(`${name}.value`)} label={t('edit.choiceValue')} required>
							<TextInput mono {...form.register(`${name}.value`)} />
						</Field>
						<Field {...form.field(`${name}.labelEn`)} label={t('edit.labelEn')} required>
							<TextInput lang="en" {...form.register(`${name}.labelEn`)} />
						</Field>
						<Field {...form.field(`${name}.labelZh`)} label={t('edit.labelZh')} required>
							<TextInput lang="zh-CN" {...form.register(`${name}.labelZh`)} />
						</Field>
						<div className="desk:pt-6">
							<IconButton
								icon={X}
								variant="ghost"
								label={t('edit.choiceRemove', { number: index + 1 })}
								onClick={() => list.remove(index)}
							/>
						</div>
					</div>
				)
			})}
			<div>
				<Button size="sm" icon={Plus} onClick={() => list.append({ value: '', labelEn: '', labelZh: '' })}>
					{t('edit.choiceAdd')}
				</Button>
			</div>
		</div>
	)
}
