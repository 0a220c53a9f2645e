import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Package, PackageX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { allContentsOf, innerOf, readContainer } from '../containers.queries.server.ts'
import { listEvents } from '../event-list.queries.server.ts'
import { useEventColumns } from '../ui/event-columns.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	if (!id.success) throw new Response('Not Found', { status: 404 })
	return withContext(args, { can: ['read', 'TraceEvent'] }, async (ctx) => {
		const container = await readContainer(ctx, id.data)
		if (!container) throw new Response('Not Found', { status: 404 })
		return {
			container,
			contents: await allContentsOf(ctx, container.id),
			inner: await innerOf(ctx, container.id),
			events: await listEvents(ctx, { container: container.id }, { limit: 100 }),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.container.sscc ?? ''} · Lotline 批迹` },
]

/** A container by its SSCC: what is inside, and what went in and out. */
export default function ContainerPage() {
	const { container, contents, inner, events } = useLoaderData<typeof loader>()
	const { t } = useTranslation('genealogy')
	const { say, quantity, dateTime, number } = useReader()
	const ability = useAbility()
	const columns = useEventColumns()
	const open = !container.shippedAt && ability.can('create', 'TraceEvent')
	const to = (kind: string) => `/events/new?kind=${kind}&container=${container.sscc}`
	return (
		<>
			<PageHead
				title={container.sscc}
				mono
				crumbs={[{ label: t('events.title'), to: '/events' }, { label: container.sscc }]}
				status={
					<StatusText
						tone={container.shippedAt ? 'shipped' : 'released'}
						label={t(container.shippedAt ? 'container.shipped' : 'container.here')}
					/>
				}
				subtitle={t('container.subtitle')}
				facts={[
					...(container.parent
						? [
								{
									label: t('container.in'),
									value: (
										<AppLink to={`/containers/${container.parent.id}`} className="font-mono">
											{container.parent.sscc}
										</AppLink>
									),
								},
							]
						: []),
					...(container.siteName ? [{ label: t('events.site'), value: say(container.siteName) }] : []),
					{ label: t('container.changed'), value: dateTime(container.updatedAt) },
					...(container.shipmentId
						? [
								{
									label: t('fact.shipment'),
									value: <AppLink to={`/shipments/${container.shipmentId}`}>{t('fact.openShipment')}</AppLink>,
								},
							]
						: []),
				]}
				actions={
					open && (
						<>
							<ButtonLink to={to('unpack')} icon={PackageX}>
								{t('kind.unpack')}
							</ButtonLink>
							<ButtonLink to={to('pack')} icon={Package} variant="primary">
								{t('kind.pack')}
							</ButtonLink>
						</>
					)
				}
			/>
			<Stack>
				<Card title={t(container.shippedAt ? 'container.wasInside' : 'container.inside')} padding="flush">
					<DataTable
						caption={t('container.inside')}
						rows={contents}
						rowKey={(row) => row.lotId}
						columns={[
							{
								key: 'lot',
								header: t('lots.lot'),
								role: 'key',
								cell: (row) => (
									<>
										<AppLink to={`/lots/${row.lotId}`} className="font-mono">
											{row.code}
										</AppLink>
										<CellSub>{say(row.itemName)}</CellSub>
									</>
								),
							},
							{ key: 'sku', header: t('csv.sku'), cell: (row) => <span className="mono">{row.sku}</span> },
							{ key: 'quantity', header: t('lots.quantity'), align: 'end', cell: (row) => quantity(row) },
						]}
						empty={
							<EmptyState icon={Package} title={t('container.empty')}>
								{t('container.emptyText')}
							</EmptyState>
						}
					/>
				</Card>
				{inner.length > 0 && (
					<Card
						title={t('container.inner')}
						padding="flush"
						{...((inner[0]?.all ?? 0) > inner.length
							? { footer: t('container.firstInner', { count: inner.length, all: number(inner[0]?.all ?? 0) }) }
							: {})}
					>
						<DataTable
							caption={t('container.inner')}
							rows={inner}
							rowKey={(row) => row.id}
							columns={[
								{
									key: 'sscc',
									header: 'SSCC',
									role: 'key',
									cell: (row) => (
										<AppLink to={`/containers/${row.id}`} className="font-mono">
											{row.sscc}
										</AppLink>
									),
								},
								{ key: 'lots', header: t('container.lots'), align: 'end', cell: (row) => row.lots },
							]}
						/>
					</Card>
				)}
				<Card
					title={t('container.history')}
					padding="flush"
					{...(events.nextCursor
						? { footer: <AppLink to={`/events?container=${container.id}`}>{t('container.allEvents')}</AppLink> }
						: {})}
				>
					<DataTable caption={t('container.history')} columns={columns} rows={events.items} rowKey={(row) => row.id} />
				</Card>
			</Stack>
		</>
	)
}
