import { useTranslation } from 'react-i18next'
import type { Attribute } from '#app/features/dictionary/attribute.model.ts'
import { AttributeControl } from '#app/features/dictionary/ui/attribute-control.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { EventServerForm } from './event-form.tsx'

type Props = { form: EventServerForm; index: number; attributes: readonly Attribute[] }

/** What is known of a lot that an event makes: its revision and line, the dates of its label, and its attributes. */
export function NewLotFields({ form, index, attributes }: Props) {
	const { t } = useTranslation('genealogy')
	const place = `outputs.${index}` as const
	const required = attributes.filter((attribute) => attribute.requiredAt === 'registration')
	const others = attributes.filter((attribute) => attribute.requiredAt !== 'registration')
	return (
		<div className="rounded-2 border border-line bg-surface-2 px-3 py-3">
			<FieldGrid>
				<Field {...form.field(`${place}.revision`)} label={t('form.revision')}>
					<TextInput mono autoComplete="off" {...form.register(`${place}.revision`)} />
				</Field>
				<Field {...form.field(`${place}.line`)} label={t('form.line')} hint={t('form.lineHint')}>
					<TextInput mono autoComplete="off" {...form.register(`${place}.line`)} />
				</Field>
				<Field {...form.field(`${place}.manufacturedOn`)} label={t('form.madeOn')}>
					<DateInput {...form.register(`${place}.manufacturedOn`)} />
				</Field>
				<Field {...form.field(`${place}.expiresOn`)} label={t('form.expiresOn')} hint={t('form.expiresHint')}>
					<DateInput {...form.register(`${place}.expiresOn`)} />
				</Field>
				<AttributeFields form={form} index={index} attributes={required} />
			</FieldGrid>
			{others.length > 0 && (
				<details className="mt-3">
					<summary className="min-h-6 cursor-pointer text-12 text-accent">{t('form.moreOfLot')}</summary>
					<div className="mt-3">
						<FieldGrid>
							<AttributeFields form={form} index={index} attributes={others} />
						</FieldGrid>
					</div>
				</details>
			)}
		</div>
	)
}

function AttributeFields({ form, index, attributes }: Props) {
	const { say } = useReader()
	return attributes.map((attribute) => {
		const name = `outputs.${index}.attributes.${attribute.key}` as const
		return (
			<Field
				key={attribute.id}
				{...form.field(name)}
				label={say(attribute.label)}
				hint={attribute.help ? say(attribute.help) : undefined}
				full={attribute.type === 'multi'}
			>
				<AttributeControl
					attribute={attribute}
					name={name}
					value={form.watch(name) ?? ''}
					onChange={(value) => form.setValue(name, value, { shouldDirty: true })}
				/>
			</Field>
		)
	})
}
