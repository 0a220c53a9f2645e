import type { LucideIcon } from 'lucide-react'
import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { BulkBar, TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { useRowSelection } from '#app/ui/data/use-row-selection.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { DeliveryRow, LogStatus } from '../delivery-log.queries.server.ts'

const TONES: Record<LogStatus, Tone> = { queued: 'waiting', sent: 'released', kept: 'draft', failed: 'rejected' }

type Props = {
	deliveries: readonly DeliveryRow[]
	nextHref: string | null
	filters: ReactNode
	empty: { icon: LucideIcon; title: string; text: string }
}

const nameOf = (row: DeliveryRow): string => `${row.channel}:${row.id}`

/** Deliveries with how they went; those that failed can be sent again, one or many. */
export function DeliveryTable({ deliveries, nextHref, filters, empty }: Props) {
	const { t } = useTranslation('notifications')
	const { say, dateTime } = useReader()
	const dead = useMemo(() => deliveries.filter((row) => row.status === 'failed').map(nameOf), [deliveries])
	const selection = useRowSelection(dead)
	const intent = useIntent({ onDone: selection.clear })
	const titleOf = (row: DeliveryRow) => (typeof row.title === 'string' ? row.title : say(row.title))
	const hrefOf = (row: DeliveryRow) =>
		row.channel === 'mail' ? `/dev/mail?mail=${row.id}` : row.endpointId ? `/webhooks/${row.endpointId}` : null
	return (
		<DataTable
			caption={t('log.title')}
			rows={deliveries}
			rowKey={nameOf}
			rowName={titleOf}
			{...(dead.length > 0 ? { selection } : {})}
			toolbar={<TableToolbar>{filters}</TableToolbar>}
			bulk={
				<BulkBar selection={selection}>
					<Button
						size="sm"
						icon={RotateCw}
						busy={intent.busy}
						onClick={() => intent.send({ which: selection.keys.join(',') })}
					>
						{t('log.resend')}
					</Button>
				</BulkBar>
			}
			pager={nextHref && <Pager nextHref={nextHref} />}
			empty={
				<EmptyState icon={empty.icon} title={empty.title} titleLevel={2}>
					{empty.text}
				</EmptyState>
			}
			columns={[
				{
					key: 'title',
					header: t('log.what'),
					role: 'key',
					cell: (row) => {
						const href = hrefOf(row)
						return (
							<>
								{href ? <AppLink to={href}>{titleOf(row)}</AppLink> : titleOf(row)}
								<CellSub mono={row.templateName === null}>
									{[row.templateName ? say(row.templateName) : row.template, row.version && `v${row.version}`]
										.filter(Boolean)
										.join(' · ')}
								</CellSub>
							</>
						)
					},
				},
				{ key: 'to', header: t('log.to'), cell: (row) => <span className="wrap-anywhere">{row.recipient}</span> },
				{ key: 'channel', header: t('log.channel'), cell: (row) => t(`channel.${row.channel}`) },
				{
					key: 'status',
					header: t('log.status'),
					role: 'aside',
					cell: (row) => <StatusText tone={TONES[row.status]} label={t(`deliveryStatus.${row.status}`)} />,
				},
				{
					key: 'tries',
					header: t('log.tries'),
					align: 'end',
					cell: (row) => (
						<>
							{row.attempts}
							{row.lastError && <CellSub>{row.lastError}</CellSub>}
						</>
					),
				},
				{
					key: 'at',
					header: t('log.at'),
					cell: (row) => <span className="whitespace-nowrap">{dateTime(row.createdAt)}</span>,
				},
			]}
		/>
	)
}
