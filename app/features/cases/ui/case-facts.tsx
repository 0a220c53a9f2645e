import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { KeyValue, type KeyValueEntry } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { CasePage } from '../case-page.server.ts'
import { DESCRIPTION_LABELS } from './description-label.ts'
import { DueDay } from './due-day.tsx'

/** What the case is, whose it is, until when, and what was found. */
export function CaseFacts({ page }: { page: CasePage }) {
	const { t } = useTranslation('cases')
	return (
		<Card title={t('page.about')}>
			<KeyValue width="wide" entries={useEntries(page)} />
		</Card>
	)
}

function useEntries({ one, partner }: CasePage): KeyValueEntry[] {
	const { t } = useTranslation('cases')
	const { say, date, dateTime } = useReader()
	const none = <span className="text-text-3">{t('page.none')}</span>
	const text = (value: string | null) => (value ? <span className="whitespace-pre-line">{value}</span> : none)
	const internal: KeyValueEntry[] = [
		{ label: t('field.responsible'), value: one.responsible?.name ?? none },
		{ label: t('field.due'), value: one.dueOn ? <DueDay one={one} /> : none },
		...(one.kind === 'return' || one.kind === 'supplier_onboarding'
			? []
			: [{ label: t(`cause.${one.kind}`), value: text(one.cause) }]),
		...(one.kind === 'supplier_onboarding'
			? []
			: [{ label: t(`conclusion.${one.kind}`), value: text(one.conclusion) }]),
		...(one.kind === 'capa' ? [{ label: t('field.effectivenessCheck'), value: text(one.effectivenessCheck) }] : []),
		...(one.kind === 'capa' || one.kind === 'change'
			? [{ label: t(`effect.${one.kind}`), value: text(one.effectivenessResult) }]
			: []),
		...(one.kind === 'change'
			? [{ label: t('field.effectiveOn'), value: one.effectiveOn ? date(one.effectiveOn) : none }]
			: []),
	]
	return [
		{
			label: t(DESCRIPTION_LABELS[one.kind]),
			value: text(one.description),
		},
		...(one.party && !partner
			? [
					{
						label: t('field.party'),
						value: (
							<>
								<AppLink to={`/parties/${one.party.id}`}>{say(one.party.name)}</AppLink>{' '}
								<span className="mono text-text-3">{one.party.code}</span>
							</>
						),
					},
				]
			: []),
		{ label: t('field.opened'), value: [dateTime(one.openedAt), one.openedBy].filter(Boolean).join(' · ') },
		...(partner
			? one.conclusion
				? [{ label: t(`conclusion.${one.kind}`), value: text(one.conclusion) }]
				: []
			: internal),
		...(one.movedEventId && !partner
			? [
					{
						label: t('field.moved'),
						value: <AppLink to={`/events/${one.movedEventId}`}>{t('page.event')}</AppLink>,
					},
				]
			: []),
		...(one.closedAt
			? [{ label: t('field.settled'), value: [dateTime(one.closedAt), one.closedBy].filter(Boolean).join(' · ') }]
			: []),
	]
}
