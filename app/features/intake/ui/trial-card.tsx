import { Download, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { buttonClass } from '#app/ui/actions/button-class.ts'
import { PartsBar } from '#app/ui/charts/parts-bar.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import type { ImportView, listProblems, ProblemCount } from '../intake.queries.server.ts'
import { ProblemsTable } from './problems-table.tsx'

export type ProblemsPage = Awaited<ReturnType<typeof listProblems>>

interface TrialCardProps {
	readonly view: ImportView
	readonly problems: ProblemsPage
	readonly counts: readonly ProblemCount[]
	/** Values can be repaired in their rows. */
	readonly editable: boolean
	/** The dry run goes on again: the figures are those of the one before. */
	readonly busy: boolean
	readonly onRun?: (() => void) | undefined
	readonly onRepair: (repair: { row: string; column: string; value: string }) => void
}

/** What the dry run came to, and each problem with its row, value, reason and remedy. */
export function TrialCard({ view, problems, counts, editable, busy, onRun, onRepair }: TrialCardProps) {
	const { t } = useTranslation('intake')
	const { number, time } = useReader()
	const trial = view.inspection?.trial
	const fine = Math.max(0, view.good - view.warnings)
	const parts = [
		{ key: 'good', label: t('trial.good'), value: fine, tone: 'released' as const },
		{ key: 'warned', label: t('trial.warned'), value: view.warnings, tone: 'warn' as const },
		{ key: 'bad', label: t('trial.bad'), value: view.bad, tone: 'rejected' as const },
	].filter((part) => part.value > 0)
	return (
		<Card
			padding="flush"
			busy={busy}
			title={t('trial.title')}
			sub={trial && t('trial.sub', { time: time(trial.at), seconds: (trial.ms / 1000).toFixed(1) })}
			actions={
				<>
					{view.bad > 0 && (
						<a href={`/imports/${view.id}/errors.csv`} download className={buttonClass({ size: 'sm' })}>
							<Download aria-hidden="true" className="size-3.5!" />
							{t('trial.download')}
						</a>
					)}
					{onRun && (
						<Button size="sm" icon={Play} busy={busy} onClick={onRun}>
							{t('columns.runAgain')}
						</Button>
					)}
				</>
			}
		>
			<CardSection>
				<PartsBar
					form="thin"
					label={t('trial.bar')}
					parts={parts.map((part) => ({ ...part, text: number(part.value) }))}
					sum={t('trial.sum', { sum: parts.map((part) => number(part.value)).join(' + '), count: view.rows })}
				/>
			</CardSection>
			<ProblemsTable problems={problems} counts={counts} editable={editable && !busy} onRepair={onRepair} />
		</Card>
	)
}
