import { Unlink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { GenealogyGraph } from '#app/ui/graph/genealogy-graph.tsx'
import type { GraphEdge, GraphNode } from '#app/ui/graph/graph-model.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { lotStateLook } from '../lot-state-look.ts'
import type { LotInside, LotPageData } from './lot-page-data.ts'
import { LotStatus } from './lot-status.tsx'

type Props = { page: LotPageData; inside: LotInside; className?: string }

/** Two steps back and two on, as a picture with a way to the whole. */
export function LotNeighbours({ page, inside, className }: Props) {
	const { lot } = page
	const { t } = useTranslation('lots')
	const { nodes, edges } = useGraph(page, inside)
	const { parents, children } = inside.neighbours
	return (
		<Card
			title={t('genealogy.title')}
			sub={t('genealogy.sub')}
			footer={
				<>
					<span className="flex-1">{t('genealogy.counts', { parents, children })}</span>
					<AppLink to={`/trace?lot=${lot.id}&direction=both`}>{t('genealogy.open')}</AppLink>
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

/** Wide names make wide nodes; the whole name stands in the table. */
const SHORT = 18
const short = (text: string): string => ([...text].length > SHORT ? `${[...text].slice(0, SHORT - 1).join('')}…` : text)

function useGraph({ lot, states }: LotPageData, { neighbours }: LotInside): { nodes: GraphNode[]; edges: GraphEdge[] } {
	const { say, quantity } = useReader()
	return {
		nodes: neighbours.lots.map((one) => {
			const look = lotStateLook(states, one.status)
			return {
				id: one.id,
				code: one.code,
				sub: one.id === lot.id ? quantity(one.quantity) : short(say(one.itemName)),
				tone: look.tone,
				status: say(look.title),
				to: `/lots/${one.id}`,
			}
		}),
		edges: neighbours.links.map((link) => ({
			from: link.parent,
			to: link.child,
			label: quantity(link.quantity),
			hot: link.parent === lot.id || link.child === lot.id,
			reconstructed: link.reconstructed,
		})),
	}
}

/** The lots one step away as a table. */
export function NeighbourTable({ page, inside }: Props) {
	const { lot } = page
	const { t } = useTranslation('lots')
	const { say, quantity, dateTime } = useReader()
	const ability = useAbility()
	const lots = new Map(inside.neighbours.lots.map((one) => [one.id, one]))
	const rows = inside.neighbours.links.flatMap((link) => {
		const side = link.child === lot.id ? ('parent' as const) : link.parent === lot.id ? ('child' as const) : null
		const other = side && lots.get(side === 'parent' ? link.parent : link.child)
		return side && other ? [{ ...link, side, other }] : []
	})
	const groups = (['parent', 'child'] as const)
		.map((side) => ({ key: side, rows: rows.filter((row) => row.side === side) }))
		.map(({ key, rows: own }) => ({ key, title: t(`genealogy.${key}`, { count: own.length }), rows: own }))
		.filter((group) => group.rows.length > 0)
	return (
		<Card
			title={t('genealogy.table')}
			padding="flush"
			{...(ability.can('reconstruct', 'TraceEvent')
				? {
						actions: (
							<ButtonLink size="sm" icon={Unlink} to={`/gaps/reconstruct?child=${encodeURIComponent(lot.code)}`}>
								{t('genealogy.reconstruct')}
							</ButtonLink>
						),
					}
				: {})}
		>
			<DataTable
				caption={t('genealogy.table')}
				groups={groups}
				rowKey={(row) => `${row.parent} ${row.child} ${row.kind} ${row.quantity.unit}`}
				empty={<p className="p-4 text-text-3">{t('genealogy.none')}</p>}
				columns={[
					{
						key: 'lot',
						header: t('list.lot'),
						role: 'key',
						cell: (row) => (
							<AppLink to={`/lots/${row.other.id}`} className="mono">
								{row.other.code}
							</AppLink>
						),
					},
					{ key: 'item', header: t('list.item'), cell: (row) => say(row.other.itemName) },
					{
						key: 'status',
						header: t('list.status'),
						role: 'aside',
						cell: (row) => <LotStatus states={page.states} status={row.other.status} />,
					},
					{
						key: 'kind',
						header: t('genealogy.kind'),
						cell: (row) => (
							<>
								{t(`link.${row.kind}`)} {row.reconstructed && <Tag icon={Unlink}>{t('genealogy.reconstructed')}</Tag>}
							</>
						),
					},
					{ key: 'passed', header: t('genealogy.passed'), align: 'end', cell: (row) => quantity(row.quantity) },
					{ key: 'time', header: t('genealogy.time'), cell: (row) => <CellSub>{dateTime(row.eventTime)}</CellSub> },
				]}
			/>
		</Card>
	)
}
