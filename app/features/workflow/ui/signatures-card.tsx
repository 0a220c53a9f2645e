import { useTranslation } from 'react-i18next'
import type { SignatureView } from '#app/features/audit/audit.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { MEANING_TITLES } from '../refusal-messages.ts'
import { SignatureVoid } from './signature-void.tsx'

type Props = { signatures: readonly Omit<SignatureView, 'subjectVersion'>[] }

/** Who signed a record, when, what for and why, and whether it still stands (21 CFR 11.50). Nothing where nobody did. */
export function SignaturesCard({ signatures }: Props) {
	const { t } = useTranslation('workflow')
	const { say, dateTime } = useReader()
	if (signatures.length === 0) return null
	return (
		<Card title={t('signatures.title')} padding="flush">
			<DataTable
				caption={t('signatures.title')}
				rows={signatures}
				rowKey={(signature) => signature.id}
				columns={[
					{
						key: 'name',
						header: t('signatures.name'),
						role: 'key',
						cell: ({ printedName: who, inNameOf: name }) => (name ? t('record.inNameOf', { who, name }) : who),
					},
					{
						key: 'meaning',
						header: t('signatures.meaning'),
						cell: ({ meaning, standing }) => (
							<>
								{Object.hasOwn(MEANING_TITLES, meaning)
									? say(MEANING_TITLES[meaning as keyof typeof MEANING_TITLES])
									: meaning}
								<SignatureVoid standing={standing} />
							</>
						),
					},
					{
						key: 'reason',
						header: t('signatures.reason'),
						cell: (signature) => <span className="wrap-anywhere">{signature.reason}</span>,
					},
					{ key: 'at', header: t('signatures.at'), cell: (signature) => dateTime(signature.signedAt) },
				]}
			/>
		</Card>
	)
}
