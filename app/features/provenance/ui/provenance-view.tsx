import {
	Check,
	Download,
	Factory,
	FileText,
	Mail,
	Package,
	Phone,
	Printer,
	RotateCcw,
	ShieldCheck,
	Truck,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCountry } from '#app/platform/i18n/use-country.ts'
import { useTenantReader } from '#app/platform/i18n/use-tenant-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Verdict } from '#app/ui/layout/verdict.tsx'
import type { SafeStep } from '../provenance.model.ts'
import type { Provenance } from '../read-provenance.server.ts'
import { ContactCard } from './contact-card.tsx'
import { STEP_TONES, VERDICT_TONES } from './verdict-look.ts'

const STEP_ICONS: Partial<Record<SafeStep, typeof Package>> = {
	received: Package,
	packed: Package,
	'packed-sterilised': Package,
	sterilised: Package,
	released: Check,
	shipped: Truck,
	recalled: RotateCcw,
}

type Props = {
	provenance: Provenance
	timeZone: string
	serial?: string | null
	actions?: ReactNode
	children?: ReactNode
}

/** What a lot is and whether it may be used: the answer first, then where it comes from. */
export function ProvenanceView({ provenance, timeZone, serial = null, actions, children }: Props) {
	const recalled = provenance.verdict === 'recalled'
	return (
		<div className="flex flex-col gap-4">
			<VerdictPart provenance={provenance} timeZone={timeZone} actions={actions} />
			{children}
			<div className="grid items-start gap-4 desk:grid-cols-2">
				<Stack>
					<ProductCard provenance={provenance} serial={serial} />
					{recalled && provenance.recall && <RecallCard provenance={provenance} timeZone={timeZone} />}
					<CertificatesCard provenance={provenance} />
					<IntegrityCard provenance={provenance} timeZone={timeZone} />
				</Stack>
				<Stack>
					<JourneyCard provenance={provenance} />
					<OriginsCard provenance={provenance} />
					<ContactCard contact={provenance.contact} code={provenance.code} />
				</Stack>
			</div>
		</div>
	)
}

/** The sentence under the verdict. A recall speaks with the words of the case, where there is one. */
function VerdictPart({ provenance, timeZone, actions }: Props) {
	const { t } = useTranslation('provenance')
	const { say, dateTime, date } = useTenantReader(timeZone)
	const { verdict, recall, contact, dates } = provenance
	const text =
		verdict === 'recalled' && recall
			? say(recall.instructions)
			: t(`verdict.${verdict}.text`, {
					at: dateTime(provenance.checkedAt),
					on: dates.expiresOn ? date(dates.expiresOn) : '',
				})
	return (
		<Verdict
			tone={VERDICT_TONES[verdict]}
			title={t(`verdict.${verdict}.title`)}
			actions={
				<>
					{actions}
					{verdict !== 'released' && contact?.phone && (
						<Button asChild icon={Phone}>
							<a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, '')}`}>{t('contact.call')}</a>
						</Button>
					)}
					{verdict === 'recalled' && contact?.email && (
						<Button asChild icon={Mail}>
							<a href={`mailto:${contact.email}`}>{t('contact.write')}</a>
						</Button>
					)}
				</>
			}
		>
			<p className="whitespace-pre-line">{text}</p>
			{verdict === 'recalled' && (
				<p className="mt-1 text-text-2">{t('checked', { at: dateTime(provenance.checkedAt) })}</p>
			)}
		</Verdict>
	)
}

function ProductCard({ provenance, serial }: Pick<Props, 'provenance' | 'serial'>) {
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
					...(gtin ? [{ label: t('product.gtin'), value: mono(gtin) }] : []),
					...(item.description ? [{ label: t('product.description'), value: say(item.description) }] : []),
				]}
			/>
			{serial && <p className="mt-3 text-12 text-text-3">{t('product.serialNote')}</p>}
		</Card>
	)
}

function RecallCard({ provenance, timeZone }: Props) {
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

function CertificatesCard({ provenance }: Pick<Props, 'provenance'>) {
	const { t } = useTranslation('provenance')
	const { date } = useTenantReader(undefined)
	const { certificates, gtin } = provenance
	if (certificates.length === 0) return null
	return (
		<Card title={t('certificates.title')} padding="flush">
			<ListRows
				label={t('certificates.title')}
				rows={certificates.map((document) => ({
					key: document.id,
					icon: FileText,
					title: document.title,
					detail: [
						t(`certificates.kind.${document.kind}`),
						document.number,
						document.validUntil ? t('certificates.until', { on: date(document.validUntil) }) : null,
					]
						.filter(Boolean)
						.join(' · '),
					aside: gtin ? (
						<a
							href={`/public/${gtin}/documents/${document.id}`}
							download
							aria-label={t('certificates.download', { title: document.title })}
							className="no-print grid size-9 place-items-center pointer-coarse:size-11"
						>
							<Download aria-hidden="true" />
						</a>
					) : undefined,
				}))}
			/>
		</Card>
	)
}

function JourneyCard({ provenance }: Pick<Props, 'provenance'>) {
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

function OriginsCard({ provenance }: Pick<Props, 'provenance'>) {
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

function IntegrityCard({ provenance, timeZone }: Props) {
	const { t } = useTranslation('provenance')
	const { dateTime } = useTenantReader(timeZone)
	const { integrity, checkedAt } = provenance
	return (
		<Card title={t('integrity.title')}>
			<div className="flex gap-3">
				<ShieldCheck aria-hidden="true" className={integrity.verified ? 'text-released-fg' : 'text-text-3'} />
				<p>
					{integrity.verified
						? t('integrity.verified', { count: integrity.entries, at: dateTime(checkedAt) })
						: t('integrity.unverified')}
				</p>
			</div>
			<div className="no-print mt-3 flex flex-wrap gap-2">
				<Button icon={Printer} onClick={() => window.print()}>
					{t('print')}
				</Button>
			</div>
		</Card>
	)
}
