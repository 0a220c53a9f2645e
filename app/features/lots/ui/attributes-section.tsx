import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { AT_ONCE, type Attribute, appliesTo } from '#app/features/dictionary/attribute.model.ts'
import { AttributeControl } from '#app/features/dictionary/ui/attribute-control.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'

type Props = {
	title: string
	/** `before`: the state until which it may follow. */
	attributes: readonly (Attribute & { before?: LocalizedText | null })[]
	/** Of the lot's item; null where none is chosen yet. */
	itemKind: string | null
	fieldOf: (key: string) => { readonly name: string; readonly error: string | undefined }
	/** As text, whatever its type. */
	textOf: (key: string) => string
	onChange: (key: string, value: string) => void
}

/** What the data dictionary asks of a lot, as a part of its form. */
export function AttributesSection({ title, attributes, itemKind, fieldOf, textOf, onChange }: Props) {
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const shown = attributes.filter((attribute) => appliesTo(attribute, itemKind))
	if (shown.length === 0) return null
	return (
		<Card title={title} sub={t('register.attributesSub')}>
			<FieldGrid>
				{shown.map((attribute) => {
					const field = fieldOf(attribute.key)
					return (
						<Field
							key={attribute.id}
							{...field}
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
								name={field.name}
								value={textOf(attribute.key)}
								onChange={(value) => onChange(attribute.key, value)}
							/>
						</Field>
					)
				})}
			</FieldGrid>
		</Card>
	)
}
