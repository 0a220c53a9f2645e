import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Facts } from '#app/ui/layout/page-head.tsx'
import type { ChainState } from '../audit.queries.server.ts'
import type { CheckAnswer } from '../check-answer.ts'

/** How long the chain is, where it ends, its checkpoints, and what the last check of this page came to. */
export function ChainCard({ chain, check }: { chain: ChainState; check: CheckAnswer | null }) {
	const { t } = useTranslation('audit')
	const { number, dateTime, time } = useReader()
	const newest = chain.checkpoints.at(-1)
	const facts = [
		{ label: t('state.entries'), value: number(chain.length) },
		{
			label: t('state.head'),
			value: chain.head ? (
				<span className="mono" title={chain.head}>
					{chain.head.slice(0, 16)}…
				</span>
			) : (
				t('state.noHead')
			),
		},
		{
			label: t('state.lastCheckpoint'),
			value: newest ? dateTime(newest.at) : <span className="font-normal text-text-2">{t('state.noCheckpoint')}</span>,
		},
		...(check?.kind === 'checked'
			? [
					{
						label: t('state.checked'),
						value: t('state.checkedText', { checked: number(check.verdict.checked), length: number(check.length) }),
					},
					{
						label: t('state.lastCheck'),
						value: t('state.took', { time: time(check.at), seconds: (check.ms / 1000).toFixed(1) }),
					},
				]
			: []),
	]
	return (
		<Card padding="flush">
			<div className="grid wide:grid-cols-[minmax(0,1fr)_auto]">
				<div className="px-4 py-3">
					<Facts facts={facts} className="mt-0!" />
				</div>
				{chain.checkpoints.length > 0 && <CheckpointStrip chain={chain} />}
			</div>
		</Card>
	)
}

/** The newest checkpoints in a row, and what has been written since the last one. */
function CheckpointStrip({ chain }: { chain: ChainState }) {
	const { t } = useTranslation('audit')
	const { date, number } = useReader()
	const { checkpoints, length } = chain
	const open = length - (checkpoints.at(-1)?.seq ?? 0)
	const [first] = checkpoints
	return (
		<div className="min-w-0 border-line px-4 py-3 max-wide:border-t wide:border-l">
			<div
				role="img"
				aria-label={t('state.strip', { count: checkpoints.length, open: number(open) })}
				className="flex h-5 items-center overflow-hidden"
			>
				{checkpoints.map((point) => (
					<span key={point.seq} className="tone-released flex flex-none items-center">
						<span className="size-3.5 rounded-1 border border-c bg-c-bg" />
						<span className="h-px w-1.5 bg-c" />
					</span>
				))}
				<span className="size-3.5 flex-none rounded-1 border border-dashed border-control-line" />
			</div>
			<div className="mt-1 flex flex-wrap justify-between gap-x-6 text-12 text-text-3">
				<span>{first && date(first.at)}</span>
				<span>{open > 0 ? t('state.open', { count: open }) : t('state.covered')}</span>
			</div>
		</div>
	)
}
