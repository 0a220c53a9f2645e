import { History, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { isEnded, outcomesOf } from '../../replay/replay.model.ts'
import type { ReplayView } from '../../replay/replay.queries.server.ts'
import type { ReplayPage } from '../../replay/replay-page.server.ts'
import { OutcomeChange } from './outcome-change.tsx'
import { useReplayWords } from './replay-words.ts'
import { useReplayProgress } from './use-replay-progress.ts'

/** The chosen replay: how far it is, or what it came to. */
export function ReplayCard({ page, mayCancel }: { page: ReplayPage; mayCancel: boolean }) {
	const { t } = useTranslation('rules')
	const { shown } = page
	if (!shown)
		return (
			<Card>
				<EmptyState icon={History} title={t('replay.none')}>
					{t('replay.noneText')}
				</EmptyState>
			</Card>
		)
	return isEnded(shown.status) ? (
		<Ended replay={shown} isCurrent={page.isCurrent} />
	) : (
		<Going replay={shown} mayCancel={mayCancel} />
	)
}

function Going({ replay, mayCancel }: { replay: ReplayView; mayCancel: boolean }) {
	const { t } = useTranslation('rules')
	const { number } = useReader()
	const words = useReplayWords()
	const progress = useReplayProgress(replay)
	const intent = useIntent()
	const text = t('replay.progress', { done: number(progress.processed), total: number(progress.total) })
	const isStopping = progress.cancelRequested || intent.busy
	return (
		<Card
			title={words.candidate(replay)}
			sub={words.scope(replay)}
			actions={
				mayCancel && (
					<Button
						size="sm"
						icon={Square}
						busy={isStopping}
						onClick={() => intent.send({ intent: 'cancel', run: replay.id })}
					>
						{t('replay.cancel')}
					</Button>
				)
			}
		>
			<ProgressBar label={t('replay.title')} done={progress.processed} total={progress.total} text={text} />
			<p role="status" className="mt-2 text-12 text-text-3">
				{isStopping
					? t('replay.stopping')
					: t('replay.soFar', { count: progress.flipped, n: number(progress.flipped) })}
			</p>
		</Card>
	)
}

const TONES = { done: 'released', cancelled: 'draft', failed: 'rejected' } as const

function Ended({ replay, isCurrent }: { replay: ReplayView; isCurrent: boolean }) {
	const { t } = useTranslation('rules')
	const { number, dateTime, say } = useReader()
	const words = useReplayWords()
	const { status, processed, total, flipped, rechecked, transitions, error } = replay
	const tone = status === 'done' && flipped > 0 ? 'waiting' : TONES[status as keyof typeof TONES]
	const title =
		status === 'done'
			? t('replay.result', { count: flipped, n: number(flipped), total: number(processed) })
			: t(`replay.ended.${status as 'cancelled'}`, { done: number(processed), total: number(total) })
	return (
		<Card
			title={words.candidate(replay)}
			sub={`${words.scope(replay)} · ${dateTime(replay.createdAt)}${replay.createdBy ? ` · ${replay.createdBy}` : ''}`}
			footer={!error && rechecked > 0 && t('replay.rechecked', { count: rechecked, n: number(rechecked) })}
		>
			<div className="flex flex-col gap-3">
				<Note tone={tone} title={title}>
					{error && say(error.message)}
				</Note>
				{!isCurrent && status === 'done' && <Note tone="quarantine" title={t('replay.stale')} />}
				{flipped > 0 && (
					<ul className="flex flex-wrap gap-x-6 gap-y-2">
						{Object.entries(transitions)
							.toSorted(([, a], [, b]) => b - a)
							.map(([key, count]) => (
								<li key={key} className="flex items-center gap-2">
									<span className="text-18 font-semibold">{number(count)}</span>
									<OutcomeChange {...outcomesOf(key)} />
								</li>
							))}
					</ul>
				)}
			</div>
		</Card>
	)
}
