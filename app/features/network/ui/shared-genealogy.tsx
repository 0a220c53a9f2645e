import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { GenealogyGraph } from '#app/ui/graph/genealogy-graph.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { SharedGenealogyPage, SharedLotPage } from '../read-shared-page.server.ts'

type Props = { lot: SharedLotPage; genealogy: SharedGenealogyPage }

/** Codes of parents that a row names; the picture and the parents' own rows have the rest. */
const NAMED = 6

/** Where a lot came from, or what became of it, inside the company that shows it: a picture of a small one, a table of all. */
export function SharedGenealogy({ lot, genealogy }: Props) {
	const { t } = useTranslation('network')
	const { say, number } = useReader()
	const title = t(lot.direction === 'upstream' ? 'shared.upTitle' : 'shared.downTitle', { company: say(lot.company) })
	const { shown, total, first, rows, next, previous } = genealogy
	const cut =
		total > shown && t('shared.cut', { shown: number(shown), total: number(total), company: say(lot.company) })
	return (
		<Card title={title} sub={t('shared.sent', { count: total })} padding="flush" {...(cut ? { footer: cut } : {})}>
			<Picture lot={lot} genealogy={genealogy} />
			<Table lot={lot} rows={rows} caption={title} />
			{(next !== null || previous !== null) && (
				<Pager
					summary={t('shared.range', { from: first, to: first + rows.length - 1, total: number(shown) })}
					{...(previous === null ? {} : { previousHref: previous === 0 ? '?' : `?from=${previous}` })}
					{...(next === null ? {} : { nextHref: `?from=${next}` })}
				/>
			)}
		</Card>
	)
}

function Picture({ lot, genealogy: { rows, drawn } }: Props) {
	const { t } = useTranslation('network')
	const { say, quantity } = useReader()
	if (!drawn) return null
	return (
		<div className="border-b border-line p-4">
			<GenealogyGraph
				label={t('shared.graph', { code: lot.code || t('lots.unnamed'), company: say(lot.company) })}
				selfId="0"
				nodes={rows.map((node, index) => ({
					id: String(index),
					code: node.code,
					sub: quantity(node.quantity),
					tone: node.tone,
					status: say(node.status),
				}))}
				edges={drawn.edges.map(({ parent, child, quantity: passed }) => ({
					from: String(parent),
					to: String(child),
					label: quantity(passed),
				}))}
			/>
		</div>
	)
}

function Table({ lot, rows, caption }: { lot: SharedLotPage; rows: SharedGenealogyPage['rows']; caption: string }) {
	const { t } = useTranslation('network')
	const { say, quantity, number } = useReader()
	return (
		<DataTable
			caption={caption}
			rows={rows.map((row, index) => ({ ...row, key: String(index) }))}
			rowKey={(row) => row.key}
			columns={[
				{ key: 'lot', header: t('lots.lot'), role: 'key', cell: (row) => <span className="mono">{row.code}</span> },
				{
					key: 'state',
					header: t('shared.state'),
					role: 'aside',
					cell: (row) => <StatusText tone={row.tone} label={say(row.status)} />,
				},
				{ key: 'item', header: t('lots.item'), cell: (row) => say(row.item) },
				{ key: 'quantity', header: t('notice.quantity'), align: 'end', cell: (row) => quantity(row.quantity) },
				{
					key: 'passed',
					header: t('shared.passed'),
					cell: ({ madeOf }) => (
						<CellSub mono>
							{madeOf.slice(0, NAMED).join(', ') || '–'}
							{madeOf.length > NAMED && ` +${number(madeOf.length - NAMED)}`}
						</CellSub>
					),
				},
				{ key: 'steps', header: t('shared.steps'), align: 'end', cell: (row) => number(Math.abs(row.depth)) },
				{
					key: 'beyond',
					header: t('shared.beyond'),
					cell: ({ beyond }) =>
						beyond ? <Tag>{t(lot.direction === 'upstream' ? 'shared.beyondUp' : 'shared.beyondDown')}</Tag> : '–',
				},
			]}
		/>
	)
}
