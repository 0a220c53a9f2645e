import {
	Archive,
	CalendarClock,
	Check,
	Download,
	FileUp,
	FlaskConical,
	History,
	RotateCcw,
	Send,
	Siren,
	Trash2,
	Undo2,
} from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Menu, type MenuEntry } from '#app/ui/actions/menu.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { RuleSetPage } from '../rule-set-page.server.ts'
import { DEFINITION_TONES } from './definition-status.ts'
import { FileInput } from './file-input.tsx'
import { LifeDialog, type LifeStepName } from './life-dialogs.tsx'
import { LifeNotes } from './life-notes.tsx'
import { PilotFiguresTable } from './pilot-figures.tsx'
import { LastReplayNote } from './replay/last-replay-note.tsx'
import { type Step, StepDialog } from './step-dialog.tsx'

type Props = {
	page: RuleSetPage
	/** The version of the draft's row that a step expects: the last that was saved here. */
	version: number
	/** Buttons before the others. */
	children?: ReactNode
	/** Why it cannot be submitted now; absent when it can. */
	notReady: string | undefined
	onImport: (text: string) => void
}

/** What is looked at, where it stands, and the steps that may be taken with it. */
export function RuleSetHead({ page, version, notReady, onImport, children }: Props) {
	const { t } = useTranslation('rules')
	const { say, date, dateTime } = useReader()
	const ability = useAbility()
	const [step, setStep] = useState<Step | null>(null)
	const [life, setLife] = useState<LifeStepName | null>(null)
	const file = useRef<HTMLInputElement>(null)
	const { shown, active, key, versions } = page
	const title = say(shown.title)
	const since = versions.find((version) => version.number === active)?.publishedAt
	const mayEdit = ability.can('create', 'RuleSet')
	const isMine = shown.author !== null && page.isOwn
	const label =
		shown.number === null
			? t(`status.${shown.status}`)
			: t('page.version', { number: shown.number, status: t(`status.${shown.status}`) })
	const entries: MenuEntry[] = [
		{
			label: t('replay.go'),
			icon: History,
			to: `/rules/${key}/replay?${shown.number === null ? `draft=${shown.id}` : `version=${shown.number}`}`,
		},
		{
			label: t('page.export'),
			icon: Download,
			to: `/rules/${key}/export?${shown.number === null ? `draft=${shown.id}` : `version=${shown.number}`}`,
			download: true,
		},
		...(mayEdit ? [{ label: t('page.import'), icon: FileUp, onSelect: () => file.current?.click() }] : []),
		...(mayEdit && shown.status === 'retired'
			? [{ label: t('page.rollBack'), icon: RotateCcw, onSelect: () => setStep('roll-back') }]
			: []),
		...(ability.can('emergency', 'RuleSet') && isMine && (shown.status === 'draft' || shown.status === 'in_review')
			? [{ label: t('life.emergency.open'), icon: Siren, danger: true, onSelect: () => setLife('emergency') }]
			: []),
		...(ability.can('publish', 'RuleSet') && !isMine && (shown.status === 'in_review' || shown.status === 'approved')
			? [
					{ label: t('life.schedule.open'), icon: CalendarClock, onSelect: () => setLife('schedule') },
					{ label: t('life.pilot.open'), icon: FlaskConical, onSelect: () => setLife('pilot') },
				]
			: []),
		...(ability.can('publish', 'RuleSet') && shown.status === 'active'
			? [{ label: t('life.retire.open'), icon: Archive, danger: true, onSelect: () => setLife('retire') }]
			: []),
		...(page.isOwn && shown.number === null && shown.status !== 'scheduled'
			? [{ label: t('page.withdraw'), icon: Trash2, danger: true, onSelect: () => setStep('withdraw') }]
			: []),
	]
	return (
		<>
			<PageHead
				crumbs={[{ label: t('list.title'), to: '/rules' }, { label: title }]}
				title={title}
				status={<StatusChip tone={DEFINITION_TONES[shown.status]} label={label} size="lg" />}
				subtitle={since && active !== null ? t('page.active', { number: active, date: date(since) }) : undefined}
				facts={[
					...(shown.author
						? [
								{
									label: t('page.author'),
									value: t('page.by', { who: shown.author.name, when: dateTime(shown.updatedAt) }),
								},
							]
						: []),
					...(shown.approver && shown.approvedAt
						? [
								{
									label: t('history.approver'),
									value: t('page.by', { who: shown.approver.name, when: dateTime(shown.approvedAt) }),
								},
							]
						: []),
				]}
				actions={
					<>
						{children}
						<Menu trigger={<Button>{t('page.more')}</Button>} entries={entries} />
						<NextSteps page={page} notReady={notReady} onStep={setStep} />
					</>
				}
			/>
			<FileInput ref={file} label={t('page.import')} onText={onImport} />
			<LifeNotes
				kind="rules"
				page={page}
				figures={page.pilot && <PilotFiguresTable figures={page.pilot.figures} version={shown.number} />}
				onStep={setLife}
			/>
			{life && (
				<LifeDialog
					kind="rules"
					step={life}
					page={page}
					version={version}
					title={title}
					known={<LastReplayNote ruleKey={key} draft={shown} replay={page.replay} />}
					onClose={() => setLife(null)}
				/>
			)}
			{step && (
				<StepDialog
					step={step}
					kind="rules"
					definition={key}
					draft={{ ...shown, version }}
					title={title}
					known={<LastReplayNote ruleKey={key} draft={shown} replay={page.replay} />}
					onClose={() => setStep(null)}
				/>
			)}
		</>
	)
}

function NextSteps({
	page,
	notReady,
	onStep,
}: {
	page: RuleSetPage
	notReady: string | undefined
	onStep: (step: Step) => void
}) {
	const { t } = useTranslation('rules')
	const ability = useAbility()
	const { shown, isOwn } = page
	if (shown.status === 'draft')
		return (
			<Button
				variant="primary"
				icon={Send}
				refusedBecause={isOwn ? notReady : t('page.notAuthor')}
				onClick={() => onStep('submit')}
			>
				{t('page.submit')}
			</Button>
		)
	if (shown.status !== 'in_review' && shown.status !== 'approved') return null
	if (!ability.can('approve', 'RuleSet')) return null
	// A draft without a known author, from a key, may be approved by whoever may approve.
	const refused = shown.author !== null && isOwn ? t('page.ownDraft') : undefined
	return (
		<>
			<Button icon={Undo2} refusedBecause={refused} onClick={() => onStep('send-back')}>
				{t('page.sendBack')}
			</Button>
			<Button variant="primary" icon={Check} refusedBecause={refused} onClick={() => onStep('publish')}>
				{t(shown.status === 'approved' ? 'page.publish' : 'page.approve')}
			</Button>
		</>
	)
}
