import { useTranslation } from 'react-i18next'
import { AT_ONCE, appliesTo } from '#app/features/dictionary/attribute.model.ts'
import { AttributeControl } from '#app/features/dictionary/ui/attribute-control.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { RegisterItem, RegisterOptions } from '../register-options.queries.server.ts'
import type { RegisterForm } from './use-register-form.ts'

type Props = {
	form: RegisterForm
	attributes: NonNullable<RegisterOptions['attributes']>
	item: RegisterItem | undefined
}

/** What the data dictionary asks of a lot of the chosen item. */
export function AttributesSection({ form, attributes, item }: Props) {
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const shown = attributes.filter((attribute) => appliesTo(attribute, item?.kind ?? null))
	if (shown.length === 0) return null
	return (
		<Card title={t('register.attributes')} sub={t('register.attributesSub')}>
			<FieldGrid>
				{shown.map((attribute) => {
					const name = `dictionary.${attribute.key}` as const
					return (
						<Field
							key={attribute.id}
							{...form.field(name)}
							label={say(attribute.label)}
							hint={attribute.help ? say(attribute.help) : undefined}
							required={attribute.requiredAt === AT_ONCE}
							full={attribute.type === 'multi'}
							aside={
								attribute.before ? <Tag>{t('register.later.state', { state: say(attribute.before) })}</Tag> : undefined
							}
						>
							<AttributeControl
								attribute={attribute}
								name={name}
								value={form.watch(name) ?? ''}
								onChange={(value) => form.setValue(name, value, { shouldDirty: true, shouldValidate: true })}
							/>
						</Field>
					)
				})}
			</FieldGrid>
		</Card>
	)
}
