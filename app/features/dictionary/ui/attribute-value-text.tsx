import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Attribute, AttributeValue } from '../attribute.model.ts'

/** A stored value as people read it, by its definition; without one as it stands. */
export function AttributeValueText({
	attribute,
	value,
}: {
	attribute: Pick<Attribute, 'type' | 'unit' | 'choices'> | undefined
	value: AttributeValue
}) {
	const { t } = useTranslation('dictionary')
	const { say, number, date, dateTime, quantity, unit } = useReader()
	if (typeof value === 'boolean') return <>{t(value ? 'control.yes' : 'control.no')}</>
	if (Array.isArray(value)) {
		const words = value.map((one) => {
			const choice = attribute?.choices.find((each) => each.value === one)
			return choice ? say(choice.label) : one
		})
		return <>{words.join(t('list.and'))}</>
	}
	if (typeof value === 'object' && 'unit' in value) return <>{quantity(value)}</>
	const text = String(value)
	switch (attribute?.type) {
		case 'enum': {
			const choice = attribute.choices.find((each) => each.value === text)
			return <>{choice ? say(choice.label) : text}</>
		}
		case 'integer':
		case 'decimal':
			return <>{attribute.unit ? `${number(Number(text))} ${unit(attribute.unit)}` : number(Number(text))}</>
		case 'date':
			return <>{date(text)}</>
		case 'datetime':
			return <>{dateTime(text)}</>
		case 'link':
			return (
				<a href={text} rel="noreferrer noopener nofollow" target="_blank" className="text-accent break-all">
					{text}
				</a>
			)
		default:
			return <>{typeof value === 'number' ? number(value) : text}</>
	}
}
