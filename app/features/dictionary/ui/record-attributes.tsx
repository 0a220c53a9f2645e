import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'
import { AT_ONCE, type Attribute, type AttributeValues, appliesTo } from '../attribute.model.ts'
import { writeValue } from '../read-value.ts'
import { AttributeControl } from './attribute-control.tsx'

export type RecordAttributesProps = {
	attributes: readonly Attribute[]
	values: AttributeValues
}
type Props = RecordAttributesProps & {
	itemKind?: string | null
	/** What the server said of a field, by its name. */
	errorOf: (name: string) => string | undefined
}

/** What the data dictionary asks of an item, place or partner, as a part of its form. */
export function RecordAttributes({ attributes, values, itemKind = null, errorOf }: Props) {
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	const [typed, setTyped] = useState<Record<string, string>>(() =>
		Object.fromEntries(attributes.map((one) => [one.key, writeValue(one, values[one.key])])),
	)
	const shown = attributes.filter((one) => appliesTo(one, itemKind))
	if (shown.length === 0) return null
	return (
		<CardSection title={t('record.title')}>
			<FieldGrid>
				{shown.map((attribute) => {
					const name = `dictionary.${attribute.key}`
					return (
						<Field
							key={attribute.id}
							name={name}
							error={errorOf(name)}
							label={say(attribute.label)}
							hint={attribute.help ? say(attribute.help) : undefined}
							required={attribute.requiredAt === AT_ONCE}
						>
							<AttributeControl
								attribute={attribute}
								name={name}
								value={typed[attribute.key] ?? ''}
								onChange={(value) => setTyped((before) => ({ ...before, [attribute.key]: value }))}
							/>
						</Field>
					)
				})}
			</FieldGrid>
		</CardSection>
	)
}
