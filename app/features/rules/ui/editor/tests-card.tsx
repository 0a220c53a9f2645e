import { CircleCheck, CircleDashed, CircleX, ListPlus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { TestRow } from '../../analyse-rule-set.server.ts'
import { outcomesOf, testsOf } from '../../edit/rule-commands.ts'
import { newTest, testName } from '../../edit/test-facts.ts'
import { outcomeName } from '../../sentence.ts'
import { useRuleEditor } from './editor-context.ts'
import { TestDialog } from './test-dialog.tsx'

type Props = {
	reports: readonly TestRow[]
	isStale: boolean
	opened: number | null
	onOpen: (index: number | null) => void
}

/** The saved test cases with how they come out on what is typed, red ones first; each opens to be changed. */
export function TestsCard({ reports, isStale, opened, onOpen }: Props) {
	const { t } = useTranslation('rules')
	const { content, edit, readOnly } = useRuleEditor()
	const tests = testsOf(content)
	const red = reports.filter((report) => !report.passed).length
	const add = () => {
		const test = newTest(tests.length + 1, outcomesOf(content)[0] ?? 'pass')
		const first = tests.length === 0 ? [{ type: 'set' as const, at: '/tests', value: [] }] : []
		edit([...first, { type: 'insert', at: '/tests', index: tests.length, value: test }])
		onOpen(tests.length)
	}
	const chip =
		red > 0 ? t('tests.red', { count: red, all: reports.length }) : t('tests.green', { count: reports.length })
	return (
		<Card
			title={t('tests.title')}
			padding="flush"
			busy={isStale}
			actions={
				<>
					{reports.length > 0 && <StatusChip tone={red > 0 ? 'rejected' : 'released'} label={chip} />}
					{!readOnly && <IconButton icon={Plus} size="sm" variant="ghost" label={t('editor.addTest')} onClick={add} />}
				</>
			}
			footer={isStale ? t('page.checking') : t('tests.note')}
		>
			{tests.length === 0 ? (
				<div className="p-4 text-text-2">
					<p>{t('editor.noTests')}</p>
					{!readOnly && (
						<Button icon={Plus} className="mt-2" onClick={add}>
							{t('editor.addTest')}
						</Button>
					)}
				</div>
			) : (
				<TestList reports={reports} isStale={isStale} onOpen={onOpen} />
			)}
			{opened !== null && tests[opened] !== undefined && (
				<TestDialog
					index={opened}
					report={reports[opened]}
					isStale={isStale}
					onClose={() => onOpen(null)}
					onRemove={() => {
						edit([{ type: 'remove', at: `/tests/${opened}` }])
						onOpen(null)
					}}
					onDuplicate={() => {
						const { en, 'zh-CN': zh } = testName(tests[opened], opened)
						const copy = { ...(tests[opened] as object), name: { en: `${en} (2)`, 'zh-CN': `${zh}（2）` } }
						edit([{ type: 'insert', at: '/tests', index: opened + 1, value: copy }])
						onOpen(opened + 1)
					}}
				/>
			)}
		</Card>
	)
}

const SHOWN = 30

function TestList({ reports, isStale, onOpen }: Pick<Props, 'reports' | 'isStale' | 'onOpen'>) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content, edit, readOnly } = useRuleEditor()
	const [all, setAll] = useState(false)
	const rows = testsOf(content)
		.map((test, index) => ({ index, name: testName(test, index), report: reports[index] }))
		.toSorted((a, b) => Number(a.report?.passed ?? true) - Number(b.report?.passed ?? true))
	const shown = all ? rows : rows.slice(0, SHOWN)
	return (
		<div className="max-h-[420px] overflow-y-auto">
			<ListRows
				label={t('tests.title')}
				rows={shown.map(({ index, name, report }) => ({
					key: `${index}`,
					title: (
						<button
							type="button"
							data-place={`/tests/${index}`}
							className="text-left hover:underline"
							onClick={() => onOpen(index)}
						>
							{say(name)}
						</button>
					),
					detail: (
						<>
							{report ? say(report.why) : t('editor.notRun')}
							{report && !report.passed && !readOnly && (
								<span className="mt-1.5 flex flex-wrap gap-2">
									<Button
										size="sm"
										refusedBecause={isStale ? t('page.checking') : undefined}
										onClick={() => edit([{ type: 'set', at: `/tests/${index}/expect`, value: report.actual }])}
									>
										{t('tests.expect', { outcome: say(outcomeName(report.actual.outcome)) })}
									</Button>
									<Button size="sm" onClick={() => onOpen(index)}>
										{t('tests.open')}
									</Button>
								</span>
							)}
						</>
					),
					icon: report ? (report.passed ? CircleCheck : CircleX) : CircleDashed,
					tone: report ? (report.passed ? ('pass' as const) : ('block' as const)) : ('unknown' as const),
				}))}
			/>
			{rows.length > shown.length && (
				<Button variant="ghost" icon={ListPlus} className="w-full" onClick={() => setAll(true)}>
					{t('editor.showAll', { count: rows.length })}
				</Button>
			)}
		</div>
	)
}
