import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Download, SearchX, Waypoints } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { findLots } from '#app/features/lots/lots.queries.server.ts'
import { withParams } from '#app/features/lots/ui/lot-list-address.ts'
import { findByCode } from '#app/features/search/find-by-code.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { buttonClass } from '#app/ui/actions/button-class.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { LazyGraphCanvas } from '#app/ui/graph/lazy-graph-canvas.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Trace } from '../trace.model.ts'
import { type Consignee, consigneesOf, traceLots } from '../trace.queries.server.ts'
import { readTraceParams, type TraceParams } from '../trace.schema.ts'
import { TraceAside } from '../ui/trace-aside.tsx'
import { TraceBar } from '../ui/trace-bar.tsx'
import { traceGraph } from '../ui/trace-graph-data.ts'
import { TraceTable } from '../ui/trace-table.tsx'

export const handle = { railed: true }

export async function loader(args: LoaderFunctionArgs) {
	const params = readTraceParams(new URL(args.request.url).searchParams)
	return withContext(args, { can: ['read', 'TraceEvent'] }, async (ctx) => {
		const shared = { params, title: serverText(ctx.language, 'genealogy')('title'), states: await readLotStates(ctx) }
		const { lotId, choices } = await startOf(ctx, params)
		const trace = lotId ? await traceLots(ctx, lotId, params.direction) : null
		if (params.lot && !trace) throw new Response('Not Found', { status: 404 })
		const consignees = trace
			? await consigneesOf(
					ctx,
					trace.nodes.map((node) => node.id),
				)
			: []
		return { ...shared, trace, consignees, choices }
	})
}

/** The lot to start from: by its id, or by what was typed, pasted or scanned. Several that fit are left to choose from. */
async function startOf(ctx: Context, params: TraceParams) {
	if (params.lot && !params.q) {
		const [lot] = await findLots(ctx, [params.lot])
		return { lotId: lot?.id ?? null, choices: [] }
	}
	if (!params.q) return { lotId: null, choices: [] }
	const lots = (await findByCode(ctx, params.q)).filter((found) => found.kind === 'lot')
	const exact = lots.filter((found) => found.exact)
	const only = exact.length === 1 ? exact[0] : lots.length === 1 ? lots[0] : undefined
	return only ? { lotId: only.to.replace('/lots/', ''), choices: [] } : { lotId: null, choices: lots }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function TraceCentre() {
	const { params, trace, states, choices, consignees } = useLoaderData<typeof loader>()
	const { t } = useTranslation('genealogy')
	const { say, number } = useReader()
	const [search] = useSearchParams()
	const root = trace?.nodes.find((node) => node.id === trace.root)
	const statuses = [...new Set(trace?.nodes.map((node) => node.status) ?? [])]
	return (
		<>
			<PageHead
				title={t('title')}
				actions={
					trace && (
						<>
							<span className="text-12 text-text-3">
								{t('read', {
									ms: number(trace.elapsedMs, 0),
									lots: number(trace.nodes.length),
									links: number(trace.edges.length),
								})}
							</span>
							<a
								href={`/trace.csv${withParams(search, { lot: trace.root, q: null, view: null })}`}
								download
								className={buttonClass({})}
							>
								<Download aria-hidden="true" />
								{t('export')}
							</a>
						</>
					)
				}
			/>
			<TraceBar
				params={params}
				root={root ? { code: root.code, name: say(root.item.name) } : null}
				states={states}
				statuses={statuses}
			/>
			{trace ? (
				<TraceView
					key={`${trace.root} ${trace.direction}`}
					trace={trace as Trace}
					consignees={consignees as Consignee[]}
				/>
			) : (
				<NoTrace params={params} choices={choices} />
			)}
		</>
	)
}

function TraceView({ trace, consignees }: { trace: Trace; consignees: Consignee[] }) {
	const { params, states } = useLoaderData<typeof loader>()
	const { t } = useTranslation('genealogy')
	const reader = useReader()
	const [search] = useSearchParams()
	const [selected, setSelected] = useState<string>()
	const graph = useMemo(
		() => traceGraph(trace, consignees, { states, status: params.status, reader, t }),
		[trace, consignees, states, params.status, reader, t],
	)
	const nodes = useMemo(
		() =>
			trace.nodes
				.filter((node) => !params.status?.length || params.status.includes(node.status))
				.toSorted((a, b) => a.depth - b.depth || a.code.localeCompare(b.code)),
		[trace, params.status],
	)
	const table = (
		<TraceTable
			nodes={nodes}
			consignees={consignees}
			states={states}
			currentId={selected}
			reconstructed={reconstructedEnds(trace)}
			exportHref={`/trace.csv${withParams(search, { lot: trace.root, q: null, view: null })}`}
		/>
	)
	const aside = <TraceAside trace={trace} nodes={nodes} consignees={consignees} />
	if (params.view === 'table') return <Split aside={aside}>{table}</Split>
	return (
		<Stack>
			<Split aside={aside} stretch>
				<Card padding="flush" className="h-full">
					<LazyGraphCanvas
						label={t('graph.label', { code: trace.nodes.find((node) => node.id === trace.root)?.code ?? '' })}
						nodes={graph.nodes}
						edges={graph.edges}
						selfId={trace.root}
						selectedId={selected}
						onSelect={setSelected}
						legend={<span>{t('graph.legend')}</span>}
						className="h-full min-h-[600px] max-desk:min-h-[420px]"
					/>
				</Card>
			</Split>
			{table}
		</Stack>
	)
}

/** The lots at the far ends of reconstructed links, seen from the root. */
function reconstructedEnds({ nodes, edges }: Trace): ReadonlySet<string> {
	const sides = new Map(nodes.map((node) => [node.id, node.side]))
	return new Set(
		edges.flatMap((edge) => {
			if (!edge.reconstructed) return []
			return [sides.get(edge.parent) === 'backward' ? edge.parent : edge.child]
		}),
	)
}

function NoTrace({ params, choices }: Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'params' | 'choices'>) {
	const { t } = useTranslation('genealogy')
	const { say } = useReader()
	const [search] = useSearchParams()
	if (choices.length > 0) {
		return (
			<Card title={t('choose.title', { count: choices.length })} sub={t('choose.sub')} padding="flush">
				<ListRows
					rows={choices.map((found) => ({
						key: found.to,
						title: <span className="mono">{found.label}</span>,
						detail: found.detail ? say(found.detail) : undefined,
						to: `/trace${withParams(search, { lot: found.to.replace('/lots/', ''), q: null })}`,
						aside: found.status ? <StatusText tone={found.status.tone} label={say(found.status.title)} /> : undefined,
					}))}
				/>
			</Card>
		)
	}
	return (
		<Card padding="flush">
			{params.q ? (
				<EmptyState icon={SearchX} title={t('none.title', { query: params.q.slice(0, 60) })}>
					{t('none.text')}
				</EmptyState>
			) : (
				<EmptyState icon={Waypoints} title={t('start.title')}>
					{t('start.text')}
				</EmptyState>
			)}
		</Card>
	)
}
