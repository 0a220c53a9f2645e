import { Unlink } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import type { AcrossLot } from '#app/features/network/shared-lots.queries.server.ts'
import { LevelTag } from '#app/features/network/ui/level-tag.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { GenealogyGraph } from '#app/ui/graph/genealogy-graph.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { TraceNode } from '../trace.model.ts'
import type { CodedLink } from '../trace-rows.ts'

/** A link as the page is told it. */
type ReportLink = Omit<CodedLink, 'reconstructed'> & { reconstructed?: true | undefined }

/** Lots of a trace, and of them in one column, that a picture on paper still tells apart. */
const DRAWN = 40
const IN_A_COLUMN = 14

function fitsOnPaper(nodes: readonly TraceNode[]): boolean {
	const columns = Map.groupBy(nodes, ({ side, depth }) => `${side} ${depth}`)
	return nodes.length <= DRAWN && [...columns.values()].every((column) => column.length <= IN_A_COLUMN)
}

type PictureProps = {
	root: TraceNode
	nodes: readonly TraceNode[]
	links: readonly ReportLink[]
	states: readonly LotState[]
}

/** The picture of a small trace; reconstructed links are dashed. Of a larger one the tables have it all. */
export function ReportPicture({ root, nodes, links, states }: PictureProps) {
	const { t } = useTranslation('genealogy')
	const { say, quantity } = useReader()
	const graph = useMemo(
		() => ({
			nodes: nodes.map((node) => {
				const { title, tone } = lotStateLook(states, node.status)
				return { id: node.id, code: node.code, sub: quantity(node.quantity), tone, status: say(title) }
			}),
			edges: links.map(({ parent, child, quantity: passed, reconstructed }) => ({
				from: parent,
				to: child,
				label: quantity(passed),
				...(reconstructed ? { reconstructed } : {}),
			})),
		}),
		[nodes, links, states, say, quantity],
	)
	if (links.length === 0 || !fitsOnPaper(nodes)) return null
	return (
		<Card title={t('report.picture')} sub={t('graph.legend')} className="keep-together">
			<GenealogyGraph
				label={t('graph.label', { code: root.code })}
				nodes={graph.nodes}
				edges={graph.edges}
				selfId={root.id}
			/>
		</Card>
	)
}

/** What went into what, and which of it was put together afterwards. */
export function ReportLinks({ links }: { links: readonly ReportLink[] }) {
	const { t } = useTranslation('genealogy')
	const { quantity, dateTime } = useReader()
	if (links.length === 0) return null
	return (
		<Card title={t('export.links')} padding="flush">
			<DataTable
				caption={t('export.links')}
				rows={links.map((link, place) => ({ ...link, place: String(place) }))}
				rowKey={(row) => row.place}
				columns={[
					{
						key: 'parent',
						header: t('csv.parent'),
						role: 'key',
						cell: (row) => <span className="mono">{row.parentCode}</span>,
					},
					{ key: 'child', header: t('csv.child'), cell: (row) => <span className="mono">{row.childCode}</span> },
					{ key: 'kind', header: t('csv.kind'), cell: (row) => t(`csv.link.${row.kind}`) },
					{ key: 'quantity', header: t('csv.quantity'), align: 'end', cell: (row) => quantity(row.quantity) },
					{ key: 'when', header: t('events.time'), cell: (row) => dateTime(row.eventTime) },
					{
						key: 'origin',
						header: t('csv.origin'),
						role: 'aside',
						cell: (row) => (row.reconstructed ? <Tag icon={Unlink}>{t('csv.reconstructed')}</Tag> : t('csv.recorded')),
					},
				]}
			/>
		</Card>
	)
}

/** Where the trace goes on in connected companies, as far as these show it. */
export function ReportConnected({ lots }: { lots: readonly AcrossLot[] }) {
	const { t } = useTranslation(['genealogy', 'network'])
	const { say } = useReader()
	if (lots.length === 0) return null
	return (
		<Card title={t('network:across.title')} padding="flush">
			<DataTable
				caption={t('network:across.title')}
				rows={lots}
				rowKey={(row) => row.id}
				columns={[
					{
						key: 'own',
						header: t('table.lot'),
						role: 'key',
						cell: (row) => <span className="mono">{row.ownLot?.code ?? '–'}</span>,
					},
					{
						key: 'company',
						header: t('csv.company'),
						cell: (row) =>
							t('network:across.with', {
								direction: t(`network:across.${row.direction}`),
								company: say(row.company),
							}),
					},
					{
						key: 'theirs',
						header: t('csv.theirLot'),
						cell: (row) => (row.code ? <span className="mono">{row.code}</span> : t('network:lots.unnamed')),
					},
					{
						key: 'level',
						header: t('csv.shown'),
						role: 'aside',
						cell: (row) => <LevelTag level={row.level} />,
					},
				]}
			/>
		</Card>
	)
}
