import { PackageOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Quantity } from '#app/core/quantity.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { ScopeParty, ScopesPart } from '../trace-view.server.ts'
import { TracePager } from './trace-table.tsx'

/** Who has what of each scope, page by page; who has any of the narrow one comes first. */
export function ScopeConsignees({ page, narrowed }: { page: ScopesPart['page']; narrowed: boolean }) {
	const { t } = useTranslation('genealogy')
	const { say, quantity } = useReader()
	const told = (lots: number, shipped: readonly Quantity[]) =>
		lots === 0 ? (
			<span className="text-text-3">–</span>
		) : (
			<>
				{shipped.map(quantity).join(', ')}
				<CellSub>{t('scopes.count', { count: lots })}</CellSub>
			</>
		)
	const narrow: Column<ScopeParty> = {
		key: 'narrow',
		header: t('scopes.narrow'),
		align: 'end',
		cell: (row) => told(row.narrow?.lots ?? 0, row.narrow?.shipped ?? []),
	}
	return (
		<Card title={t('aside.toTell')} padding="flush">
			<DataTable
				caption={t('aside.toTell')}
				rows={page.rows}
				rowKey={(row) => row.id}
				pager={<TracePager page={page} />}
				empty={
					<EmptyState icon={PackageOpen} title={t('went.none')}>
						{t('went.noneText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'party',
						header: t('went.party'),
						role: 'key',
						cell: (row) => (
							<>
								{say(row.name)}
								<CellSub mono>
									{row.code} · {row.country}
								</CellSub>
							</>
						),
					},
					...(narrowed ? [narrow] : []),
					{ key: 'broad', header: t('scopes.broad'), align: 'end', cell: (row) => told(row.lots, row.shipped) },
				]}
			/>
		</Card>
	)
}
