import { useTranslation } from 'react-i18next'
import type { SignatureView } from '#app/features/audit/signatures.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { MEANING_TITLES } from '../refusal-messages.ts'
import { SignatureVoid } from './signature-void.tsx'

type Props = {
	signatures: readonly (Omit<SignatureView, 'subjectVersion'> & { about?: string })[]
	/** Said where nobody signed; absent, there is no card then. */
	empty?: string
	/** Beside each what it is about, where they are of several records. */
	withAbout?: boolean
	/** Beside each the beginning of its hash, on paper. */
	withHash?: boolean
}

/** Who signed a record, when, what for and why, and whether it still stands (21 CFR 11.50). Nothing where nobody did. */
export function SignaturesCard({ signatures, empty, withAbout = false, withHash = false }: Props) {
	const { t } = useTranslation('workflow')
	const { say, dateTime } = useReader()
	if (signatures.length === 0 && !empty) return null
	return (
		<Card title={t('signatures.title')} padding="flush">
			<DataTable
				caption={t('signatures.title')}
				rows={signatures}
				rowKey={(signature) => signature.id}
				empty={<p className="p-4 text-text-3">{empty}</p>}
				columns={[
					...(withAbout
						? [
								{
									key: 'about',
									header: t('signatures.about'),
									cell: ({ about }: Props['signatures'][number]) => <span className="mono">{about}</span>,
								},
							]
						: []),
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
								<span className="whitespace-nowrap">
									{Object.hasOwn(MEANING_TITLES, meaning)
										? say(MEANING_TITLES[meaning as keyof typeof MEANING_TITLES])
										: meaning}
								</span>
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
					...(withHash
						? [
								{
									key: 'hash',
									header: 'SHA-256',
									cell: ({ contentHash }: Props['signatures'][number]) => (
										<span className="mono">{contentHash.slice(0, 16)}</span>
									),
								},
							]
						: []),
				]}
			/>
		</Card>
	)
}
