import {
	CircleCheckBig,
	ClipboardCheck,
	Combine,
	Eraser,
	Factory,
	FilePlus2,
	FlaskConical,
	type LucideIcon,
	OctagonPause,
	Package,
	PackageCheck,
	PackageOpen,
	PackageX,
	Replace,
	RotateCcw,
	Scale,
	Split,
	Tag,
	Trash2,
	Truck,
	Undo2,
	Unlink,
	Wrench,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EventKind } from '#app/features/genealogy/genealogy.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { LotInside } from './lot-page-data.ts'

const LOOKS: Record<EventKind, { icon: LucideIcon; tone?: Tone }> = {
	register: { icon: FilePlus2 },
	receive: { icon: PackageCheck },
	produce: { icon: Factory },
	consume: { icon: FlaskConical },
	split: { icon: Split },
	merge: { icon: Combine },
	rework: { icon: Wrench },
	relabel: { icon: Tag },
	repack: { icon: PackageOpen },
	change: { icon: Replace },
	pack: { icon: Package },
	unpack: { icon: PackageX },
	ship: { icon: Truck, tone: 'shipped' },
	return: { icon: Undo2 },
	destroy: { icon: Trash2, tone: 'rejected' },
	adjust: { icon: Scale },
	inspect: { icon: ClipboardCheck },
	hold: { icon: OctagonPause, tone: 'hold' },
	release: { icon: CircleCheckBig, tone: 'released' },
	recall: { icon: RotateCcw, tone: 'recalled' },
	correct: { icon: Eraser, tone: 'waiting' },
}

type Props = {
	events: LotInside['events']
	/** How many there are, whether they are here or not. */
	count: number
	shown?: number
	moreTo: string
	className?: string
}

/** What happened to the lot, newest first. */
export function LotEvents({ events, count, shown, moreTo, className }: Props) {
	const { t } = useTranslation('lots')
	const { dateTime, quantityAsGiven, say } = useReader()
	const more = count > Math.min(events.length, shown ?? events.length)
	return (
		<Card
			title={t('events.title')}
			{...(className ? { className } : {})}
			{...(more ? { actions: <AppLink to={moreTo}>{t('events.all', { count })}</AppLink> } : {})}
		>
			{events.length === 0 ? (
				<p className="text-text-3">{t('events.none')}</p>
			) : (
				<Timeline
					label={t('events.title')}
					entries={events.slice(0, shown).map((event) => ({
						key: event.id,
						title: (
							<AppLink to={`/events/${event.id}`} className="inline-flex min-h-6 items-center text-text">
								{event.reconstructed
									? t('events.reconstructed', { kind: t(`link.${event.kind}`, { defaultValue: event.kind }) })
									: t(`event.${event.kind}.${event.role}`, { quantity: quantityAsGiven(event.quantity, event.given) })}
							</AppLink>
						),
						detail: (
							<>
								<EventOthers event={event} full={shown === undefined} />
								{[event.equipment, event.step, event.site ? say(event.site) : null, event.reference, event.actorName]
									.filter(Boolean)
									.join(' · ')}
								{event.note && <span className="block">{event.note}</span>}
							</>
						),
						time: dateTime(event.eventTime),
						dateTime: event.eventTime,
						...LOOKS[event.kind],
						...(event.reconstructed ? { icon: Unlink } : {}),
					}))}
				/>
			)}
		</Card>
	)
}

function EventOthers({ event, full }: { event: LotInside['events'][number]; full: boolean }) {
	const { t } = useTranslation('lots')
	const known = event.others.filter((other) => event.reconstructed || other.role !== event.role)
	const others = known.slice(0, full ? 20 : 3)
	if (others.length === 0) return null
	const all = [...new Map(known.map(({ role, ofRole }) => [role, ofRole])).values()].reduce((sum, one) => sum + one, 0)
	return (
		<span className="block">
			{t(event.role === 'input' ? 'events.into' : 'events.from')}{' '}
			{others.map((other, index) => (
				<span key={`${other.id} ${other.role}`}>
					{index > 0 && ', '}
					<AppLink to={`/lots/${other.id}`} className="mono">
						{other.code}
					</AppLink>
				</span>
			))}
			{all > others.length && (
				<>
					{' '}
					<AppLink to={`/events/${event.id}`}>{t('events.moreOthers', { count: all - others.length })}</AppLink>
				</>
			)}
		</span>
	)
}
