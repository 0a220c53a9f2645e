import {
	CalendarClock,
	Check,
	CirclePlay,
	Download,
	FileUp,
	FlaskConical,
	RotateCcw,
	Send,
	Siren,
	Trash2,
	Undo2,
} from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DEFINITION_TONES } from '#app/features/rules/ui/definition-status.ts'
import { FileInput } from '#app/features/rules/ui/file-input.tsx'
import { LifeDialog, type LifeStepName } from '#app/features/rules/ui/life-dialogs.tsx'
import { LifeNotes } from '#app/features/rules/ui/life-notes.tsx'
import { type Step, StepDialog } from '#app/features/rules/ui/step-dialog.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Menu, type MenuEntry } from '#app/ui/actions/menu.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'
import { PilotRecordsTable } from './pilot-records-table.tsx'

type Props = {
	page: WorkflowPage
	/** The version of the draft's row that a step expects: the last that was saved here. */
	version: number
	title: string
	/** Why it cannot be submitted now; absent when it can. */
	notReady: string | undefined
	onImport: (text: string) => void
	children?: ReactNode
}

/** What is looked at, where it stands, and the steps that may be taken with it. */
export function WorkflowHead({ page, version, title, notReady, onImport, children }: Props) {
	const { t } = useTranslation(['workflow', 'rules'])
	const { number, dateTime } = useReader()
	const ability = useAbility()
	const [step, setStep] = useState<Step | null>(null)
	const [life, setLife] = useState<LifeStepName | null>(null)
	const file = useRef<HTMLInputElement>(null)
	const { shown, active, key, counts } = page
	const mayEdit = ability.can('create', 'Workflow')
	const status = t(`rules:status.${shown.status}`)
	const label = shown.number === null ? status : t('rules:page.version', { number: shown.number, status })
	const which = shown.number === null ? `draft=${shown.id}` : `version=${shown.number}`
	const running = counts.reduce((sum, row) => sum + row.count, 0)
	const isMine = shown.author !== null && page.isOwn
	const entries: MenuEntry[] = [
		{ label: t('rules:page.export'), icon: Download, to: `/workflows/${key}/export?${which}`, download: true },
		...(mayEdit ? [{ label: t('rules:page.import'), icon: FileUp, onSelect: () => file.current?.click() }] : []),
		...(mayEdit && shown.status === 'retired'
			? [{ label: t('rules:page.rollBack'), icon: RotateCcw, onSelect: () => setStep('roll-back') }]
			: []),
		...(ability.can('emergency', 'Workflow') && isMine && (shown.status === 'draft' || shown.status === 'in_review')
			? [{ label: t('rules:life.emergency.open'), icon: Siren, danger: true, onSelect: () => setLife('emergency') }]
			: []),
		...(ability.can('publish', 'Workflow') && !isMine && (shown.status === 'in_review' || shown.status === 'approved')
			? [
					{ label: t('rules:life.schedule.open'), icon: CalendarClock, onSelect: () => setLife('schedule') },
					{ label: t('rules:life.pilot.open'), icon: FlaskConical, onSelect: () => setLife('pilot') },
				]
			: []),
		...(page.isOwn && shown.number === null && shown.status !== 'scheduled'
			? [{ label: t('rules:page.withdraw'), icon: Trash2, danger: true, onSelect: () => setStep('withdraw') }]
			: []),
	]
	return (
		<>
			<PageHead
				crumbs={[{ label: t('list.title'), to: '/workflows' }, { label: title }]}
				title={title}
				status={
					<>
						<StatusChip tone={DEFINITION_TONES[shown.status]} label={label} size="lg" />
						<span className="text-14 text-text-2">
							{active === null
								? t('design.neverPublished')
								: t('design.running', { count: running, shown: number(running) })}
						</span>
					</>
				}
				subtitle={
					shown.author ? t('rules:page.by', { who: shown.author.name, when: dateTime(shown.updatedAt) }) : undefined
				}
				actions={
					<>
						{children}
						<ButtonLink icon={CirclePlay} to={`/workflows/${key}/simulate?${which}`}>
							{t('design.simulate')}
						</ButtonLink>
						<Menu trigger={<Button>{t('rules:page.more')}</Button>} entries={entries} />
						<NextSteps page={page} notReady={notReady} onStep={setStep} />
					</>
				}
			/>
			<FileInput ref={file} label={t('rules:page.import')} onText={onImport} />
			<LifeNotes
				kind="workflow"
				page={page}
				figures={page.pilot && <PilotRecordsTable figures={page.pilot.figures} version={shown.number} />}
				onStep={setLife}
			/>
			{life && (
				<LifeDialog
					kind="workflow"
					step={life}
					page={page}
					version={version}
					title={title}
					onClose={() => setLife(null)}
				/>
			)}
			{step && (
				<StepDialog
					step={step}
					kind="workflow"
					definition={key}
					draft={{ id: shown.id, number: shown.number, version }}
					title={title}
					onClose={() => setStep(null)}
				/>
			)}
		</>
	)
}

type NextProps = { page: WorkflowPage; notReady: string | undefined; onStep: (step: Step) => void }

function NextSteps({ page, notReady, onStep }: NextProps) {
	const { t } = useTranslation(['workflow', 'rules'])
	const ability = useAbility()
	const { shown, isOwn } = page
	if (shown.status === 'draft')
		return (
			<Button
				variant="primary"
				icon={Send}
				refusedBecause={isOwn ? notReady : t('rules:page.notAuthor')}
				onClick={() => onStep('submit')}
			>
				{t('rules:page.submit')}
			</Button>
		)
	if (shown.status !== 'in_review' && shown.status !== 'approved') return null
	if (!ability.can('approve', 'Workflow')) return null
	// A draft without a known author, from a key, may be approved by whoever may approve.
	const refused = shown.author !== null && isOwn ? t('rules:page.ownDraft') : undefined
	return (
		<>
			<Button icon={Undo2} refusedBecause={refused} onClick={() => onStep('send-back')}>
				{t('rules:page.sendBack')}
			</Button>
			<Button variant="primary" icon={Check} refusedBecause={refused} onClick={() => onStep('publish')}>
				{t(shown.status === 'approved' ? 'rules:page.publish' : 'rules:page.approve')}
			</Button>
		</>
	)
}
