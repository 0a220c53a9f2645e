import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CircleCheckBig } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { nearLimitResults } from '#app/features/quality/results.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { type ReleaseQueue, readReleaseQueue } from '../release.queries.server.ts'

export const meta: MetaFunction = () => [{ title: 'Release queue 放行队列 · Lotline 批迹' }]

export async function loader(args: LoaderFunctionArgs) {
	const cursor = new URL(args.request.url).searchParams.get('cursor') ?? undefined
	return withContext(args, { can: ['read', 'TestResult'] }, async (ctx) => ({
		queue: await readReleaseQueue(ctx, cursor),
		near: await nearLimitResults(ctx),
		isFirst: !cursor,
	}))
}

/** Lots that wait for release, the longest waiting first, and what they wait for. */
export default function Queue() {
	const { queue, near, isFirst } = useLoaderData<typeof loader>()
	const { t } = useTranslation('release')
	const { say, quantity } = useReader()
	const oldestReady = queue.lots.find((lot) => lot.missing.length === 0)
	return (
		<>
			<PageHead
				title={t('queue.title')}
				subtitle={t('queue.subtitle', { count: queue.total })}
				actions={
					oldestReady && (
						<ButtonLink to={`/release/${oldestReady.id}`} variant="primary" icon={CircleCheckBig}>
							{t('queue.start')}
						</ButtonLink>
					)
				}
			/>
			<Split
				aside={
					<>
						<WaitingFor queue={queue} />
						<Card title={t('near.title')} sub={t('near.sub')} padding="flush">
							{near.length === 0 ? (
								<p className="p-4 text-text-3">{t('near.none')}</p>
							) : (
								<ListRows
									rows={near.map((result) => ({
										key: `${result.lotId}-${result.name.en}`,
										title: `${say(result.name)}, ${result.code}`,
										detail: t(
											result.minimum && result.maximum
												? 'near.between'
												: result.minimum
													? 'near.atLeast'
													: 'near.atMost',
											{
												value: quantity({ value: result.value, unit: '' }),
												low: result.minimum,
												high: result.maximum,
												unit: result.unit,
											},
										),
										tone: 'warn' as const,
										to: `/lots/${result.lotId}?tab=quality`,
									}))}
								/>
							)}
						</Card>
					</>
				}
			>
				<Card padding="flush">
					<WaitingTable queue={queue} isFirst={isFirst} />
				</Card>
			</Split>
		</>
	)
}

/** What is missing, without the advice that follows it. */
const firstSentence = (text: string): string =>
	/^.*?[.。](?=\s|$|[^\d])/u.exec(text)?.[0].replace(/[.。]$/u, '') ?? text

function WaitingTable({ queue, isFirst }: { queue: ReleaseQueue; isFirst: boolean }) {
	const { t } = useTranslation('release')
	const { say, quantity, relative, dateTime, now } = useReader()
	return (
		<DataTable
			caption={t('queue.title')}
			rows={queue.lots}
			rowKey={(lot) => lot.id}
			empty={
				<EmptyState icon={CircleCheckBig} title={t('queue.empty')}>
					{t('queue.emptyText')}
				</EmptyState>
			}
			pager={
				queue.nextCursor || !isFirst ? (
					<Pager
						summary={t('queue.shown', { count: queue.lots.length })}
						{...(isFirst ? {} : { previousHref: '/release' })}
						{...(queue.nextCursor ? { nextHref: `/release?cursor=${encodeURIComponent(queue.nextCursor)}` } : {})}
					/>
				) : undefined
			}
			columns={[
				{
					key: 'lot',
					header: t('queue.lot'),
					role: 'key',
					cell: (lot) => (
						<>
							<AppLink to={`/release/${lot.id}`} className="mono">
								{lot.code}
							</AppLink>
							<CellSub>{say(lot.itemName)}</CellSub>
						</>
					),
				},
				{ key: 'quantity', header: t('queue.quantity'), align: 'end', cell: (lot) => quantity(lot.quantity) },
				{
					key: 'since',
					header: t('queue.since'),
					cell: (lot) => (
						<span title={dateTime(lot.waitingSince)}>
							{relative(lot.waitingSince, now)}
							<CellSub>{lot.submittedBy}</CellSub>
						</span>
					),
				},
				{
					key: 'missing',
					header: t('queue.missing'),
					cell: (lot) =>
						lot.missing.length === 0 ? (
							<span className="text-text-3">{t('queue.nothing')}</span>
						) : (
							<ul className="flex flex-col gap-0.5">
								{lot.missing.map((found) => (
									<li key={found.ruleKey} title={say(found.message)}>
										<StatusText tone={found.status} label={firstSentence(say(found.message))} />
									</li>
								))}
							</ul>
						),
				},
				{
					key: 'met',
					header: t('queue.met'),
					role: 'aside',
					align: 'end',
					cell: (lot) => (
						<StatusText tone={lot.status} label={t('queue.metOf', { met: lot.met, all: lot.conditions })} />
					),
				},
			]}
		/>
	)
}

function WaitingFor({ queue }: { queue: ReleaseQueue }) {
	const { t } = useTranslation('release')
	const { say, number } = useReader()
	const most = Math.max(1, ...queue.waitingFor.map((row) => row.count))
	return (
		<Card
			title={t('waiting.title')}
			footer={queue.total > queue.lots.length ? t('waiting.part', { count: queue.lots.length }) : undefined}
		>
			<ul>
				{queue.waitingFor.map((row) => {
					const label = row.title ? say(row.title) : t('waiting.ready')
					return (
						<li
							key={row.ruleKey}
							className="grid grid-cols-[minmax(0,1fr)_84px_28px] items-center gap-3 py-2 not-first:border-t not-first:border-line"
						>
							<span>{label}</span>
							<ProgressBar
								bare
								label={label}
								done={row.count}
								total={most}
								tone={row.status === 'pass' ? 'released' : row.status}
							/>
							<span className="num font-semibold">{number(row.count)}</span>
						</li>
					)
				})}
			</ul>
		</Card>
	)
}
