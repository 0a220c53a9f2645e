import { useFetcher } from '@remix-run/react'
import { Braces, FlaskConical, ListChecks, Save } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import type { Analysis } from '../analyse-rule-set.server.ts'
import { editorForm } from '../rule-set-form.schema.ts'
import type { RuleSetPage } from '../rule-set-page.server.ts'
import type { ThresholdValue } from '../thresholds.ts'
import { ChangesCard } from './changes-card.tsx'
import { FindingsCard } from './findings-card.tsx'
import { readJson, withValueAt, writeJson } from './json-values.ts'
import { RuleList } from './rule-list.tsx'
import { RuleSetHead } from './rule-set-head.tsx'
import { RulesForm } from './rules-form.tsx'
import { ProblemsCard, TestsCard } from './side-cards.tsx'
import { VersionBar } from './version-bar.tsx'

const JsonEditor = lazy(() => import('./json-editor.tsx'))

type View = 'form' | 'json'
type CheckAnswer = { ok: boolean; analysis?: Analysis }

/** The document that is edited, as text: the one model of the form, the JSON view and what is saved. */
function useDocument(page: RuleSetPage) {
	const { t } = useTranslation('rules')
	const { shown, active, key } = page
	const saved = useMemo(() => writeJson(shown.content), [shown.content])
	const isDraft = shown.status === 'draft'
	const form = useServerForm({
		schema: editorForm,
		draftKey: `rule-set-${key}-${shown.id}-${shown.version}`,
		defaultValues: {
			intent: 'save' as const,
			draftId: isDraft ? shown.id : '',
			version: String(shown.version),
			basedOn: active,
			content: saved,
		},
		translate: (message) => t(message as 'problem.tooLong'),
	})
	const text = form.watch('content') as string
	const setText = (next: string) => form.setValue('content', next, { shouldDirty: true })
	return { form, text, setText, saved, content: useMemo(() => readJson(text), [text]) }
}

/** Problems, tests and differences of what is typed, asked for a moment after the last key. */
function useAnalysis(page: RuleSetPage, text: string, saved: string) {
	const fetcher = useFetcher<CheckAnswer>()
	const { submit } = fetcher
	const { key, base, active } = page
	const unsaved = text !== saved
	useEffect(() => {
		if (!unsaved || readJson(text) === undefined) return
		const timer = setTimeout(() => {
			const body = { intent: 'check', draftId: '', version: '', basedOn: String(base?.number ?? active), content: text }
			submit(body, { method: 'post', action: `/rules/${key}` })
		}, 600)
		return () => clearTimeout(timer)
	}, [text, unsaved, submit, key, base?.number, active])
	const checked = unsaved ? fetcher.data?.analysis : undefined
	return { analysis: checked ?? page.analysis, checking: fetcher.state !== 'idle', isStale: unsaved && !checked }
}

/** A rule set to read and change: rules in words with their values, the same as JSON, tests, problems, differences. */
export function RuleSetEditor({ page }: { page: RuleSetPage }) {
	const { t } = useTranslation('rules')
	const ability = useAbility()
	const [view, setView] = useState<View>('form')
	const [focus, setFocus] = useState<{ path: string } | null>(null)
	const { form, text, setText, saved, content } = useDocument(page)
	const { analysis, isStale } = useAnalysis(page, text, saved)
	const unsaved = text !== saved
	const mayEdit =
		ability.can('create', 'RuleSet') && (page.shown.number !== null || (page.shown.status === 'draft' && page.isOwn))
	const changed = new Set(analysis.changes.flatMap((change) => (change.ruleKey ? [change.ruleKey] : [])))
	const change = (pointer: string, value: ThresholdValue) => setText(writeJson(withValueAt(content, pointer, value)))
	const show = (path: string) => {
		setView('json')
		setFocus({ path })
	}
	const notReady = useNotReady(page, analysis, unsaved)
	const hitPolicy = (page.shown.content as { hitPolicy?: string }).hitPolicy ?? 'collect'
	return (
		<>
			<RuleSetHead
				page={page}
				notReady={notReady}
				onImport={(imported) => {
					const parsed = readJson(imported)
					setText(parsed === undefined ? imported : writeJson(parsed))
					setView('json')
				}}
			/>
			<div className="flex flex-col gap-4">
				<VersionBar page={page} />
				<div className="grid items-start gap-4 wide:grid-cols-[230px_minmax(0,1fr)_330px]">
					<RuleList rules={analysis.rules} fired={page.fired} changed={changed} hitPolicy={hitPolicy} />
					<div className="flex min-w-0 flex-col gap-4">
						<form {...form.formProps}>
							<input type="hidden" name="intent" value="save" />
							<input type="hidden" {...form.register('draftId')} />
							<input type="hidden" {...form.register('version')} />
							<input type="hidden" {...form.register('basedOn')} />
							<input type="hidden" {...form.register('content')} />
							<Card
								title={t('page.content')}
								sub={isStale ? t('page.checking') : undefined}
								padding="flush"
								actions={
									<Segmented
										label={t('page.view')}
										value={view}
										onChange={setView}
										segments={[
											{ value: 'form', label: t('page.form'), icon: ListChecks },
											{ value: 'json', label: 'JSON', icon: Braces },
										]}
									/>
								}
							>
								{form.restored && (
									<div className="p-3">
										<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
									</div>
								)}
								<div className="px-4 empty:hidden">
									<ErrorSummary {...form.summary} title={t('problem.title')} />
								</div>
								<View
									view={view}
									analysis={analysis}
									content={content}
									base={page.base?.content}
									readOnly={!mayEdit}
									text={text}
									focus={focus}
									onText={setText}
									onChange={change}
								/>
								{mayEdit && (
									<div className="border-t border-line px-4 pb-3">
										<FormActions note={t(unsaved ? 'page.unsaved' : 'page.saved')}>
											<Button
												type="submit"
												variant={unsaved ? 'primary' : 'secondary'}
												icon={Save}
												busy={form.busy}
												refusedBecause={unsaved ? undefined : t('page.nothingToSave')}
											>
												{t(page.shown.status === 'draft' ? 'page.save' : 'page.saveAsDraft')}
											</Button>
										</FormActions>
									</div>
								)}
							</Card>
						</form>
						<ChangesCard analysis={analysis} base={page.base} content={content} unsaved={unsaved} />
					</div>
					<div className="flex min-w-0 flex-col gap-4">
						<TestsCard
							tests={analysis.tests}
							onShow={show}
							onExpect={
								mayEdit ? (test) => setText(writeJson(withValueAt(content, test.pointer, test.actual))) : undefined
							}
						/>
						<ProblemsCard problems={analysis.problems} onShow={show} />
						<FindingsCard findings={analysis.findings} onShow={show} />
					</div>
				</div>
			</div>
			<UnsavedWarning when={unsaved && !form.busy} />
		</>
	)
}

type ViewProps = {
	view: View
	analysis: Analysis
	content: unknown
	base: unknown
	readOnly: boolean
	text: string
	focus: { path: string } | null
	onText: (text: string) => void
	onChange: (pointer: string, value: ThresholdValue) => void
}

function View({ view, analysis, content, base, readOnly, text, focus, onText, onChange }: ViewProps) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const problems = useMemo(
		() => analysis.problems.map(({ path, severity, message }) => ({ path, severity, message: say(message) })),
		[analysis.problems, say],
	)
	if (view === 'json') {
		const place = <pre className="max-h-[640px] overflow-auto bg-surface-2 p-4 text-12">{text}</pre>
		return (
			<Suspense fallback={place}>
				<JsonEditor
					value={text}
					onChange={onText}
					label={t('page.json')}
					readOnly={readOnly}
					problems={problems}
					focus={focus}
				/>
			</Suspense>
		)
	}
	if (content === undefined || analysis.rules.length === 0)
		return (
			<p className="flex items-center gap-2 p-4 text-text-2">
				<FlaskConical aria-hidden="true" />
				{t('page.notReadable')}
			</p>
		)
	return <RulesForm rules={analysis.rules} content={content} base={base} readOnly={readOnly} onChange={onChange} />
}

/** Why a draft cannot be submitted yet, all of it; undefined when it can. */
function useNotReady(page: RuleSetPage, analysis: Analysis, unsaved: boolean): string | undefined {
	const { t } = useTranslation('rules')
	const errors = analysis.problems.filter((problem) => problem.severity === 'error').length
	const red = analysis.tests.filter((test) => !test.passed).length
	const reasons = [
		...(unsaved ? [t('ready.unsaved')] : []),
		...(errors > 0 ? [t('ready.problems', { count: errors })] : []),
		...(errors === 0 && analysis.tests.length === 0 ? [t('ready.noTests')] : []),
		...(red > 0 ? [t('ready.red', { count: red })] : []),
		...(analysis.changes.length === 0 && errors === 0 ? [t('ready.unchanged')] : []),
		...(page.shown.basedOn !== page.active ? [t('ready.outdated')] : []),
	]
	return reasons.length > 0 ? reasons.join(' ') : undefined
}
