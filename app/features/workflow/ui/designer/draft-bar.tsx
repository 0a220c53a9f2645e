import { useTranslation } from 'react-i18next'
import { OthersDraft } from '#app/features/rules/ui/others-draft.tsx'
import { Stepper } from '#app/ui/data/stepper.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'

const STEPS = ['draft', 'in_review', 'approved', 'scheduled', 'active'] as const

/** How far a draft is, what its author and its reviewer said, and whether it is still up to date. */
export function DraftBar({ page }: { page: WorkflowPage }) {
	const { t } = useTranslation('rules')
	const { shown, active } = page
	if (shown.number !== null) return null
	const at = (STEPS as readonly string[]).indexOf(shown.status)
	const stateAt = (index: number) => (index < at ? 'done' : index === at ? 'now' : 'next')
	return (
		<>
			<Stepper
				label={t('page.life')}
				steps={STEPS.map((step, index) => ({ key: step, label: t(`status.${step}`), state: stateAt(index) }))}
			/>
			<OthersDraft kind="Workflow" page={page} />
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
			{shown.basedOn !== active && (
				<Note tone="quarantine" title={t('page.outdated', { number: active })}>
					{t('page.outdatedText')}
				</Note>
			)}
		</>
	)
}
