import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { LifeStepName } from './life-dialogs.tsx'
import { LIFE_KINDS, type LifeKind, type LifePage } from './life-page.ts'

type Props = {
	kind: LifeKind
	page: LifePage
	/** What a pilot is watched by. */
	figures: ReactNode
	onStep: (step: LifeStepName) => void
}

/** What a reader has to know of where a rule set or workflow stands: versions that do not load, a schedule, an emergency, a pilot. */
export function LifeNotes({ kind, page, figures, onStep }: Props) {
	const { t } = useTranslation(['rules', 'workflow'])
	const { dateTime } = useReader()
	const ability = useAbility()
	const { shown, versions, key } = page
	const { pages } = LIFE_KINDS[kind]
	const piloted = versions.find((version) => version.status === 'pilot' && version.id !== shown.id)
	const open = versions.find((version) => version.emergency && !version.emergency.verdict && version.id !== shown.id)
	return (
		<div className="mb-4 flex flex-col gap-3 empty:hidden">
			{page.broken.map((version) => (
				<Note key={version.id} tone="rejected" role="alert" title={t('life.broken', { number: version.number ?? 0 })}>
					{t(kind === 'workflow' ? 'workflow:lifeBroken' : 'life.brokenText', { why: version.why })}
				</Note>
			))}
			{kind === 'rules' && page.active === null && shown.number !== null && (
				<Note tone="hold" title={t('life.noActive')} />
			)}
			{shown.status === 'scheduled' && shown.effectiveFrom && (
				<Note
					tone="waiting"
					title={t('life.scheduled', { when: dateTime(shown.effectiveFrom) })}
					actions={
						ability.can('publish', LIFE_KINDS[kind].subject) && (
							<Button onClick={() => onStep('unschedule')}>{t('life.unschedule.open')}</Button>
						)
					}
				/>
			)}
			<EmergencyNote kind={kind} page={page} onStep={onStep} />
			{open && (
				<Note
					tone="hold"
					title={t('life.emergencyOpen', { number: open.number ?? 0 })}
					actions={<AppLink to={`${pages}/${key}?version=${open.number}`}>{t('life.look')}</AppLink>}
				/>
			)}
			{piloted && (
				<Note
					tone="waiting"
					title={t('life.pilotRuns', { number: piloted.number ?? 0 })}
					actions={<AppLink to={`${pages}/${key}?version=${piloted.number}`}>{t('life.look')}</AppLink>}
				/>
			)}
			<PilotCard kind={kind} page={page} figures={figures} onStep={onStep} />
		</div>
	)
}

function EmergencyNote({ kind, page, onStep }: Omit<Props, 'figures'>) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const ability = useAbility()
	const { emergency, author } = page.shown
	if (!emergency) return null
	if (emergency.verdict)
		return (
			<Note
				tone={emergency.verdict === 'confirmed' ? 'released' : 'rejected'}
				title={t(`life.emergency-${emergency.verdict}`, {
					who: emergency.decidedBy ?? '–',
					when: emergency.decidedAt ? dateTime(emergency.decidedAt) : '',
				})}
			>
				{emergency.reason}
				{emergency.verdictReason && ` · ${emergency.verdictReason}`}
				{emergency.rolledBackTo !== null && ` · ${t('life.rolledBack', { number: emergency.rolledBackTo })}`}
			</Note>
		)
	const own = page.isOwn ? t('page.ownDraft') : undefined
	return (
		<Note
			tone={page.emergencyLate ? 'rejected' : 'hold'}
			role={page.emergencyLate ? 'alert' : undefined}
			title={t(page.emergencyLate ? 'life.emergencyLate' : 'life.emergencyWaits', {
				when: dateTime(emergency.dueAt),
				who: author?.name ?? '–',
			})}
			actions={
				ability.can('approve', LIFE_KINDS[kind].subject) && (
					<>
						<Button refusedBecause={own} onClick={() => onStep('reject')}>
							{t('life.reject.open')}
						</Button>
						<Button variant="primary" refusedBecause={own} onClick={() => onStep('confirm')}>
							{t('life.confirm.open')}
						</Button>
					</>
				)
			}
		>
			{t('emergency.reason')}: {emergency.reason}
		</Note>
	)
}

function PilotCard({ kind, page, figures, onStep }: Props) {
	const { t } = useTranslation('rules')
	const { say, dateTime } = useReader()
	const ability = useAbility()
	const { pilot, shown } = page
	if (!pilot || !shown.pilot) return null
	const where = [...pilot.places.sites.map(say), ...pilot.places.skus].join(', ')
	const runs = shown.status === 'pilot'
	const own = page.isOwn ? t('page.ownDraft') : undefined
	return (
		<Card
			title={t(runs ? 'life.pilotOn' : 'life.pilotWas', { since: dateTime(shown.pilot.begunAt) })}
			sub={where}
			padding="flush"
			actions={
				runs &&
				ability.can('publish', LIFE_KINDS[kind].subject) && (
					<div className="flex flex-wrap gap-2">
						<Button onClick={() => onStep('withdraw-pilot')}>{t('life.withdraw-pilot.open')}</Button>
						<Button refusedBecause={own} onClick={() => onStep('widen')}>
							{t('life.widen.open')}
						</Button>
						<Button variant="primary" refusedBecause={own} onClick={() => onStep('widen-all')}>
							{t('life.widen-all.open')}
						</Button>
					</div>
				)
			}
		>
			<p className="px-4 pt-3 text-12 text-text-3 desk:hidden">{where}</p>
			{figures}
		</Card>
	)
}
