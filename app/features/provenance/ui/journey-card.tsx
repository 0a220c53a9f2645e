import { Check, Factory, Package, RotateCcw, Truck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCountry } from '#app/platform/i18n/use-country.ts'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { SafeStep } from '../provenance.model.ts'
import type { Provenance } from '../read-provenance.server.ts'
import { STEP_TONES } from './verdict-look.ts'

const STEP_ICONS: Partial<Record<SafeStep, typeof Package>> = {
	received: Package,
	packed: Package,
	'packed-sterilised': Package,
	sterilised: Package,
	released: Check,
	shipped: Truck,
	recalled: RotateCcw,
}

/** What happened to it, newest first, in words that give nothing away. */
export function JourneyCard({ provenance }: { provenance: Provenance }) {
	const { t } = useTranslation('provenance')
	const { say, date } = useTenantReader(undefined)
	const country = useCountry()
	if (provenance.journey.length === 0) return null
	return (
		<Card title={t('journey.title')}>
			<Timeline
				label={t('journey.title')}
				entries={provenance.journey.map(({ step, on, place }) => ({
					key: `${step} ${on} ${place?.city?.en ?? ''}`,
					title: t(`step.${step}`),
					detail: place
						? [place.city ? say(place.city) : null, country(place.country)].filter(Boolean).join(', ')
						: step === 'released'
							? t('journey.releasedDetail')
							: undefined,
					time: date(on),
					dateTime: on,
					icon: STEP_ICONS[step] ?? Factory,
					tone: STEP_TONES[step],
				}))}
			/>
		</Card>
	)
}

/** Where what it is made of comes from. */
export function OriginsCard({ provenance }: { provenance: Provenance }) {
	const { t } = useTranslation('provenance')
	const { say } = useTenantReader(undefined)
	const country = useCountry()
	if (provenance.origins.length === 0) return null
	return (
		<Card title={t('origins.title')} footer={t('origins.note')}>
			<KeyValue
				entries={[
					...Map.groupBy(provenance.origins, ({ kind, item }) => (item ? say(item) : t(`origins.kind.${kind}`))),
				].map(([label, rows]) => ({
					label,
					value: [...new Set(rows.map((row) => (row.country ? country(row.country) : t('origins.noCountry'))))].join(
						', ',
					),
				}))}
			/>
		</Card>
	)
}
