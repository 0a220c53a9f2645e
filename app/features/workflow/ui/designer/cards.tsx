import { CircleCheck, CirclePlay, CircleX, Minus, Pencil, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ProblemRows } from '#app/features/rules/ui/problem-rows.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { WorkflowChange } from '../../design/diff-workflows.ts'
import type { WorkflowProblem } from '../../problem.model.ts'
import type { ScenarioReport } from '../../simulate/run-scenario.ts'
import { titleOf } from '../../workflow.model.ts'
import type { WorkflowDefinition } from '../../workflow.schema.ts'

const SHOWN = 60

type ProblemsProps = {
	problems: readonly WorkflowProblem[]
	definition: WorkflowDefinition | null
	onShow: (path: string) => void
}

/** What is wrong as it stands now, each with the way to its place. */
export function ProblemsCard({ problems, definition, onShow }: ProblemsProps) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const errors = problems.filter(({ severity }) => severity === 'error').length
	const where = (path: string): string => {
		const [, list, step] = path.split('/')
		const part =
			list === 'states'
				? definition?.states[Number(step)]
				: list === 'transitions'
					? definition?.transitions[Number(step)]
					: null
		return part
			? t(list === 'states' ? 'problems.atState' : 'problems.atStep', { name: say(titleOf(part)) })
			: path || '/'
	}
	return (
		<Card
			title={t('problems.title')}
			padding="flush"
			actions={
				errors > 0 ? (
					<StatusChip tone="rejected" label={t('problems.stops', { count: errors })} />
				) : (
					<StatusChip tone="released" label={t('problems.nothingStops')} />
				)
			}
			footer={problems.length > SHOWN ? t('problems.more', { count: problems.length - SHOWN }) : undefined}
		>
			<div role="status" className="sr-only">
				{t('problems.count', { count: problems.length })}
			</div>
			{problems.length === 0 ? (
				<p className="p-4 text-text-3">{t('problems.none')}</p>
			) : (
				<div className="max-h-[360px] overflow-y-auto print:max-h-none print:overflow-visible">
					<ProblemRows label={t('problems.title')} problems={problems.slice(0, SHOWN)} where={where} onShow={onShow} />
				</div>
			)}
		</Card>
	)
}

const CHANGE_ICONS = { added: Plus, removed: Minus, changed: Pencil }
const CHANGE_TONES = { added: 'released', removed: 'rejected', changed: 'quarantine' } as const

type ChangesProps = {
	changes: readonly WorkflowChange[]
	base: number
	voided: readonly string[]
	onShow: (change: WorkflowChange) => void
}

/** What changes from another version, in sentences; each leads to what it is about. */
export function ChangesCard({ changes, base, voided, onShow }: ChangesProps) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	return (
		<Card
			id="changes"
			title={t('changes.title', { number: base })}
			sub={t('changes.count', { count: changes.length })}
			padding="flush"
			footer={voided.length > 0 ? t('changes.voided', { count: voided.length }) : t('changes.keep')}
		>
			{changes.length === 0 ? (
				<p className="p-4 text-text-3">{t('changes.none')}</p>
			) : (
				<div className="max-h-[420px] overflow-y-auto print:max-h-none print:overflow-visible">
					<ListRows
						label={t('changes.title', { number: base })}
						rows={changes.map((change, index) => ({
							key: `${index} ${change.sentence.en}`,
							title:
								change.key && change.kind !== 'removed' ? (
									<button type="button" className="text-left hover:underline" onClick={() => onShow(change)}>
										{say(change.sentence)}
									</button>
								) : (
									say(change.sentence)
								),
							icon: CHANGE_ICONS[change.kind],
							tone: CHANGE_TONES[change.kind],
						}))}
					/>
				</div>
			)}
		</Card>
	)
}

/** The saved test cases and how they come out on what is drawn, red ones first. */
export function TestsCard({ reports, simulateTo }: { reports: readonly ScenarioReport[]; simulateTo: string }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const red = reports.filter(({ passed }) => !passed).length
	const rows = reports
		.map((report, index) => ({ report, index }))
		.toSorted((a, b) => Number(a.report.passed) - Number(b.report.passed))
	return (
		<Card
			title={t('tests.title')}
			padding="flush"
			actions={
				reports.length > 0 && (
					<StatusChip
						tone={red > 0 ? 'rejected' : 'released'}
						label={red > 0 ? t('tests.red', { count: red }) : t('tests.green', { count: reports.length })}
					/>
				)
			}
			footer={t('tests.note')}
		>
			{reports.length === 0 ? (
				<p className="p-4 text-text-2">{t('tests.none')}</p>
			) : (
				<div className="max-h-[360px] overflow-y-auto print:max-h-none print:overflow-visible">
					<ListRows
						label={t('tests.title')}
						rows={rows.map(({ report, index }) => ({
							key: String(index),
							title: (
								<AppLink to={`${simulateTo}&test=${index}`} className="text-text">
									{say(report.name)}
								</AppLink>
							),
							detail: say(report.why),
							icon: report.passed ? CircleCheck : CircleX,
							tone: report.passed ? ('pass' as const) : ('block' as const),
						}))}
					/>
				</div>
			)}
			<p className="border-t border-line px-4 py-2.5">
				<AppLink to={simulateTo} className="inline-flex items-center gap-1.5">
					<CirclePlay aria-hidden="true" className="size-4!" />
					{t('tests.record')}
				</AppLink>
			</p>
		</Card>
	)
}
