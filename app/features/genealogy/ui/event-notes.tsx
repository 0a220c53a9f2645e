import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import type { EventPage } from '../event-page.queries.server.ts'

/** What has to be known before the rest: corrected, a correction, reconstructed, out of balance. */
export function EventNotes({ event }: { event: EventPage }) {
	const { t } = useTranslation('genealogy')
	const { dateTime } = useReader()
	const open = (id: string, label: string) => <ButtonLink to={`/events/${id}`}>{label}</ButtonLink>
	return (
		<div className="mb-4 space-y-3 empty:hidden">
			{event.correctedBy.map((other) => (
				<Note
					key={other.id}
					tone={other.kind === 'correct' ? 'block' : 'warn'}
					title={t(other.kind === 'correct' ? 'note.corrected' : 'note.replaced', {
						who: other.actorName,
						when: dateTime(other.eventTime),
					})}
					actions={open(other.id, t('note.openCorrection'))}
				>
					{other.note}
				</Note>
			))}
			{event.corrects && (
				<Note
					tone="warn"
					title={t(event.kind === 'correct' ? 'note.takesBack' : 'note.replaces', {
						kind: t(`kind.${event.corrects.kind}`),
						when: dateTime(event.corrects.eventTime),
					})}
					actions={open(event.corrects.id, t('note.openWrong'))}
				>
					{event.kind === 'correct' ? event.note : null}
				</Note>
			)}
			{event.reconstructed && (
				<Note tone="waiting" title={t('note.reconstructed')}>
					{t('note.reconstructedText')}
				</Note>
			)}
			{event.balance && !event.balance.within && (
				<Note
					tone="warn"
					title={t('note.outOfBalance', {
						difference: event.balance.differencePercent,
						tolerance: event.balance.tolerancePercent,
					})}
				>
					{t('note.outOfBalanceText')}
				</Note>
			)}
		</div>
	)
}
