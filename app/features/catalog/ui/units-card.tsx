import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { unitOf } from '#app/core/units.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import { type ItemUnitPeriod, periodOf } from '../item-units.model.ts'
import { EndUnitDialog, UnitDialog } from './unit-dialogs.tsx'

const TONES: Record<ReturnType<typeof periodOf>, Tone> = { 'in-force': 'released', later: 'waiting', over: 'draft' }

type Props = {
	page: ListPage<ItemUnitPeriod>
	itemUnit: string
	mayChange: boolean
	/** Today in the tenant's time zone. */
	today: string
}
type Open = { kind: 'new' } | { kind: 'change' | 'end'; row: ItemUnitPeriod } | null

/** What a box, a drum or a piece of the item is in the unit that it is counted in, and since when. */
export function UnitsCard({ page, itemUnit, mayChange, today }: Props) {
	const { t } = useTranslation('catalog')
	const { say, date, unit, number } = useReader()
	const [open, setOpen] = useState<Open>(null)
	const close = () => setOpen(null)
	const nameOf = (code: string) => {
		const known = unitOf(code)
		return known ? say(known.label) : code
	}
	return (
		<Card
			title={t('units.title')}
			sub={t('units.sub', { unit: unit(itemUnit) })}
			padding="flush"
			actions={
				mayChange && (
					<Button size="sm" variant="ghost" icon={Plus} onClick={() => setOpen({ kind: 'new' })}>
						{t('units.add')}…
					</Button>
				)
			}
		>
			<DataTable
				caption={t('units.title')}
				rows={page.rows}
				rowKey={(row) => row.id}
				empty={<p className="px-4 py-3 text-text-2">{t('units.none')}</p>}
				columns={[
					{
						key: 'unit',
						header: t('units.unit'),
						role: 'key',
						cell: (row) => (
							<span className="font-medium">
								{nameOf(row.unit)}
								<CellSub mono>{row.unit}</CellSub>
							</span>
						),
					},
					{
						key: 'is',
						header: t('units.is'),
						cell: (row) =>
							`1 ${unit(row.unit)} = ${row.factor.length > 15 ? row.factor : number(Number(row.factor))} ${unit(row.baseUnit)}`,
					},
					{
						key: 'period',
						header: t('units.period'),
						cell: (row) =>
							row.effectiveTo
								? t('units.fromTo', { from: date(row.effectiveFrom), to: date(row.effectiveTo) })
								: t('units.from', { from: date(row.effectiveFrom) }),
					},
					{
						key: 'status',
						header: t('units.status'),
						role: 'aside',
						cell: (row) => {
							const period = periodOf(row, today)
							return <StatusText tone={TONES[period]} label={t(`units.${period}`)} />
						},
					},
					...(mayChange
						? [
								{
									key: 'act',
									header: t('item.change_'),
									headerHidden: true,
									align: 'end' as const,
									cell: (row: ItemUnitPeriod) =>
										periodOf(row, today) !== 'over' && (
											<span className="inline-flex flex-wrap justify-end gap-1.5">
												<Button size="sm" onClick={() => setOpen({ kind: 'change', row })}>
													{t('item.change_')}
												</Button>
												<Button size="sm" variant="ghost" onClick={() => setOpen({ kind: 'end', row })}>
													{t('units.end')}
												</Button>
											</span>
										),
								},
							]
						: []),
				]}
			/>
			<ListPager name="units" page={page} />
			{open?.kind === 'end' && <EndUnitDialog row={open.row} today={today} onClose={close} />}
			{(open?.kind === 'new' || open?.kind === 'change') && (
				<UnitDialog row={open.kind === 'change' ? open.row : null} itemUnit={itemUnit} today={today} onClose={close} />
			)}
		</Card>
	)
}
