import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, type Column } from '#app/ui/data/data-table.tsx'
import type { OrderRow } from '../list-orders.queries.server.ts'
import type { OrderState } from '../order-states.queries.server.ts'
import { OrderStatus } from './order-status.tsx'

/** The columns of the orders' list. */
export function useOrderColumns(states: readonly OrderState[]): Column<OrderRow>[] {
	const { t } = useTranslation('production')
	const { say, quantity, quantityAsGiven, date } = useReader()
	/** An order on an older version of the workflow may stand in a state that the newest has no more. */
	const stateOf = ({ status, category }: OrderRow): OrderState =>
		states.find((one) => one.key === status) ?? {
			key: status,
			title: { en: status, 'zh-CN': status },
			tone: 'draft',
			category,
		}
	return [
		{
			key: 'number',
			header: t('list.number'),
			role: 'key',
			cell: (row) => (
				<AppLink to={`/production/${row.id}`} className="font-mono">
					{row.number}
				</AppLink>
			),
		},
		{
			key: 'item',
			header: t('list.item'),
			cell: (row) => (
				<>
					{say(row.itemName)}
					<CellSub mono>
						{row.sku} {row.revision}
					</CellSub>
				</>
			),
		},
		{ key: 'status', header: t('list.status'), role: 'aside', cell: (row) => <OrderStatus state={stateOf(row)} /> },
		{
			key: 'line',
			header: t('list.line'),
			cell: (row) => (
				<>
					{row.line}
					<CellSub>{say(row.siteName)}</CellSub>
				</>
			),
		},
		{
			key: 'made',
			header: t('list.made'),
			align: 'end',
			cell: (row) => (
				<>
					{quantity({ value: row.made, unit: row.unit })}
					<CellSub>
						{t('list.ofPlanned', { planned: quantityAsGiven({ value: row.planned, unit: row.unit }, row.given) })}
					</CellSub>
				</>
			),
		},
		{
			key: 'lot',
			header: t('list.lot'),
			cell: (row) =>
				row.lotId ? (
					<AppLink to={`/lots/${row.lotId}`} className="font-mono">
						{row.lotCode}
					</AppLink>
				) : (
					'–'
				),
		},
		{ key: 'due', header: t('list.due'), cell: (row) => (row.dueOn ? date(row.dueOn) : '–') },
	]
}
