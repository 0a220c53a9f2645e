import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { SharedAttributes } from '../network.model.ts'
import type { SharedLotPage } from '../read-shared-page.server.ts'

/** What another company shows of what its lot is. */
export function SharedFacts({ lot }: { lot: SharedLotPage }) {
	const { attributes } = lot.content
	return (
		<Grid>
			<Facts lot={lot} className={span(attributes ? 6 : 12)} />
			{attributes && <Certificates certificates={attributes.certificates} className={span(6)} />}
		</Grid>
	)
}

function Facts({ lot, className }: { lot: SharedLotPage; className: string }) {
	const { t } = useTranslation('network')
	const { say, date } = useReader()
	const { attributes } = lot.content
	const shown = attributes
		? [
				{ label: t('shared.item'), value: say(attributes.item.name) },
				{ label: t('shared.sku'), value: <span className="mono">{attributes.item.sku}</span> },
				{ label: t('shared.made'), value: attributes.manufacturedOn ? date(attributes.manufacturedOn) : '–' },
				{ label: t('shared.expires'), value: attributes.expiresOn ? date(attributes.expiresOn) : '–' },
				{
					label: t('shared.state'),
					value: <StatusText tone={lot.tone ?? 'draft'} label={say(attributes.status)} />,
				},
			]
		: []
	return (
		<Card title={t('shared.facts')} className={className}>
			<KeyValue
				width="wide"
				entries={[
					{
						label: t('shared.company'),
						value: <AppLink to={`/network/${lot.connectionId}`}>{say(lot.company)}</AppLink>,
					},
					{ label: t('shared.direction'), value: t(`direction.${lot.direction}`) },
					{
						label: t(lot.direction === 'upstream' ? 'shared.ownUp' : 'shared.ownDown'),
						value: lot.ownLot ? (
							<AppLink to={`/lots/${lot.ownLot.id}`} className="mono">
								{lot.ownLot.code}
							</AppLink>
						) : (
							t('lots.notFound')
						),
					},
					...(lot.gtin ? [{ label: t('shared.gtin'), value: <span className="mono">{lot.gtin}</span> }] : []),
					...shown,
					...(attributes?.dictionary ?? []).map(({ label, value }) => ({ label: say(label), value: say(value) })),
				]}
			/>
		</Card>
	)
}

type CertificatesProps = { certificates: SharedAttributes['certificates']; className: string }

function Certificates({ certificates, className }: CertificatesProps) {
	const { t } = useTranslation(['network', 'documents'])
	const { date } = useReader()
	return (
		<Card title={t('shared.certificates')} padding="flush" className={className}>
			{certificates.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('shared.noCertificates')}</p>
			) : (
				<ListRows
					label={t('shared.certificates')}
					rows={certificates.map(({ kind, number, validUntil }, index) => ({
						key: String(index),
						title: t(`documents:kinds.${kind}` as 'documents:kinds.other'),
						detail: [
							number ?? t('shared.noNumber'),
							...(validUntil ? [t('shared.validUntil', { date: date(validUntil) })] : []),
						].join(' · '),
					}))}
				/>
			)}
		</Card>
	)
}
