import { CircleDotDashed, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { toneClass } from '#app/ui/status/tone.ts'
import type { ImportProgress, ImportView } from '../intake.queries.server.ts'

interface ProgressCardProps {
	readonly view: ImportView
	/** The newest answer; null before the first. */
	readonly progress: ImportProgress | null
	readonly onCancel?: (() => void) | undefined
}

/** An import that goes on: how far, how long still, and that one may leave. */
export function ProgressCard({ view, progress, onCancel }: ProgressCardProps) {
	const { t } = useTranslation('intake')
	const { number, time } = useReader()
	const done = progress?.processed ?? view.processed
	const total = view.good
	const left = progress ? secondsLeft(view.startedAt, done, total) : null
	const words = view.cancelRequested
		? t('running.stopping')
		: [
				view.mode === 'all-or-nothing' ? t('running.whole') : left !== null && t('running.left', { count: left }),
				t('running.leave'),
			]
				.filter(Boolean)
				.join(' ')
	return (
		<Card>
			<div className="flex items-center gap-4 max-desk:flex-wrap">
				<Upload aria-hidden="true" className={`${toneClass('waiting')} size-5! flex-none text-c-fg max-desk:hidden`} />
				<div className="min-w-0 flex-1">
					<div className="flex flex-wrap items-baseline gap-x-2">
						<span className="font-medium wrap-anywhere">{t('running.label', { name: view.fileName })}</span>
						{view.startedAt && (
							<span className="text-12 text-text-3">{t('running.startedBy', { time: time(view.startedAt) })}</span>
						)}
						<span className="flex-1" />
						<span className="font-medium whitespace-nowrap">
							{t('running.text', { done: number(done), total: number(total) })}
						</span>
					</div>
					<ProgressBar
						bare
						className="mt-1.5 mb-1"
						label={t('running.label', { name: view.fileName })}
						done={done}
						total={total}
						text={t('running.text', { done: number(done), total: number(total) })}
					/>
					<p role="status" className="text-12 text-text-3">
						{words}
					</p>
				</div>
				{onCancel && !view.cancelRequested && (
					<Button size="sm" onClick={onCancel}>
						{t('running.cancel')}
					</Button>
				)}
			</div>
		</Card>
	)
}

/** A guess by the pace so far; null before there is one. Asked only after an answer, so never while the server renders. */
function secondsLeft(startedAt: string | null, done: number, total: number): number | null {
	if (!startedAt || done === 0 || done >= total) return null
	const elapsed = (Date.now() - new Date(startedAt).getTime()) / 1000
	return elapsed > 0 ? Math.max(1, Math.round((elapsed / done) * (total - done))) : null
}

/** The file is being read, or its rows tried: what goes on, and how far where that is known. */
export function WorkingCard({
	title,
	text,
	done,
	total,
}: {
	title: string
	text: string
	done?: number | undefined
	total?: number | undefined
}) {
	const { t } = useTranslation('intake')
	const { number } = useReader()
	const known = done !== undefined && total !== undefined && total > 0 && done > 0
	return (
		<Card>
			<div className="flex items-center gap-4" aria-busy="true">
				<CircleDotDashed aria-hidden="true" className="size-5! flex-none text-text-3 motion-safe:animate-spin" />
				<div className="min-w-0 flex-1">
					<p className="font-medium">{title}</p>
					<p role="status" className="text-12 text-text-3">
						{text}
					</p>
					{known && (
						<ProgressBar
							bare
							className="mt-2"
							label={title}
							done={done}
							total={total}
							text={t('running.text', { done: number(done), total: number(total) })}
						/>
					)}
				</div>
			</div>
		</Card>
	)
}
