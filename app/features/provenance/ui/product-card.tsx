import { useTranslation } from 'react-i18next'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Provenance } from '../read-provenance.server.ts'

/** What the product is, as its label says. */
export function ProductCard({ provenance, serial }: { provenance: Provenance; serial: string | null }) {
	const { t } = useTranslation('provenance')
	const { say, date } = useTenantReader(undefined)
	const { item, code, gtin, dates } = provenance
	const mono = (text: string) => <span className="font-mono wrap-anywhere">{text}</span>
	return (
		<Card title={t('product.title')}>
			<KeyValue
				entries={[
					{ label: t('product.name'), value: <strong className="font-semibold">{say(item.name)}</strong> },
					...(item.brand ? [{ label: t('product.brand'), value: item.brand }] : []),
					{ label: t('product.lot'), value: mono(code) },
					...(serial ? [{ label: t('product.serial'), value: mono(serial) }] : []),
					...(dates.manufacturedOn ? [{ label: t('product.madeOn'), value: date(dates.manufacturedOn) }] : []),
					...(dates.expiresOn ? [{ label: t('product.expiresOn'), value: date(dates.expiresOn) }] : []),
					...provenance.attributes.map(({ label, value }) => ({ label: say(label), value: say(value) })),
					...(gtin ? [{ label: t('product.gtin'), value: mono(gtin) }] : []),
					...(item.description ? [{ label: t('product.description'), value: say(item.description) }] : []),
				]}
			/>
			{serial && <p className="mt-3 text-12 text-text-3">{t('product.serialNote')}</p>}
		</Card>
	)
}

/** The recall that the lot is in. */
export function RecallCard({ provenance, timeZone }: { provenance: Provenance; timeZone: string }) {
	const { t } = useTranslation('provenance')
	const { date } = useTenantReader(timeZone)
	const { recall } = provenance
	if (!recall) return null
	return (
		<Card title={t('recall.title')}>
			<KeyValue
				entries={[
					{ label: t('recall.number'), value: <span className="font-mono">{recall.number}</span> },
					{ label: t('recall.class'), value: t(`recall.class${recall.recallClass}`) },
					...(recall.since ? [{ label: t('recall.since'), value: date(recall.since) }] : []),
					{ label: t('recall.state'), value: t(recall.over ? 'recall.over' : 'recall.open') },
				]}
			/>
		</Card>
	)
}
