import { useTranslation } from 'react-i18next'
import { Stepper } from '#app/ui/data/stepper.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import type { RuleSetPage } from '../rule-set-page.server.ts'
import { OthersDraft } from './others-draft.tsx'
import { LastReplayNote } from './replay/last-replay-note.tsx'

const STEPS = ['draft', 'in_review', 'approved', 'scheduled', 'active'] as const

/** How far a draft is, what its author and its reviewer said, and whether it is still up to date. */
export function VersionBar({ page }: { page: RuleSetPage }) {
	const { t } = useTranslation('rules')
	const { shown, active } = page
	const at = (STEPS as readonly string[]).indexOf(shown.status)
	const isOutdated = shown.number === null && active !== null && shown.basedOn !== active
	const stateAt = (index: number) => (index < at ? 'done' : index === at ? 'now' : 'next')
	return (
		<>
			{shown.number === null && (
				<Stepper
					label={t('page.life')}
					steps={STEPS.map((step, index) => ({ key: step, label: t(`status.${step}`), state: stateAt(index) }))}
				/>
			)}
			{shown.number === null && <LastReplayNote ruleKey={page.key} draft={shown} replay={page.replay} />}
			<OthersDraft kind="RuleSet" page={page} />
			{shown.status === 'draft' && shown.approvalNote && (
				<Note tone="hold" title={t('page.sentBack')}>
					{shown.approvalNote}
				</Note>
			)}
			{shown.status === 'in_review' && shown.note && (
				<Note tone="waiting" title={t('page.noteOf', { who: shown.author?.name ?? '–' })}>
					{shown.note}
				</Note>
			)}
			{isOutdated && (
				<Note tone="quarantine" title={t('page.outdated', { number: active ?? 0 })}>
					{t('page.outdatedText')}
				</Note>
			)}
		</>
	)
}
