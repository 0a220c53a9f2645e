import { useNavigate } from '@remix-run/react'
import { Braces, ListChecks, Redo2, SlidersHorizontal, Table2, Undo2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
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
import type { FactCatalog } from '../../fact-catalog.model.ts'
import type { RuleSetPage } from '../../rule-set-page.server.ts'
import { ChangesCard } from '../changes-card.tsx'
import { FindingsCard } from '../findings-card.tsx'
import { readJson, writeJson } from '../json-values.ts'
import { RuleSetHead } from '../rule-set-head.tsx'
import { RulesForm } from '../rules-form.tsx'
import { VersionBar } from '../version-bar.tsx'
import { EditorContext, type RuleEditor } from './editor-context.ts'
import { OpenedPanel, useOpened } from './opened-panel.tsx'
import { ProblemsCard } from './problems-card.tsx'
import { RuleRail } from './rule-rail.tsx'
import { SaveBar, SaveTrouble } from './save-state.tsx'
import { useShowPlace, useTarget } from './show-place.ts'
import { TestsCard } from './tests-card.tsx'
import { useAnalysis } from './use-analysis.ts'
import { useDocument, useKept, useUndoKeys } from './use-document.ts'
import { useDraftSaving } from './use-draft-saving.ts'
import { useNotReady } from './use-not-ready.ts'
import { useSettled } from './use-settled.ts'

const JsonEditor = lazy(() => import('../json-editor.tsx'))
const DecisionTableView = lazy(() => import('./decision-table-view.tsx'))

type View = 'form' | 'builder' | 'table' | 'json'

type Props = {
	page: RuleSetPage
	/** The first save of a published version began a draft. */
	onDraft: (draftId: string) => void
	/** Cards that come before the test cases: replay, say. */
	aside?: ReactNode
}

const EMPTY_CATALOG: FactCatalog = { subject: 'lot', label: { en: '', 'zh-CN': '' }, groups: [] }

/** A rule set to read and change: one document as values, conditions, decision table or JSON, with tests, problems and differences beside it. */
export function RuleSetEditor({ page, onDraft, aside }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const ability = useAbility()
	const navigate = useNavigate()
	const { shown, key } = page
	const mayEdit =
		ability.can('create', 'RuleSet') && (shown.number !== null || (shown.status === 'draft' && page.isOwn))
	const [view, setView] = useState<View>('form')
	const [testOpen, setTestOpen] = useState<number | null>(null)
	const [target, setTarget] = useTarget()
	useShowPlace(target)
	const [keptAs] = useState(`rule-set-${key}-${shown.id}-${shown.version}`)
	const { state, dispatch, edit, write, restored, forget } = useDocument(shown.content, keptAs)
	const { content, broken } = state
	useUndoKeys(dispatch, mayEdit)
	const saving = useDraftSaving({ ...page, address: `/rules/${key}` }, { content, broken, mayEdit }, (draftId) => {
		forget()
		if (draftId === shown.id) return
		onDraft(draftId)
		navigate(`?draft=${draftId}`, { replace: true, preventScrollReset: true })
	})
	const { analysis, base, isStale } = useAnalysis(page, content)
	const problemsWithin = useProblemIndex(analysis.problems)
	const editor = useMemo<RuleEditor>(
		() => ({ content, catalog: page.catalog ?? EMPTY_CATALOG, readOnly: !mayEdit || broken, edit, problemsWithin }),
		[content, page.catalog, mayEdit, broken, edit, problemsWithin],
	)
	const changed = useMemo(
		() => new Set(analysis.changes.flatMap((change) => (change.ruleKey ? [change.ruleKey] : []))),
		[analysis.changes],
	)
	const opening = useOpened(content, edit, () => setView('builder'))
	const isUnsaved = saving.state !== 'saved'
	useKept(keptAs, state, isUnsaved)
	const show = useCallback(
		(place: string) => {
			const [, list, step] = place.split('/')
			if (list === 'tests' && step !== undefined) return setTestOpen(Number(step))
			if (view === 'json') return setTarget({ place })
			opening.openPlace(place)
			setTarget({ place })
		},
		[view, opening.openPlace, setTarget],
	)
	const editorProblems = useMemo(
		() => analysis.problems.map(({ path, severity, message }) => ({ path, severity, message: say(message) })),
		[analysis.problems, say],
	)
	const setValue = useCallback((at: string, value: unknown) => edit([{ type: 'set', at, value }], at), [edit])
	const settled = useSettled(content)
	const isWide = view === 'table'
	return (
		<EditorContext.Provider value={editor}>
			<RuleSetHead
				page={page}
				version={shown.status === 'draft' ? Math.max(saving.version, shown.version) : shown.version}
				notReady={useNotReady(page, analysis, isUnsaved)}
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
							label={t('editor.undo')}
							aria-keyshortcuts="Control+Z"
							refusedBecause={state.past.length === 0 ? t('editor.nothingToUndo') : undefined}
							onClick={() => dispatch({ type: 'undo' })}
						/>
						<IconButton
							icon={Redo2}
							label={t('editor.redo')}
							aria-keyshortcuts="Control+Shift+Z"
							refusedBecause={state.future.length === 0 ? t('editor.nothingToRedo') : undefined}
							onClick={() => dispatch({ type: 'redo' })}
						/>
					</>
				)}
			</RuleSetHead>
			<div className="flex flex-col gap-4">
				<VersionBar page={page} />
				<SaveTrouble saving={saving} content={content} name={key} />
				<div className={cx('grid items-start gap-4', !isWide && 'wide:grid-cols-[240px_minmax(0,1fr)_320px]')}>
					{!isWide && (
						<RuleRail
							opened={view === 'builder' ? opening.opened : null}
							fired={page.fired}
							changed={changed}
							actions={opening.actions}
							onOpen={opening.open}
							onAddRule={() => opening.addRule()}
							onAddShared={opening.addShared}
						/>
					)}
					<div className="flex min-w-0 flex-col gap-4">
						<Card
							title={view === 'builder' ? opening.title : t('page.content')}
							sub={isStale ? t('page.checking') : undefined}
							padding="flush"
							actions={
								<Segmented<View>
									label={t('page.view')}
									className="max-desk:[&_svg]:hidden"
									value={view}
									onChange={setView}
									segments={[
										{ value: 'form', label: t('page.form'), icon: ListChecks },
										{ value: 'builder', label: t('editor.builder'), icon: SlidersHorizontal },
										{ value: 'table', label: t('editor.table'), icon: Table2 },
										{ value: 'json', label: 'JSON', icon: Braces },
									]}
								/>
							}
						>
							{restored && (
								<div className="p-3">
									<DraftNote
										restored
										onDiscard={() => {
											forget()
											dispatch({ type: 'adopt', content: shown.content })
										}}
									/>
								</div>
							)}
							{broken && view !== 'json' ? (
								<Broken onMend={() => setView('json')} onUndo={() => dispatch({ type: 'undo' })} />
							) : view === 'form' ? (
								<Values
									page={page}
									analysis={analysis}
									content={content}
									readOnly={editor.readOnly}
									onChange={setValue}
								/>
							) : view === 'builder' ? (
								<OpenedPanel opening={opening} />
							) : (
								<Suspense fallback={<SkeletonRows rows={8} />}>
									{view === 'table' ? (
										<DecisionTableView
											fired={page.fired}
											actions={opening.actions}
											onOpen={(index) => opening.open({ kind: 'rule', index })}
											onAddRule={opening.addRule}
										/>
									) : (
										<JsonEditor
											value={state.text ?? writeJson(content)}
											onChange={write}
											label={t('page.json')}
											readOnly={!mayEdit}
											problems={editorProblems}
											focus={target ? { path: target.place } : null}
										/>
									)}
								</Suspense>
							)}
							{mayEdit && <SaveBar saving={saving} broken={broken} />}
						</Card>
						<ChangesCard analysis={analysis} base={base} content={settled} unsaved={isStale} />
					</div>
					<div className={cx('flex min-w-0 flex-col gap-4', isWide && 'desk:grid desk:grid-cols-2 desk:items-start')}>
						{aside}
						<TestsCard reports={analysis.tests} isStale={isStale} opened={testOpen} onOpen={setTestOpen} />
						<ProblemsCard problems={analysis.problems} onShow={show} />
						<FindingsCard findings={analysis.findings} onShow={show} />
					</div>
				</div>
			</div>
			<UnsavedWarning when={isUnsaved && saving.state !== 'saving'} />
		</EditorContext.Provider>
	)
}

/** Looks problems up by place: every part of the page asks for its own. */
function useProblemIndex(problems: RuleSetPage['analysis']['problems']): RuleEditor['problemsWithin'] {
	return useCallback(
		(place: string) => problems.filter(({ path }) => path === place || path.startsWith(`${place}/`)),
		[problems],
	)
}

function Broken({ onMend, onUndo }: { onMend: () => void; onUndo: () => void }) {
	const { t } = useTranslation('rules')
	return (
		<div className="p-4">
			<Note
				tone="hold"
				title={t('editor.broken')}
				actions={
					<>
						<Button onClick={onUndo}>{t('editor.undo')}</Button>
						<Button onClick={onMend}>{t('editor.openJson')}</Button>
					</>
				}
			>
				{t('editor.brokenText')}
			</Note>
		</div>
	)
}

type ValuesProps = {
	page: RuleSetPage
	analysis: RuleSetPage['analysis']
	content: unknown
	readOnly: boolean
	onChange: (pointer: string, value: unknown) => void
}

function Values({ page, analysis, content, readOnly, onChange }: ValuesProps) {
	const { t } = useTranslation('rules')
	if (analysis.rules.length === 0) return <p className="p-4 text-text-2">{t('page.notReadable')}</p>
	return (
		<RulesForm
			rules={analysis.rules}
			content={content}
			base={page.base?.content}
			readOnly={readOnly}
			onChange={onChange}
		/>
	)
}
