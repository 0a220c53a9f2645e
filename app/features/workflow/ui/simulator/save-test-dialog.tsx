import { useFetcher, useNavigate } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import type { DraftAnswer } from '#app/features/rules/edit/draft-answer.model.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog } from '#app/ui/actions/dialog.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { runCommand } from '../../design/run-command.ts'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'
import { TextPair } from '../panel/text-pair.tsx'
import type { Simulation } from './use-simulation.ts'

type Props = {
	page: WorkflowPage
	definition: WorkflowDefinition
	simulation: Simulation
	/** The saved test case that was played, to be replaced; null for a new one. */
	index: number | null
	onClose: () => void
}

/** Keeps what was played as a test case of the workflow: in the draft, or in a new draft of the version. */
export function SaveTestDialog({ page, definition, simulation, index, onClose }: Props) {
	const { t } = useTranslation('workflow')
	const fetcher = useFetcher<DraftAnswer>()
	const navigate = useNavigate()
	const [name, setName] = useState<LocalizedText | undefined>(
		index === null ? undefined : definition.tests?.[index]?.name,
	)
	const [refused, setRefused] = useState<string | null>(null)
	const { shown, key } = page
	const isDraft = shown.status === 'draft' && page.isOwn
	const done = useRef(false)
	useEffect(() => {
		const answer = fetcher.data
		if (fetcher.state !== 'idle' || !answer || done.current) return
		if (answer.ok) {
			done.current = true
			showToast({ tone: 'pass', title: t('simulate.saved') })
			navigate(`/workflows/${key}?draft=${answer.saved.id}`)
		} else setRefused('formError' in answer ? answer.formError : t('simulate.offline'))
	}, [fetcher.data, fetcher.state, key, navigate, t])
	const save = () => {
		if (!name) return
		const test = { ...simulation.record(), name }
		const result = runCommand(
			definition,
			index === null ? { type: 'add-test', test } : { type: 'set-test', index, test },
		)
		if (!result.ok) return setRefused(t(`command.${result.error.code}`))
		fetcher.submit(
			{
				intent: 'save',
				draftId: isDraft ? shown.id : '',
				version: isDraft ? String(shown.version) : '',
				basedOn: String(page.active ?? 0),
				content: JSON.stringify(result.value),
			},
			{ method: 'post', action: `/workflows/${key}`, encType: 'multipart/form-data' },
		)
	}
	return (
		<Dialog
			open
			keepOpenOnOutside
			onOpenChange={(open) => !open && onClose()}
			title={t('simulate.saveTest')}
			description={t(isDraft ? 'simulate.saveInDraft' : 'simulate.saveInNewDraft')}
			footer={
				<>
					<Button onClick={onClose}>{t('simulate.cancel')}</Button>
					<Button
						variant="primary"
						busy={fetcher.state !== 'idle'}
						refusedBecause={name ? undefined : t('simulate.nameIt')}
						onClick={save}
					>
						{t('simulate.keep')}
					</Button>
				</>
			}
		>
			{refused && (
				<Note tone="rejected" role="alert">
					{refused}
				</Note>
			)}
			<TextPair label={t('simulate.testName')} value={name} required readOnly={false} onChange={setName} />
			<p className="text-12 text-text-3">{t('simulate.keeps', { count: simulation.outcomes.length })}</p>
		</Dialog>
	)
}
