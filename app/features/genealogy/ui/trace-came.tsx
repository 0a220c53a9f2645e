import { Factory } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { OriginCertificate } from '../trace-parties.queries.server.ts'
import type { CamePart } from '../trace-view.server.ts'
import { TracePager } from './trace-table.tsx'

/** Where it came from: suppliers, their lots, and the papers that came with them. */
export function TraceCame({ came: { page, suppliers, lots } }: { came: CamePart }) {
	const { t } = useTranslation('genealogy')
	return (
		<Card title={t('came.title')} sub={t('came.sum', { suppliers, lots })} padding="flush">
			<OriginTable
				rows={page.rows}
				pager={<TracePager page={page} />}
				empty={
					<EmptyState icon={Factory} title={t('came.none')}>
						{t('came.noneText')}
					</EmptyState>
				}
			/>
		</Card>
	)
}

type OriginTableProps = { rows: CamePart['page']['rows']; pager?: ReactNode; empty?: ReactNode }

/** Bought lots with their supplier, its own lot, and the papers that came with them. */
export function OriginTable({ rows, pager, empty }: OriginTableProps) {
	const { t } = useTranslation('genealogy')
	const { say, quantity, date } = useReader()
	return (
		<DataTable
			caption={t('came.title')}
			rows={rows}
			rowKey={(row) => row.id}
			pager={pager}
			empty={empty}
			columns={[
				{
					key: 'supplier',
					header: t('came.supplier'),
					role: 'key',
					cell: (row) => (
						<>
							{row.supplier ? say(row.supplier.name) : '–'}
							<CellSub mono>{row.origin?.supplierLot ?? t('came.noSupplierLot')}</CellSub>
						</>
					),
				},
				{
					key: 'lot',
					header: t('table.lot'),
					cell: (row) => (
						<AppLink to={`/lots/${row.id}`} className="mono">
							{row.code}
						</AppLink>
					),
				},
				{ key: 'item', header: t('table.item'), cell: (row) => say(row.item.name) },
				{ key: 'quantity', header: t('lots.quantity'), align: 'end', cell: (row) => quantity(row.quantity) },
				{
					key: 'received',
					header: t('came.received'),
					cell: (row) => (row.origin?.receivedAt ? date(row.origin.receivedAt) : '–'),
				},
				{
					key: 'papers',
					header: t('came.papers'),
					cell: (row) => (
						<Papers lotId={row.id} papers={row.origin?.certificates ?? []} all={row.origin?.papers ?? 0} />
					),
				},
			]}
		/>
	)
}

function Papers({ lotId, papers, all }: { lotId: string; papers: readonly OriginCertificate[]; all: number }) {
	const { t } = useTranslation('genealogy')
	const { date, now } = useReader()
	if (papers.length === 0) return <StatusText tone="quarantine" label={t('came.noPapers')} />
	const today = now.slice(0, 10)
	const shown = papers.map((paper) => {
		const over = paper.validUntil !== null && paper.validUntil < today
		return (
			<div key={paper.id}>
				<AppLink to={`/documents/${paper.id}/content`} reloadDocument>
					{paper.title}
				</AppLink>
				<CellSub>
					{paper.validUntil ? (
						over ? (
							<StatusText tone="rejected" label={t('came.expired', { date: date(paper.validUntil) })} />
						) : (
							t('came.until', { date: date(paper.validUntil) })
						)
					) : (
						t('came.noEnd')
					)}
				</CellSub>
			</div>
		)
	})
	if (all <= papers.length) return shown
	return (
		<>
			{shown}
			<AppLink to={`/lots/${lotId}?tab=documents`} className="inline-flex min-h-6 items-center">
				{t('came.allPapers', { count: all })}
			</AppLink>
		</>
	)
}
