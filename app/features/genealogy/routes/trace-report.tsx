import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { signaturesOfLots } from '#app/features/audit/signatures.queries.server.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { LotStatus } from '#app/features/lots/ui/lot-status.tsx'
import { sharedLotsOf } from '#app/features/network/shared-lots.queries.server.ts'
import { SignaturesCard } from '#app/features/workflow/ui/signatures-card.tsx'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { refuseCut } from '../refuse-cut.server.ts'
import { isCut, readTraceParams, type TraceParams } from '../trace.schema.ts'
import { figuresOf } from '../trace-figures.model.ts'
import { originsOf, stockBySite } from '../trace-parties.queries.server.ts'
import { linksBetween } from '../trace-rows.ts'
import { type ReadTrace, readTrace } from '../trace-view.server.ts'
import { type FilterNames, useFilterWords } from '../ui/report-filter.tsx'
import { ReportConnected, ReportLinks, ReportPicture } from '../ui/report-links.tsx'
import { OriginTable } from '../ui/trace-came.tsx'

/** Rows of a list that are put on paper; with more the report says how many there are and names the file that has all. */
const ON_PAPER = 1_000

export async function loader(args: LoaderFunctionArgs) {
	const params = readTraceParams(new URL(args.request.url).searchParams)
	const found = await withContext(args, { can: ['read', 'TraceEvent'] }, async (ctx) => {
		if (isCut(params)) throw refuseCut(ctx, params)
		const read = params.lot ? await readTrace(ctx, params.lot, params) : null
		const root = read?.trace.nodes.find((node) => node.id === read.trace.root)
		if (!read || !root) return null
		const { nodes, consignees } = read
		const shown = new Set(nodes.map((node) => node.id))
		const sent = consignees.filter((one) => shown.has(one.lot.id))
		const links = [...linksBetween(read.trace.edges, nodes)]
		const bought = nodes.filter((node) => node.side !== 'forward' && node.supplier)
		const origins = await originsOf(
			ctx,
			bought.slice(0, ON_PAPER).map((node) => node.id),
		)
		return {
			params,
			names: namesOf(read, params),
			all: read.trace.nodes.length,
			title: serverText(ctx.language, 'genealogy')('report.title', { code: root.code }),
			states: await readLotStates(ctx),
			root,
			nodes: nodes.slice(0, ON_PAPER),
			lots: nodes.length,
			links: links.slice(0, ON_PAPER),
			linked: links.length,
			connected: await sharedLotsOf(ctx, [...shown], 0, ON_PAPER),
			signatures: await signaturesOfLots(ctx, [...shown], ON_PAPER),
			consignees: sent.slice(0, ON_PAPER),
			sent: sent.length,
			origins: bought.slice(0, ON_PAPER).map((node) => ({ ...node, origin: origins.get(node.id) ?? null })),
			bought: bought.length,
			figures: figuresOf(nodes, consignees),
			stock: await stockBySite(ctx, [...shown]),
			tenant: ctx.tenant.name,
			madeBy: ctx.actor.name,
		}
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

/** The names of what the address filters by. */
function namesOf(
	{ trace: { nodes }, consignees }: ReadTrace,
	{ item = [], party = [], path }: TraceParams,
): FilterNames {
	const parties = [
		...nodes.flatMap(({ supplier }) => (supplier ? [supplier] : [])),
		...consignees.map((one) => one.party),
	]
	const among = <T,>(asked: readonly string[], all: readonly (readonly [string, T])[]): Record<string, T> =>
		Object.fromEntries(all.filter(([id]) => asked.includes(id)))
	return {
		items: among(
			item,
			nodes.map((node) => [node.item.id, node.item.sku] as const),
		),
		parties: among(
			party,
			parties.map(({ id, name }) => [id, name] as const),
		),
		path: nodes.find((node) => node.id === path)?.code ?? null,
	}
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** The trace on paper: figures, lots, links, suppliers, consignees, other companies, stock, signatures. */
export default function TraceReport() {
	const { params, title, states, root, nodes, lots, figures, stock, tenant, madeBy, ...data } =
		useLoaderData<typeof loader>()
	const { origins, bought, consignees, sent, names, all, links, linked, connected, signatures } = data
	const { t } = useTranslation('genealogy')
	const { say, quantity, number, dateTime, date, now } = useReader()
	const [search] = useSearchParams()
	const filtered = useFilterWords(params, names, states)
	return (
		<>
			<PageHead
				title={title}
				subtitle={`${tenant} · ${t('report.made', { when: dateTime(now), by: madeBy })}`}
				crumbs={[{ label: t('title'), to: `/trace${listAddress(search, {})}` }, { label: root.code }]}
				actions={
					<Button variant="primary" icon={Printer} onClick={() => window.print()}>
						{t('report.print')}
					</Button>
				}
			/>
			<Stack>
				<Card title={t('aside.title')}>
					<KeyValue
						width="wide"
						entries={[
							{ label: t('aside.start'), value: `${root.code}, ${say(root.item.name)}` },
							{ label: t('bar.direction'), value: t(`bar.${params.direction}`) },
							...(filtered.length > 0 ? [{ label: t('report.filtered'), value: filtered.join(' · ') }] : []),
							{
								label: t('aside.lots'),
								value: lots < all ? t('report.ofAll', { shown: number(lots), all: number(all) }) : number(lots),
							},
							{ label: t('aside.onHand'), value: figures.onHand.map(quantity).join(', ') || '–' },
							{ label: t('aside.shippedQuantity'), value: figures.shipped.map(quantity).join(', ') || '–' },
							{ label: t('aside.consignees'), value: number(figures.parties.length) },
						]}
					/>
				</Card>
				{lots > nodes.length && (
					<MoreInFile>{t('report.more', { shown: number(nodes.length), all: number(lots) })}</MoreInFile>
				)}
				<Card title={t('export.lots')} padding="flush">
					<DataTable
						caption={t('export.lots')}
						rows={nodes}
						rowKey={(row) => row.id}
						columns={[
							{
								key: 'lot',
								header: t('table.lot'),
								role: 'key',
								cell: (row) => <span className="mono">{row.code}</span>,
							},
							{ key: 'item', header: t('table.item'), cell: (row) => say(row.item.name) },
							{
								key: 'level',
								header: t('table.level'),
								cell: (row) => (row.side === 'root' ? t('table.start') : t(`table.${row.side}`, { count: row.depth })),
							},
							{
								key: 'status',
								header: t('table.status'),
								role: 'aside',
								cell: (row) => <LotStatus states={states} status={row.status} />,
							},
							{ key: 'made', header: t('table.made'), align: 'end', cell: (row) => quantity(row.quantity) },
							{ key: 'stock', header: t('table.stock'), align: 'end', cell: (row) => quantity(row.onHand) },
						]}
					/>
				</Card>
				<ReportPicture root={root} nodes={nodes} links={links} states={states} />
				{linked > links.length && (
					<MoreInFile>{t('report.moreLinks', { shown: number(links.length), all: number(linked) })}</MoreInFile>
				)}
				<ReportLinks links={links} />
				{bought > origins.length && (
					<MoreInFile>{t('report.moreSuppliers', { shown: number(origins.length), all: number(bought) })}</MoreInFile>
				)}
				{origins.length > 0 && (
					<Card title={t('came.title')} padding="flush">
						<OriginTable rows={origins} />
					</Card>
				)}
				{sent > consignees.length && (
					<MoreInFile>{t('report.moreConsignees', { shown: number(consignees.length), all: number(sent) })}</MoreInFile>
				)}
				{consignees.length > 0 && (
					<Card title={t('went.consignees')} padding="flush">
						<DataTable
							caption={t('went.consignees')}
							rows={consignees}
							rowKey={(row) => `${row.lot.id} ${row.party.id} ${row.shipped.unit}`}
							columns={[
								{
									key: 'party',
									header: t('went.party'),
									role: 'key',
									cell: (row) => `${say(row.party.name)} (${row.party.code}, ${row.party.country})`,
								},
								{ key: 'lot', header: t('table.lot'), cell: (row) => <span className="mono">{row.lot.code}</span> },
								{ key: 'shipped', header: t('went.shipped'), align: 'end', cell: (row) => quantity(row.shipped) },
								{
									key: 'when',
									header: t('went.when'),
									cell: (row) => (row.lastShippedAt ? date(row.lastShippedAt) : '–'),
								},
							]}
						/>
					</Card>
				)}
				{connected.all > connected.rows.length && (
					<MoreInFile>
						{t('report.moreConnected', { shown: number(connected.rows.length), all: number(connected.all) })}
					</MoreInFile>
				)}
				<ReportConnected lots={connected.rows} />
				{stock.length > 0 && (
					<Card title={t('went.stock')} padding="flush">
						<DataTable
							caption={t('went.stock')}
							rows={stock}
							rowKey={(row) => row.site?.id ?? 'none'}
							columns={[
								{
									key: 'site',
									header: t('went.site'),
									role: 'key',
									cell: (row) => (row.site ? say(row.site.name) : t('went.noSite')),
								},
								{ key: 'lots', header: t('aside.lots'), align: 'end', cell: (row) => number(row.lots) },
								{
									key: 'left',
									header: t('table.stock'),
									align: 'end',
									cell: (row) => row.onHand.map(quantity).join(', '),
								},
							]}
						/>
					</Card>
				)}
				{signatures.all > signatures.rows.length && (
					<Note tone="warn">
						{t('report.moreSignatures', { shown: number(signatures.rows.length), all: number(signatures.all) })}
					</Note>
				)}
				<SignaturesCard signatures={signatures.rows} withAbout withHash />
			</Stack>
		</>
	)
}

/** That paper does not hold everything, and where everything is. */
function MoreInFile({ children }: { children: string }) {
	const [search] = useSearchParams()
	return (
		<Note tone="warn">
			{children}{' '}
			<ButtonLink size="sm" to={`/trace.xlsx${listAddress(search, {})}`} reloadDocument>
				XLSX
			</ButtonLink>
		</Note>
	)
}
