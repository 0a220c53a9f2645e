import { CircleCheck, CircleX, OctagonX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { Analysis, TestRow } from '../analyse-rule-set.server.ts'
import { outcomeName } from '../sentence.ts'

type TestsProps = {
	tests: Analysis['tests']
	/** Takes what came out as what is expected; absent where nothing may be changed. */
	onExpect: ((test: TestRow) => void) | undefined
	onShow: (path: string) => void
}

/** The saved test cases, red ones first. */
export function TestsCard({ tests, onExpect, onShow }: TestsProps) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const red = tests.filter((test) => !test.passed).length
	const rows = tests.toSorted((a, b) => Number(a.passed) - Number(b.passed))
	return (
		<Card
			title={t('tests.title')}
			padding="flush"
			actions={
				tests.length > 0 && (
					<StatusChip
						tone={red > 0 ? 'rejected' : 'released'}
						label={
							red > 0 ? t('tests.red', { count: red, all: tests.length }) : t('tests.green', { count: tests.length })
						}
					/>
				)
			}
			footer={t('tests.note')}
		>
			{tests.length === 0 ? (
				<p className="p-4 text-text-3">{t('tests.none')}</p>
			) : (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
				<section aria-label={t('tests.title')} tabIndex={0} className="max-h-[420px] overflow-y-auto">
					<ListRows
						label={t('tests.title')}
						rows={rows.map((test) => ({
							key: test.name.en,
							title: say(test.name),
							detail: (
								<>
									{say(test.why)}
									{!test.passed && (
										<span className="mt-1.5 flex flex-wrap gap-2">
											{onExpect && (
												<Button size="sm" onClick={() => onExpect(test)}>
													{t('tests.expect', { outcome: say(outcomeName(test.actual.outcome)) })}
												</Button>
											)}
											<Button size="sm" onClick={() => onShow(test.pointer)}>
												{t('tests.open')}
											</Button>
										</span>
									)}
								</>
							),
							icon: test.passed ? CircleCheck : CircleX,
							tone: test.passed ? ('pass' as const) : ('block' as const),
						}))}
					/>
				</section>
			)}
		</Card>
	)
}

/** What is wrong, each with the way to its place. */
export function ProblemsCard({ problems, onShow }: { problems: Analysis['problems']; onShow: (path: string) => void }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	return (
		<Card title={t('problems.title')} sub={String(problems.length)} padding="flush">
			{problems.length === 0 ? (
				<p className="p-4 text-text-3">{t('problems.none')}</p>
			) : (
				<ListRows
					label={t('problems.title')}
					rows={problems.slice(0, 50).map((problem) => ({
						key: `${problem.path} ${problem.code}`,
						title: say(problem.message),
						detail: problem.path && <span className="mono">{problem.path}</span>,
						icon: problem.severity === 'error' ? OctagonX : TriangleAlert,
						tone: problem.severity === 'error' ? ('block' as const) : ('warn' as const),
						aside: (
							<Button size="sm" variant="ghost" onClick={() => onShow(problem.path)}>
								{t('problems.show')}
							</Button>
						),
					}))}
				/>
			)}
		</Card>
	)
}
