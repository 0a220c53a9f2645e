import { useTranslation } from 'react-i18next'
import { initialsOf } from '#app/core/initials.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Stepper } from '#app/ui/data/stepper.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Person } from '#app/ui/status/person.tsx'
import type { RuleSetPage } from '../rule-set-page.server.ts'

const STEPS = ['draft', 'in_review', 'approved', 'active'] as const

/** How far a draft is, by whom, and what its reviewer said. */
export function VersionBar({ page }: { page: RuleSetPage }) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const { shown, active } = page
	const at = shown.status === 'retired' ? STEPS.length : STEPS.findIndex((step) => step === shown.status)
	const isOutdated = shown.number === null && shown.basedOn !== active
	const stateAt = (index: number) => (index < at ? 'done' : index === at ? 'now' : 'next')
	return (
		<>
			<div className="grid items-center gap-4 rounded-3 border border-line bg-surface p-4 wide:grid-cols-[minmax(0,1fr)_auto]">
				<Stepper label={t('page.life')} steps={STEPS.map((step, index) => ({ key: step, label: t(`status.${step}`), state: stateAt(index) }))} />
				<div className="flex flex-wrap gap-6">
					{shown.author && <Person name={shown.author.name} initials={initialsOf(shown.author.name)} detail={t('page.edited', { when: dateTime(shown.updatedAt) })} />}
					{shown.approver && <Person name={shown.approver.name} initials={initialsOf(shown.approver.name)} detail={t('page.approved', { when: shown.approvedAt ? dateTime(shown.approvedAt) : '' })} />}
				</div>
			</div>
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
				<Note tone="quarantine" title={t('page.outdated', { number: active })}>
					{t('page.outdatedText')}
				</Note>
			)}
		</>
	)
}
