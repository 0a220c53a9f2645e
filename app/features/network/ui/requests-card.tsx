import { MessageCircleQuestionMark } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { RequestRow } from '../connections.queries.server.ts'
import { withdrawSchema } from '../network.schema.ts'
import type { NetworkPage } from '../network-page.ts'
import { AnswerDialog } from './answer-dialog.tsx'
import { LevelTag } from './level-tag.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

const TONES = { open: 'waiting', granted: 'pass', declined: 'block', withdrawn: 'draft' } as const

/** Who asked to see more of a lot, and what was answered; what waits for us is answered here. */
export function RequestsCard({ page }: { page: NetworkPage<RequestRow> }) {
	const { t } = useTranslation('network')
	const { say, dateTime } = useReader()
	const ability = useAbility()
	const [answering, setAnswering] = useState<RequestRow | null>(null)
	const [withdrawing, setWithdrawing] = useState<RequestRow | null>(null)
	const mayAnswer = ability.can('answer', 'Connection')
	const waitsForUs = ({ connected, side, status }: RequestRow) =>
		connected && status === 'open' && side === 'received' && mayAnswer
	const mayWithdraw = ({ connected, side, status }: RequestRow) =>
		connected &&
		(side === 'received' ? status === 'granted' && mayAnswer : status === 'open' && ability.can('submit', 'Connection'))
	return (
		<Card id="requests" title={t('requests.title')} padding="flush">
			<DataTable
				caption={t('requests.title')}
				rows={page.rows}
				rowKey={(row) => row.id}
				empty={
					<EmptyState icon={MessageCircleQuestionMark} title={t('requests.empty')}>
						{t('requests.emptyText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'lot',
						header: t('requests.lot'),
						role: 'key',
						cell: (row) => <span className="mono">{row.code || t('lots.unnamed')}</span>,
					},
					{
						key: 'status',
						header: t('requests.status'),
						role: 'aside',
						cell: (row) =>
							waitsForUs(row) ? (
								<Button size="sm" onClick={() => setAnswering(row)}>
									{t('requests.answer')}…
								</Button>
							) : (
								<>
									<Outcome row={row} />
									{mayWithdraw(row) && (
										<Button size="sm" variant="ghost" onClick={() => setWithdrawing(row)}>
											{t('requests.withdraw')}…
										</Button>
									)}
								</>
							),
					},
					{
						key: 'side',
						header: t('requests.side'),
						cell: (row) => t(`requests.${row.side}`, { company: say(row.party) }),
					},
					{ key: 'level', header: t('requests.level'), cell: (row) => <LevelTag level={row.level} /> },
					{ key: 'reason', header: t('requests.reason'), cell: (row) => row.reason, className: 'wrap-anywhere' },
					{
						key: 'who',
						header: t('requests.who'),
						cell: (row) => (
							<>
								{row.askedBy}
								<CellSub>{dateTime(row.askedAt)}</CellSub>
							</>
						),
					},
				]}
				pager={<ListPager name="requests" page={page} />}
			/>
			{withdrawing && (
				<ReasonDialog
					intent="withdraw"
					action="/network"
					requestId={withdrawing.id}
					schema={withdrawSchema}
					words={{
						title: t(`requests.withdrawTitle.${withdrawing.side}`, { lot: withdrawing.code || t('lots.unnamed') }),
						text: t(`requests.withdrawText.${withdrawing.side}`, { company: say(withdrawing.party) }),
						reason: t('policy.reason'),
						submit: t('requests.withdraw'),
						done: t('requests.withdrawn'),
					}}
					onClose={() => setWithdrawing(null)}
				/>
			)}
			{answering && <AnswerDialog request={answering} onClose={() => setAnswering(null)} />}
		</Card>
	)
}

function Outcome({ row }: { row: RequestRow }) {
	const { t } = useTranslation('network')
	const { date } = useReader()
	return (
		<>
			<StatusText tone={TONES[row.status]} label={t(`requestStatus.${row.status}`)} />
			{row.grantedUntil && <CellSub>{t('requests.until', { date: date(row.grantedUntil) })}</CellSub>}
			{row.answer && <CellSub>{row.answer}</CellSub>}
		</>
	)
}
