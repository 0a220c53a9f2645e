import { Bookmark, RotateCcw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DEFINITION_TONES } from '#app/features/rules/ui/definition-status.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'
import { EffectsCard, TimersCard } from './effects-cards.tsx'
import { PathCard } from './path-card.tsx'
import { SaveTestDialog } from './save-test-dialog.tsx'
import { SetupCard } from './setup-card.tsx'
import { StepRows } from './step-rows.tsx'
import { useSimulation } from './use-simulation.ts'

type Props = { page: WorkflowPage; definition: WorkflowDefinition; testIndex: number | null }

/** A record that exists on this page alone, moved step by step by the interpreter of the live system. */
export function WorkflowSimulator({ page, definition, testIndex }: Props) {
	const { t } = useTranslation(['workflow', 'rules'])
	const { say } = useReader()
	const ability = useAbility()
	const { shown, key } = page
	const index = testIndex !== null && definition.tests?.[testIndex] ? testIndex : null
	const simulation = useSimulation(definition, page.world, index === null ? undefined : definition.tests?.[index])
	const [isSaving, setSaving] = useState(false)
	const which = shown.number === null ? `draft=${shown.id}` : `version=${shown.number}`
	const title = say(definition.title)
	const nothing = simulation.outcomes.length === 0 ? t('simulate.noSteps') : undefined
	return (
		<>
			<PageHead
				crumbs={[
					{ label: t('list.title'), to: '/workflows' },
					{ label: title, to: `/workflows/${key}?${which}` },
					{ label: t('design.simulate') },
				]}
				title={t('simulate.title', { title })}
				status={
					<StatusChip
						tone={DEFINITION_TONES[shown.status]}
						size="lg"
						label={
							shown.number === null
								? t(`rules:status.${shown.status}`)
								: t('rules:page.version', { number: shown.number, status: t(`rules:status.${shown.status}`) })
						}
					/>
				}
				subtitle={t('simulate.nothingWritten')}
				actions={
					<>
						<Button icon={Undo2} refusedBecause={nothing} onClick={simulation.back}>
							{t('simulate.back')}
						</Button>
						<Button icon={RotateCcw} refusedBecause={nothing} onClick={simulation.restart}>
							{t('simulate.again')}
						</Button>
						{ability.can('create', 'Workflow') && (
							<Button variant="primary" icon={Bookmark} refusedBecause={nothing} onClick={() => setSaving(true)}>
								{t('simulate.saveTest')}
							</Button>
						)}
					</>
				}
			/>
			<div className="grid items-start gap-4 wide:grid-cols-[280px_minmax(0,1fr)_300px]">
				<SetupCard definition={definition} known={page.known} simulation={simulation} />
				<div className="flex min-w-0 flex-col gap-4">
					<PathCard definition={definition} known={page.known} simulation={simulation} />
					<StepRows definition={definition} known={page.known} simulation={simulation} />
				</div>
				<div className="flex min-w-0 flex-col gap-4">
					<EffectsCard definition={definition} known={page.known} last={simulation.outcomes.at(-1)} />
					<TimersCard definition={definition} simulation={simulation} />
				</div>
			</div>
			{isSaving && (
				<SaveTestDialog
					page={page}
					definition={definition}
					simulation={simulation}
					index={index}
					onClose={() => setSaving(false)}
				/>
			)}
		</>
	)
}
