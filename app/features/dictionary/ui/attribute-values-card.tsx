import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { AttributeValue } from '../attribute.model.ts'
import type { ShownAttribute } from '../record-attributes.queries.server.ts'
import { AttributeValueText } from './attribute-value-text.tsx'

type Props = { rows: readonly { attribute: ShownAttribute; value: AttributeValue }[] }

/** What the data dictionary knows of a record, as its page shows it; nothing where it has no values. */
export function AttributeValuesCard({ rows }: Props) {
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	if (rows.length === 0) return null
	return (
		<Card title={t('record.title')}>
			<KeyValue
				entries={rows.map(({ attribute, value }) => ({
					label: say(attribute.label),
					value: <AttributeValueText attribute={attribute} value={value} />,
				}))}
			/>
		</Card>
	)
}
