import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { SpecificationRow } from '../specifications.queries.server.ts'
import { SpecificationDialog } from './specification-dialog.tsx'
import { useLimits } from './use-limits.ts'

/** What lots of an item are tested for, and between which limits. */
export function SpecificationsCard({ page, mayChange }: { page: ListPage<SpecificationRow>; mayChange: boolean }) {
	const { t } = useTranslation('catalog')
	const { say } = useReader()
	const [open, setOpen] = useState<SpecificationRow | 'new' | null>(null)
	const limits = useLimits()
	return (
		<Card
			title={t('item.specs')}
			padding="flush"
			actions={
				mayChange && (
					<Button size="sm" variant="ghost" icon={Plus} onClick={() => setOpen('new')}>
						{t('item.newSpec')}…
					</Button>
				)
			}
		>
			<DataTable
				caption={t('item.specs')}
				rows={page.rows}
				rowKey={(row) => row.id}
				empty={<p className="px-4 py-3 text-text-2">{t('item.noSpec')}</p>}
				columns={[
					{
						key: 'test',
						header: t('item.test'),
						role: 'key',
						cell: (row) => (
							<span className="font-medium">
								{say(row.name)}
								<CellSub mono>{row.test}</CellSub>
							</span>
						),
					},
					{ key: 'method', header: t('item.method'), cell: (row) => <span className="text-text-2">{row.method}</span> },
					{ key: 'limits', header: t('item.limits'), cell: limits },
					{
						key: 'required',
						header: t('item.required'),
						role: 'aside',
						cell: (row) => (
							<StatusText
								tone={row.required ? 'accent' : 'draft'}
								label={row.required ? t('item.requiredYes') : t('item.optional')}
							/>
						),
					},
					...(mayChange
						? [
								{
									key: 'act',
									header: t('item.change_'),
									headerHidden: true,
									align: 'end' as const,
									cell: (row: SpecificationRow) => (
										<Button size="sm" onClick={() => setOpen(row)}>
											{t('item.change_')}
										</Button>
									),
								},
							]
						: []),
				]}
			/>
			<ListPager name="specifications" page={page} />
			{open && (
				<SpecificationDialog
					key={open === 'new' ? 'new' : open.id}
					row={open === 'new' ? null : open}
					onClose={() => setOpen(null)}
				/>
			)}
		</Card>
	)
}
