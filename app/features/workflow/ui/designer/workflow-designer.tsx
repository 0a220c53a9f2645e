import { useNavigate } from '@remix-run/react'
import { Braces, GitCompareArrows, Redo2, Table2, Undo2, Workflow } from 'lucide-react'
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SaveBar, SaveTrouble } from '#app/features/rules/ui/editor/save-state.tsx'
import { useShowPlace, useTarget } from '#app/features/rules/ui/editor/show-place.ts'
import { useDocument, useKept, useUndoKeys } from '#app/features/rules/ui/editor/use-document.ts'
import { useDraftSaving } from '#app/features/rules/ui/editor/use-draft-saving.ts'
import { readJson, writeJson } from '#app/features/rules/ui/json-values.ts'
import { NewerShipped } from '#app/features/rules/ui/newer-shipped.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { cx } from '#app/ui/cx.ts'
import { Note } from '#app/ui/feedback/note.tsx'
import { SkeletonRows } from '#app/ui/feedback/skeleton.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { changedParts, voidedTransitions, type WorkflowChange } from '../../design/diff-workflows.ts'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'
import { ChangesCard, ProblemsCard, TestsCard } from './cards.tsx'
import { type Designer, DesignerContext, type Selected } from './designer-context.ts'
import { DraftBar } from './draft-bar.tsx'
import { SidePanel } from './side-panel.tsx'
import { TableView } from './table-view.tsx'
import { type Checks, useChecks } from './use-checks.ts'
import { useDesign } from './use-design.ts'
import { useKnownNames } from './use-known-names.ts'
import { useLiveCounts } from './use-live-counts.ts'
import { WorkflowHead } from './workflow-head.tsx'

const JsonEditor = lazy(() => import('#app/features/rules/ui/json-editor.tsx'))
const DesignCanvas = lazy(() => import('./design-canvas.tsx'))

type View = 'diagram' | 'table' | 'json'

type Props = {
	page: WorkflowPage
	/** The first save of a published version began a draft. */
	onDraft: (draftId: string) => void
}

const NARROW = '(max-width: 900px)'

/** The picture is the first view where there is room for it, the table where there is not. */
function useView() {
	const [view, setView] = useState<View | null>(null)
	useEffect(() => setView((before) => before ?? (matchMedia(NARROW).matches ? 'table' : 'diagram')), [])
	return [view, setView] as const
}

/** A workflow to look at and change: one document as picture, tables or JSON, with problems, tests and differences beside it. */
export function WorkflowDesigner({ page, onDraft }: Props) {
	const { t } = useTranslation(['workflow', 'rules'])
	const { say } = useReader()
	const ability = useAbility()
	const navigate = useNavigate()
	const { shown, key } = page
	const mayEdit =
		ability.can('create', 'Workflow') && (shown.number !== null || (shown.status === 'draft' && page.isOwn))
	const [view, setView] = useView()
	// Hundreds of rows are drawn while the page goes on answering.
	const drawn = useDeferredValue(view)
	const [selected, setSelected] = useState<Selected>(null)
	const [isCompared, setCompared] = useState(false)
	const [target, setTarget] = useTarget()
	useShowPlace(drawn === 'json' ? null : target)
	const [keptAs] = useState(`workflow-${key}-${shown.id}-${shown.version}`)
	const document = useDocument(shown.content, keptAs)
	const { state, dispatch, write, restored, forget } = document
	const { content, broken } = state
	useUndoKeys(dispatch, mayEdit)
	const saving = useDraftSaving({ ...page, address: `/workflows/${key}` }, { content, broken, mayEdit }, (draftId) => {
		forget()
		if (draftId === shown.id) return
		onDraft(draftId)
		navigate(`?draft=${draftId}`, { replace: true, preventScrollReset: true })
	})
	const { definition, run } = useDesign(document)
	const { known, findable } = useKnownNames(page)
	const checks = useChecks(page, known, content, definition)
	const counts = useLiveCounts(page)
	const isUnsaved = saving.state !== 'saved'
	useKept(keptAs, state, isUnsaved)
	const problemsAt = useCallback(
		(place: string) => checks.problems.filter(({ path }) => path === place || path.startsWith(`${place}/`)),
		[checks.problems],
	)
	const designer = useMemo<Designer | null>(
		() =>
			definition && {
				definition,
				readOnly: !mayEdit || broken,
				run,
				selected,
				select: setSelected,
				problemsAt,
				counts,
				known,
				findable,
				overlay:
					isCompared && checks.base
						? {
								states: changedParts(checks.changes, 'state'),
								transitions: changedParts(checks.changes, 'transition'),
								base: checks.base,
							}
						: null,
			},
		[
			definition,
			mayEdit,
			broken,
			run,
			selected,
			problemsAt,
			counts,
			known,
			findable,
			isCompared,
			checks.base,
			checks.changes,
		],
	)
	const show = (place: string) => {
		const [, list, step] = place.split('/')
		const part =
			list === 'states'
				? definition?.states[Number(step)]
				: definition?.transitions[list === 'transitions' ? Number(step) : -1]
		if (part) setSelected({ kind: list === 'states' ? 'state' : 'transition', key: part.key })
		else if (list === 'tests' || !definition) setView('json')
		setTarget({ place })
	}
	const editorProblems = useMemo(
		() => checks.problems.map(({ path, severity, message }) => ({ path, severity, message: say(message) })),
		[checks.problems, say],
	)
	const title = definition ? say(definition.title) : say(shown.title)
	const which = saving.isDraft || shown.number === null ? `draft=${shown.id}` : `version=${shown.number}`
	return (
		<DesignerContext.Provider value={designer}>
			<WorkflowHead
				page={page}
				title={title}
				version={shown.status === 'draft' ? Math.max(saving.version, shown.version) : shown.version}
				notReady={useNotReady(page, checks, isUnsaved)}
				onImport={(imported) => {
					const parsed = readJson(imported)
					write(parsed === undefined ? imported : writeJson(parsed))
					setView('json')
				}}
			>
				{mayEdit && (
					<>
						<IconButton
							icon={Undo2}
							label={t('rules:editor.undo')}
							aria-keyshortcuts="Control+Z"
							refusedBecause={state.past.length === 0 ? t('rules:editor.nothingToUndo') : undefined}
							onClick={() => dispatch({ type: 'undo' })}
						/>
						<IconButton
							icon={Redo2}
							label={t('rules:editor.redo')}
							aria-keyshortcuts="Control+Shift+Z"
							refusedBecause={state.future.length === 0 ? t('rules:editor.nothingToRedo') : undefined}
							onClick={() => dispatch({ type: 'redo' })}
						/>
					</>
				)}
				<Segmented<View>
					label={t('rules:page.view')}
					className="max-desk:[&_svg]:hidden"
					value={view ?? 'diagram'}
					onChange={setView}
					segments={[
						{ value: 'diagram', label: t('design.diagram'), icon: Workflow },
						{ value: 'table', label: t('design.table'), icon: Table2 },
						{ value: 'json', label: 'JSON', icon: Braces },
					]}
				/>
				{page.base && (
					<Button
						icon={GitCompareArrows}
						aria-pressed={isCompared}
						className={isCompared ? 'border-accent! text-accent!' : undefined}
						onClick={() => setCompared(!isCompared)}
					>
						{t('design.difference', { number: page.base.number })}
					</Button>
				)}
			</WorkflowHead>
			<div className="flex flex-col gap-4">
				{page.shipped && <NewerShipped kind="workflow" changes={page.shipped} />}
				<DraftBar page={page} />
				<SaveTrouble saving={saving} content={content} name={key} />
				{restored && (
					<DraftNote
						restored
						onDiscard={() => {
							forget()
							dispatch({ type: 'adopt', content: shown.content })
						}}
					/>
				)}
				<div className={cx('grid items-stretch gap-4', drawn !== 'json' && 'wide:grid-cols-[minmax(0,1fr)_340px]')}>
					<Card padding="flush" className="min-w-0">
						<div className="flex min-w-0 flex-1 flex-col [&>*]:min-w-0">
							{drawn === 'json' ? (
								<Suspense fallback={<SkeletonRows rows={8} />}>
									<JsonEditor
										value={state.text ?? writeJson(content)}
										onChange={write}
										label={t('design.json')}
										readOnly={!mayEdit}
										problems={editorProblems}
										focus={target ? { path: target.place } : null}
									/>
								</Suspense>
							) : !designer || broken ? (
								<Unreadable onJson={() => setView('json')} onUndo={() => dispatch({ type: 'undo' })} />
							) : drawn === 'table' ? (
								<TableView />
							) : drawn === 'diagram' ? (
								<Suspense fallback={<CanvasPlace />}>
									<DesignCanvas />
								</Suspense>
							) : (
								// No boundary before the view is known: an update would reach one that has not hydrated yet.
								<CanvasPlace />
							)}
						</div>
						{mayEdit && <SaveBar saving={saving} broken={broken} />}
					</Card>
					{designer && drawn !== 'json' && <SidePanel className="wide:max-h-[720px]" />}
				</div>
				<div className={cx('grid items-start gap-4 desk:grid-cols-2', page.base && 'wide:grid-cols-3')}>
					<ProblemsCard problems={checks.problems} definition={definition} onShow={show} />
					{page.base && (
						<ChangesCard
							changes={checks.changes}
							base={page.base.number}
							voided={checks.base && definition ? voidedTransitions(checks.base, definition) : []}
							onShow={(change: WorkflowChange) =>
								change.key && setSelected({ kind: change.part === 'state' ? 'state' : 'transition', key: change.key })
							}
						/>
					)}
					<TestsCard reports={checks.reports} simulateTo={`/workflows/${key}/simulate?${which}`} />
				</div>
			</div>
			<UnsavedWarning when={isUnsaved && saving.state !== 'saving'} />
		</DesignerContext.Provider>
	)
}

/** Why a draft cannot be submitted yet, all of it; undefined when it can. */
function useNotReady(page: WorkflowPage, checks: Checks, unsaved: boolean): string | undefined {
	const { t } = useTranslation('workflow')
	const errors = checks.problems.filter(({ severity }) => severity === 'error').length
	const red = checks.reports.filter(({ passed }) => !passed).length
	const reasons = [
		...(unsaved ? [t('ready.unsaved')] : []),
		...(errors > 0 ? [t('ready.problems', { count: errors })] : []),
		...(errors === 0 && checks.reports.length === 0 ? [t('ready.noTests')] : []),
		...(red > 0 ? [t('ready.red', { count: red })] : []),
		...(page.base && page.active !== null && checks.changes.length === 0 && errors === 0 && !unsaved
			? [t('ready.unchanged')]
			: []),
		...(page.shown.basedOn !== page.active ? [t('ready.outdated')] : []),
	]
	return reasons.length > 0 ? reasons.join(' ') : undefined
}

function CanvasPlace() {
	const { t } = useTranslation('common')
	return (
		<div className="h-[620px]">
			<div role="status" className="dots grid h-full place-items-center text-text-3">
				{t('loadingGraph')}
			</div>
		</div>
	)
}

function Unreadable({ onJson, onUndo }: { onJson: () => void; onUndo: () => void }) {
	const { t } = useTranslation(['workflow', 'rules'])
	return (
		<div className="p-4">
			<Note
				tone="hold"
				title={t('design.unreadable')}
				actions={
					<>
						<Button onClick={onUndo}>{t('rules:editor.undo')}</Button>
						<Button onClick={onJson}>{t('rules:editor.openJson')}</Button>
					</>
				}
			>
				{t('design.unreadableText')}
			</Note>
		</div>
	)
}
