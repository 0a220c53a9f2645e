import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Watch } from '../pilot-figures.queries.server.ts'
import type { RuleSetPage } from '../rule-set-page.server.ts'
import type { LifeStepName } from './life-dialogs.tsx'

type Props = { page: RuleSetPage; onStep: (step: LifeStepName) => void }

/** What a reader has to know of where this rule set stands: versions that do not load, a schedule, an emergency, a pilot. */
export function LifeNotes({ page, onStep }: Props) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const ability = useAbility()
	const { shown, versions, key } = page
	const piloted = versions.find((version) => version.status === 'pilot' && version.id !== shown.id)
	const open = versions.find((version) => version.emergency && !version.emergency.verdict && version.id !== shown.id)
	return (
		<>
			{page.broken.map((version) => (
				<Note key={version.id} tone="rejected" role="alert" title={t('life.broken', { number: version.number ?? 0 })}>
					{t('life.brokenText', { why: version.why })}
				</Note>
			))}
			{page.active === null && shown.number !== null && <Note tone="hold" title={t('life.noActive')} />}
			{shown.status === 'scheduled' && shown.effectiveFrom && (
				<Note
					tone="waiting"
					title={t('life.scheduled', { when: dateTime(shown.effectiveFrom) })}
					actions={
						ability.can('publish', 'RuleSet') && (
							<Button onClick={() => onStep('unschedule')}>{t('life.unschedule.open')}</Button>
						)
					}
				/>
			)}
			<EmergencyNote page={page} onStep={onStep} />
			{open && (
				<Note
					tone="hold"
					title={t('life.emergencyOpen', { number: open.number ?? 0 })}
					actions={<AppLink to={`/rules/${key}?version=${open.number}`}>{t('life.look')}</AppLink>}
				/>
			)}
			{piloted && (
				<Note
					tone="waiting"
					title={t('life.pilotRuns', { number: piloted.number ?? 0 })}
					actions={<AppLink to={`/rules/${key}?version=${piloted.number}`}>{t('life.look')}</AppLink>}
				/>
			)}
			<PilotCard page={page} onStep={onStep} />
		</>
	)
}

function EmergencyNote({ page, onStep }: Props) {
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
				ability.can('approve', 'RuleSet') && (
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

function PilotCard({ page, onStep }: Props) {
	const { t } = useTranslation('rules')
	const { say, number, percent, dateTime } = useReader()
	const ability = useAbility()
	const { pilot, shown } = page
	if (!pilot || !shown.pilot) return null
	const { figures, places } = pilot
	const runs = shown.status === 'pilot'
	const own = page.isOwn ? t('page.ownDraft') : undefined
	const rows: { key: string; label: string; watch: Watch | null }[] = [
		{ key: 'pilot', label: t('life.figures.pilot', { number: shown.number ?? 0 }), watch: figures.pilot },
		{ key: 'before', label: t('life.figures.before', { days: figures.beforeDays }), watch: figures.before },
		{ key: 'elsewhere', label: t('life.figures.elsewhere'), watch: figures.elsewhere },
	]
	const share = (watch: Watch | null, count: (found: Watch) => number) =>
		watch && watch.decisions > 0 ? `${percent(count(watch) / watch.decisions, 1)} (${number(count(watch))})` : '–'
	return (
		<Card
			title={t(runs ? 'life.pilotOn' : 'life.pilotWas', { since: dateTime(shown.pilot.begunAt) })}
			sub={[...places.sites.map(say), ...places.skus].join(', ')}
			padding="flush"
			actions={
				runs &&
				ability.can('publish', 'RuleSet') && (
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
			<DataTable
				caption={t('life.figures.title')}
				rows={rows}
				rowKey={(row) => row.key}
				columns={[
					{ key: 'label', header: t('life.figures.on'), role: 'key', cell: (row) => row.label },
					{ key: 'count', header: t('life.figures.decisions'), cell: (row) => number(row.watch?.decisions ?? 0) },
					{ key: 'block', header: t('life.figures.block'), cell: (row) => share(row.watch, (w) => w.blocked) },
					{ key: 'unknown', header: t('life.figures.unknown'), cell: (row) => share(row.watch, (w) => w.unknown) },
					{ key: 'warn', header: t('life.figures.warn'), cell: (row) => share(row.watch, (w) => w.warned) },
				]}
			/>
		</Card>
	)
}
