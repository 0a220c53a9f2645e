import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { GenealogyGraph } from '#app/ui/graph/genealogy-graph.tsx'
import type { GraphEdge, GraphNode } from '#app/ui/graph/graph-model.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { lotStateLook } from '../lot-state-look.ts'
import type { LotInside, LotPageData } from './lot-page-data.ts'
import { LotStatus } from './lot-status.tsx'

type Props = { page: LotPageData; inside: LotInside; className?: string }

/** One step back and one forward, as a picture with a way to the whole. */
export function LotNeighbours({ page, inside, className }: Props) {
	const { lot } = page
	const { t } = useTranslation('lots')
	const { nodes, edges } = useGraph(page, inside)
	const { parents, children } = inside.neighbours
	const hidden = parents + children - inside.neighbours.lots.length
	return (
		<Card
			title={t('genealogy.title')}
			sub={t('genealogy.sub')}
			footer={
				<>
					<span className="flex-1">
						{hidden > 0 ? t('genealogy.hidden', { count: hidden }) : t('genealogy.counts', { parents, children })}
					</span>
					<AppLink to={`/trace?lot=${lot.id}`}>{t('genealogy.open')}</AppLink>
				</>
			}
			{...(className ? { className } : {})}
		>
			{nodes.length > 1 ? (
				<GenealogyGraph label={t('genealogy.label', { code: lot.code })} nodes={nodes} edges={edges} selfId={lot.id} />
			) : (
				<p className="text-text-3">{t('genealogy.none')}</p>
			)}
		</Card>
	)
}

function useGraph({ lot, states }: LotPageData, { neighbours }: LotInside): { nodes: GraphNode[]; edges: GraphEdge[] } {
	const { say, quantity } = useReader()
	const look = (status: string) => lotStateLook(states, status)
	const self: GraphNode = {
		id: lot.id,
		code: lot.code,
		sub: quantity(lot.quantity),
		tone: look(lot.status).tone,
		status: say(look(lot.status).title),
	}
	const others = new Map(
		neighbours.lots.map((one): [string, GraphNode] => [
			one.id,
			{
				id: one.id,
				code: one.code,
				sub: say(one.itemName).slice(0, 22),
				tone: look(one.status).tone,
				status: say(look(one.status).title),
				to: `/lots/${one.id}`,
			},
		]),
	)
	return {
		nodes: [self, ...others.values()],
		edges: neighbours.lots.map((one) => ({
			from: one.side === 'parent' ? one.id : lot.id,
			to: one.side === 'parent' ? lot.id : one.id,
			label: quantity(one.passed),
		})),
	}
}

/** The same lots as a table. */
export function NeighbourTable({ page, inside }: Props) {
	const { t } = useTranslation('lots')
	const { say, quantity, dateTime } = useReader()
	const rowsOf = (side: 'parent' | 'child') => inside.neighbours.lots.filter((one) => one.side === side)
	const groups = (['parent', 'child'] as const)
		.map((side) => ({ key: side, title: t(`genealogy.${side}`, { count: rowsOf(side).length }), rows: rowsOf(side) }))
		.filter((group) => group.rows.length > 0)
	return (
		<Card title={t('genealogy.table')} padding="flush">
			<DataTable
				caption={t('genealogy.table')}
				groups={groups}
				rowKey={(row) => `${row.side} ${row.id} ${row.kind}`}
				empty={<p className="p-4 text-text-3">{t('genealogy.none')}</p>}
				columns={[
					{
						key: 'lot',
						header: t('list.lot'),
						role: 'key',
						cell: (row) => (
							<AppLink to={`/lots/${row.id}`} className="mono">
								{row.code}
							</AppLink>
						),
					},
					{ key: 'item', header: t('list.item'), cell: (row) => say(row.itemName) },
					{
						key: 'status',
						header: t('list.status'),
						role: 'aside',
						cell: (row) => <LotStatus states={page.states} status={row.status} />,
					},
					{ key: 'kind', header: t('genealogy.kind'), cell: (row) => t(`link.${row.kind}`) },
					{ key: 'passed', header: t('genealogy.passed'), align: 'end', cell: (row) => quantity(row.passed) },
					{ key: 'time', header: t('genealogy.time'), cell: (row) => <CellSub>{dateTime(row.eventTime)}</CellSub> },
				]}
			/>
		</Card>
	)
}
