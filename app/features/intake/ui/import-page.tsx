import { useFetcher } from '@remix-run/react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '#app/ui/actions/confirm-dialog.tsx'
import { isFormRefusal } from '#app/ui/forms/server-errors.ts'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { ENDED_STATUSES } from '../import.model.ts'
import type { ImportView, ProblemCount } from '../intake.queries.server.ts'
import { useColumnChoices } from './column-choices.ts'
import { ColumnsCard } from './columns-card.tsx'
import { EndedNote } from './ended-note.tsx'
import { FileCard } from './file-card.tsx'
import { ImportHead } from './import-head.tsx'
import { ImportSteps } from './import-steps.tsx'
import { ProgressCard, WorkingCard } from './progress-card.tsx'
import { RereadDialog } from './reread-dialog.tsx'
import { type ImportAttribute, ImportAttributes } from './target-names.ts'
import { type ProblemsPage, TrialCard } from './trial-card.tsx'
import { useImportProgress } from './use-import-progress.ts'

export interface ImportPageProps {
	readonly view: ImportView
	readonly problems: ProblemsPage
	readonly counts: readonly ProblemCount[]
	readonly mayImport: boolean
	readonly attributes: readonly ImportAttribute[]
}

const NO_COLUMNS: never[] = []

/** One import from its file to its lots: everything found, chosen, tried and done, on one page. */
export function ImportPage({ attributes, ...page }: ImportPageProps) {
	return (
		<ImportAttributes.Provider value={attributes}>
			<ImportParts {...page} />
		</ImportAttributes.Provider>
	)
}

function ImportParts({ view, problems, counts, mayImport }: Omit<ImportPageProps, 'attributes'>) {
	const { t } = useTranslation('intake')
	const progress = useImportProgress(view.id, view.status)
	const saved = useMemo(() => view.mapping?.columns ?? NO_COLUMNS, [view.mapping])
	const choices = useColumnChoices(saved)
	const mapping = useFetcher<unknown>()
	const [cancelling, setCancelling] = useState(false)
	const [rereading, setRereading] = useState(false)
	const intent = useIntent({
		onDone: () => {
			setCancelling(false)
			setRereading(false)
		},
	})
	const { status, inspection } = view
	const editable = mayImport && (status === 'mapping' || status === 'ready')
	const mayTryAgain = mayImport && status === 'failed' && view.error?.code === 'rows-refused' && view.created === 0
	const trying = status === 'dry-run' || mapping.state !== 'idle'
	const run = () =>
		mapping.submit({ intent: 'mapping', mapping: JSON.stringify({ columns: choices.columns }) }, { method: 'post' })
	const refusal = isFormRefusal(mapping.data) ? mapping.data.formError : undefined
	const hasTrial = inspection?.trial !== undefined && status !== 'mapping' && status !== 'queued'
	return (
		<>
			<ImportHead
				view={view}
				mayImport={mayImport}
				changed={choices.changed}
				busy={intent.busy}
				onCancel={() => setCancelling(true)}
				onCommit={(mode) => intent.send({ intent: 'commit', mode })}
			/>
			<Stack>
				<ImportSteps view={view} />
				{ENDED_STATUSES.includes(status) && <EndedNote view={view} mayImport={mayImport} />}
				{status === 'queued' && <WorkingCard title={t('file.reading')} text={t('file.readingText')} />}
				{status === 'running' && (
					<ProgressCard view={view} progress={progress} onCancel={mayImport ? () => setCancelling(true) : undefined} />
				)}
				{status !== 'queued' && inspection && (
					<Grid>
						<FileCard
							className={span(4)}
							view={view}
							inspection={inspection}
							onReread={
								editable && inspection.kind !== 'json' && view.hiddenColumns.length === 0
									? () => setRereading(true)
									: undefined
							}
						/>
						<ColumnsCard
							className={span(8)}
							inspection={inspection}
							hidden={view.hiddenColumns}
							choices={choices}
							editable={editable || mayTryAgain}
							busy={mapping.state !== 'idle'}
							error={refusal}
							onRun={status === 'mapping' ? run : undefined}
						/>
					</Grid>
				)}
				{status === 'dry-run' && (
					<WorkingCard
						title={t('trial.going')}
						text={t('trial.goingText')}
						done={progress?.processed}
						total={view.rows}
					/>
				)}
				{hasTrial && (
					<TrialCard
						view={view}
						problems={problems}
						counts={counts}
						editable={editable}
						busy={trying}
						onRun={editable || mayTryAgain ? run : undefined}
						onRepair={(repair) => intent.send({ intent: 'repair', ...repair })}
					/>
				)}
			</Stack>
			<ConfirmDialog
				open={cancelling}
				onOpenChange={setCancelling}
				title={t('page.cancelTitle')}
				confirmLabel={t('page.cancel')}
				cancelLabel={t('page.keepGoing')}
				variant="danger-fill"
				busy={intent.busy}
				onConfirm={() => intent.send({ intent: 'cancel' })}
			>
				{t(status === 'running' ? 'page.cancelRunning' : 'page.cancelOpen')}
			</ConfirmDialog>
			{inspection && editable && (
				<RereadDialog
					key={inspection.sha256 + inspection.sheet + inspection.headerRow}
					open={rereading}
					onOpenChange={setRereading}
					inspection={inspection}
					busy={intent.busy}
					onRead={(layout) => intent.send({ intent: 'layout', ...layout })}
				/>
			)}
		</>
	)
}
