import { useTranslation } from 'react-i18next'
import type { EmergencySummary, VersionSummary } from '#app/platform/definitions/definitions.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { CellSub } from '#app/ui/data/data-table.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { DEFINITION_TONES } from './definition-status.ts'

type Props = {
	version: VersionSummary
	/** When the page was read, by which a second approval is overdue or not. */
	asOf: string
}

/** The status of a version, and when a scheduled one comes into force. */
export function VersionStatus({ version }: Pick<Props, 'version'>) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const { status, effectiveFrom } = version
	return (
		<>
			<StatusText tone={DEFINITION_TONES[status]} label={t(`status.${status}`)} />
			{status === 'scheduled' && effectiveFrom && (
				<CellSub>{t('life.scheduled', { when: dateTime(effectiveFrom) })}</CellSub>
			)}
		</>
	)
}

/** What is special about how a version came into force: its pilot, an emergency; null where nothing is. */
export function VersionStanding({ version, asOf }: Props) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const { emergency, pilot } = version
	return (
		<div>
			{pilot && (
				<span className="block text-12">
					{pilot.endedAt
						? t(`history.pilot-${pilot.end ?? 'withdrawn'}`, { when: dateTime(pilot.endedAt) })
						: t('history.pilotSince', { when: dateTime(pilot.begunAt), who: pilot.begunBy ?? '–' })}
				</span>
			)}
			{emergency && <EmergencyBadge version={version} emergency={emergency} isLate={emergency.dueAt <= asOf} />}
		</div>
	)
}

type BadgeProps = { version: VersionSummary; emergency: EmergencySummary; isLate: boolean }

function EmergencyBadge({ version, emergency, isLate }: BadgeProps) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const { verdict, decidedBy, decidedAt, dueAt } = emergency
	const state = verdict ?? (isLate ? 'late' : 'waiting')
	const tone = { confirmed: 'released', rejected: 'rejected', late: 'rejected', waiting: 'hold' } as const
	return (
		<div>
			<StatusText tone={tone[state]} label={t('history.emergency')} />
			<CellSub>
				{t('history.emergencyBy', {
					who: version.author?.name ?? '–',
					when: version.publishedAt ? dateTime(version.publishedAt) : '–',
				})}
			</CellSub>
			<CellSub>
				<span className={state === 'late' ? 'font-medium text-rejected-fg' : undefined}>
					{verdict
						? t(`history.emergency-${verdict}`, { who: decidedBy ?? '–', when: decidedAt ? dateTime(decidedAt) : '–' })
						: t(`history.emergency-${isLate ? 'late' : 'waiting'}`, { when: dateTime(dueAt) })}
				</span>
			</CellSub>
		</div>
	)
}
