import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ShouldRevalidateFunction, useLoaderData, useSearchParams } from '@remix-run/react'
import { ChevronDown, FileSpreadsheet, FileText, Printer, SearchX, Waypoints } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { ACROSS_PAGE, acrossFrom, sharedLotsOf } from '#app/features/network/shared-lots.queries.server.ts'
import { AcrossCard } from '#app/features/network/ui/across-card.tsx'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { LazyGraphCanvas } from '#app/ui/graph/lazy-graph-canvas.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Tabs } from '#app/ui/layout/tabs.tsx'
import { answerHoldScope } from '../answer-hold-scope.server.ts'
import { findStart, type StartChoice } from '../find-start.server.ts'
import { HOLD_AT_ONCE } from '../hold-scope.server.ts'
import type { PackedCanvas } from '../packed-canvas.model.ts'
import { readTraceParams, TRACE_TABS } from '../trace.schema.ts'
import { readTrace, type TraceView, viewTrace } from '../trace-view.server.ts'
import { LeftOff } from '../ui/left-off.tsx'
import { StartChoices } from '../ui/start-choices.tsx'
import { TraceAside } from '../ui/trace-aside.tsx'
import { TraceBar } from '../ui/trace-bar.tsx'
import { TraceCame } from '../ui/trace-came.tsx'
import { TraceFilters } from '../ui/trace-filters.tsx'
import { traceGraph } from '../ui/trace-graph-data.ts'
import { TraceScopes } from '../ui/trace-scopes.tsx'
import { TraceTable } from '../ui/trace-table.tsx'
import { TraceWent } from '../ui/trace-went.tsx'

export const handle = { railed: true }

export async function loader(args: LoaderFunctionArgs) {
	const { searchParams } = new URL(args.request.url)
	const params = readTraceParams(searchParams)
	return withContext(args, { can: ['read', 'TraceEvent'] }, async (ctx) => {
		const start = await findStart(ctx, params)
		const read = start.lotId ? await readTrace(ctx, start.lotId, params) : null
		if (params.lot && !read) throw new Response('Not Found', { status: 404 })
		return {
			params,
			title: serverText(ctx.language, 'genealogy')('title'),
			states: await readLotStates(ctx),
			choices: start.choices,
			fitting: start.all,
			item: start.item,
			record: start.record,
			view: read ? await viewTrace(ctx, read, params) : null,
			atOnce: HOLD_AT_ONCE,
			across: await sharedLotsOf(ctx, read?.trace.nodes.map((node) => node.id) ?? [], acrossFrom(searchParams)),
			acrossPage: ACROSS_PAGE,
		}
	})
}

/** The lot whose path alone the graph shows: part of the link, so that somebody else sees the same. */
const ISOLATED = 'isolated'

const withoutIsolated = (url: URL): string => {
	const { pathname, searchParams } = new URL(url)
	searchParams.delete(ISOLATED)
	return `${pathname}?${searchParams}`
}

/** What is isolated changes nothing of what was read. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
	currentUrl,
	nextUrl,
	formMethod,
	defaultShouldRevalidate,
}) =>
	formMethod === undefined &&
	currentUrl.href !== nextUrl.href &&
	withoutIsolated(currentUrl) === withoutIsolated(nextUrl)
		? false
		: defaultShouldRevalidate

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** A hold on everything of a scope; which lots these are, the address says. */
export async function action(args: ActionFunctionArgs) {
	const body = await args.request.formData()
	return withContext(args, { can: ['hold', 'Lot'] }, (ctx) => answerHoldScope(ctx, new URL(args.request.url), body))
}

export default function TraceCentre() {
	const data = useLoaderData<typeof loader>()
	const { params, choices } = data
	const view = data.view as TraceView | null
	const { t } = useTranslation('genealogy')
	const { say, number } = useReader()
	return (
		<>
			<PageHead
				title={t('title')}
				actions={
					view && (
						<>
							<span className="text-12 text-text-3">
								{t('read', {
									ms: number(view.elapsedMs, 0),
									lots: number(view.lots),
									links: number(view.links),
								})}
							</span>
							<Export rootId={view.root.id} />
						</>
					)
				}
			/>
			<Stack>
				<TraceBar params={params} root={view ? { code: view.root.code, name: say(view.root.item.name) } : null} />
				{view ? (
					<View key={`${view.root.id} ${params.direction}`} view={view} />
				) : (
					<NoTrace choices={choices as StartChoice[]} />
				)}
			</Stack>
		</>
	)
}

/** The whole trace as a file, and on paper. */
function Export({ rootId }: { rootId: string }) {
	const { t } = useTranslation('genealogy')
	const [search] = useSearchParams()
	const address = listAddress(search, { lot: rootId, q: null, view: null, open: null, [ISOLATED]: null })
	return (
		<Menu
			label={t('export.title')}
			trigger={
				<Button icon={ChevronDown} className="no-print">
					{t('export.title')}
				</Button>
			}
			entries={[
				{ label: 'CSV', icon: FileText, to: `/trace.csv${address}`, download: true },
				{ label: 'XLSX', icon: FileSpreadsheet, to: `/trace.xlsx${address}`, download: true },
				{ label: 'JSON', icon: FileText, to: `/trace.json${address}`, download: true },
				{ label: t('export.report'), icon: Printer, to: `/trace/report${address}` },
			]}
		/>
	)
}

function View({ view }: { view: TraceView }) {
	const { params, states, atOnce, across, acrossPage } = useLoaderData<typeof loader>()
	const { t } = useTranslation('genealogy')
	const [search] = useSearchParams()
	return (
		<>
			<Tabs
				label={t('title')}
				tabs={TRACE_TABS.map((tab) => ({
					to: listAddress(search, { tab: tab === 'lots' ? null : tab }),
					label: t(`tab.${tab}`),
					current: tab === params.tab,
					...(tab === 'lots' ? { count: view.figures.lots } : {}),
				}))}
			/>
			{params.tab !== 'scopes' && (
				<TraceFilters params={params} options={view.options} states={states} path={view.path} />
			)}
			<LeftOff leftOff={params.leftOff} />
			{params.path && !view.path && <Note tone="waiting">{t('filter.noPathText')}</Note>}
			{view.page && <Lots view={view} page={view.page} />}
			{view.went && <TraceWent went={view.went} />}
			{view.came && <TraceCame came={view.came} />}
			{view.scopes && <TraceScopes view={view} scopes={view.scopes} params={params} atOnce={atOnce} />}
			{params.tab !== 'scopes' && <AcrossCard page={across} pageSize={acrossPage} />}
		</>
	)
}

function Lots({ view, page }: { view: TraceView; page: NonNullable<TraceView['page']> }) {
	const { states, atOnce } = useLoaderData<typeof loader>()
	const [selected, setSelected] = useState<string>()
	const table = <TraceTable page={page} rootId={view.root.id} states={states} currentId={selected} />
	const aside = <TraceAside view={view} atOnce={atOnce} />
	if (!view.canvas) return <Split aside={aside}>{table}</Split>
	return (
		<>
			<Split aside={aside} stretch>
				{/* Paper has no part of it to move to: the report to print has a picture of its own. */}
				<Card padding="flush" className="no-print h-full">
					<Graph view={view} canvas={view.canvas} selected={selected} onSelect={setSelected} />
				</Card>
			</Split>
			{table}
		</>
	)
}

type GraphProps = {
	view: TraceView
	canvas: PackedCanvas
	selected: string | undefined
	onSelect: (id: string | undefined) => void
}

function Graph({ view, canvas, selected, onSelect }: GraphProps) {
	const { states } = useLoaderData<typeof loader>()
	const { t } = useTranslation('genealogy')
	const reader = useReader()
	const [search, setSearch] = useSearchParams()
	const graph = useMemo(() => traceGraph(canvas, { states, reader, t }), [canvas, states, reader, t])
	const open = (key: string) =>
		setSearch(
			(before) => {
				const next = new URLSearchParams(before)
				next.set('open', [...(before.get('open') ?? '').split(',').filter(Boolean), key].join(','))
				return next
			},
			{ preventScrollReset: true },
		)
	const isolate = (id: string | undefined) =>
		setSearch(
			(before) => {
				const next = new URLSearchParams(before)
				if (id) next.set(ISOLATED, id)
				else next.delete(ISOLATED)
				return next
			},
			{ replace: true, preventScrollReset: true },
		)
	return (
		<LazyGraphCanvas
			label={t('graph.label', { code: view.root.code })}
			nodes={graph.nodes}
			edges={graph.edges}
			selfId={view.root.id}
			selectedId={selected}
			onSelect={onSelect}
			isolatedId={search.get(ISOLATED) ?? undefined}
			onIsolate={isolate}
			onOpenGroup={(id) => open(id.replace('group:', ''))}
			legend={<span>{t(canvas.narrow !== null ? 'graph.legendScopes' : 'graph.legend')}</span>}
			className="h-full min-h-[600px] max-desk:min-h-[420px]"
		/>
	)
}

function NoTrace({ choices }: { choices: readonly StartChoice[] }) {
	const { params, fitting, item, record } = useLoaderData<typeof loader>()
	const { t } = useTranslation('genealogy')
	if (choices.length > 0 || item)
		return (
			<>
				{item?.lotUnknown && (
					<Note tone="waiting" title={t('none.title', { query: params.q?.slice(0, 60) })}>
						{t('none.itemKnown')}
					</Note>
				)}
				<StartChoices choices={choices} all={fitting} item={item} />
			</>
		)
	return (
		<Card padding="flush">
			{record ? (
				<EmptyState
					icon={SearchX}
					title={t('none.noLots', { number: record.label })}
					action={<ButtonLink to={record.to}>{t('none.openRecord')}</ButtonLink>}
				>
					{t('none.noLotsText')}
				</EmptyState>
			) : params.q ? (
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
