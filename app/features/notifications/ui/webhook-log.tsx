import { RotateCw, Webhook } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { WebhookDeliveryRow } from '../webhooks.queries.server.ts'

const TONES: Record<WebhookDeliveryRow['status'], Tone> = { queued: 'waiting', sent: 'released', failed: 'rejected' }

/** What was sent to an endpoint, the request and what it answered behind each line. */
export function WebhookLog({
	deliveries,
	nextHref,
}: {
	deliveries: readonly WebhookDeliveryRow[]
	nextHref: string | null
}) {
	const { t } = useTranslation('notifications')
	const { dateTime } = useReader()
	const intent = useIntent()
	return (
		<DataTable
			caption={t('webhooks.log')}
			rows={deliveries}
			rowKey={(row) => row.id}
			pager={nextHref && <Pager nextHref={nextHref} />}
			empty={
				<EmptyState icon={Webhook} title={t('webhooks.logEmpty')}>
					{t('webhooks.logEmptyText')}
				</EmptyState>
			}
			columns={[
				{
					key: 'event',
					header: t('webhooks.event'),
					role: 'key',
					cell: (row) => (
						<details>
							<summary className="cursor-pointer">
								<span className="mono">{row.type}</span> {row.subjectLabel}
							</summary>
							<pre className="mt-2 max-w-160 overflow-auto rounded-2 border border-line bg-surface-2 p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
								{JSON.stringify(JSON.parse(row.body), null, 2)}
							</pre>
							{row.answerBody && (
								<pre className="mt-2 max-w-160 overflow-auto rounded-2 border border-line bg-surface-2 p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
									{row.answerBody}
								</pre>
							)}
						</details>
					),
				},
				{
					key: 'status',
					header: t('webhooks.status'),
					role: 'aside',
					cell: (row) => <StatusText tone={TONES[row.status]} label={t(`deliveryStatus.${row.status}`)} />,
				},
				{
					key: 'answer',
					header: t('webhooks.answer'),
					cell: (row) => (
						<>
							{row.answerStatus ?? '–'}
							{row.tookMs !== null && ` · ${row.tookMs} ms`}
							{row.lastError && <CellSub>{row.lastError}</CellSub>}
						</>
					),
				},
				{ key: 'tries', header: t('log.tries'), align: 'end', cell: (row) => row.attempts },
				{
					key: 'at',
					header: t('log.at'),
					cell: (row) => <span className="whitespace-nowrap">{dateTime(row.createdAt)}</span>,
				},
				{
					key: 'act',
					header: t('log.resend'),
					headerHidden: true,
					align: 'end',
					cell: (row) =>
						row.status === 'failed' && (
							<Button
								size="sm"
								icon={RotateCw}
								busy={intent.busy}
								onClick={() => intent.send({ intent: 'resend', delivery: row.id })}
							>
								{t('log.resend')}
							</Button>
						),
				},
			]}
		/>
	)
}
