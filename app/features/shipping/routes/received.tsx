import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRouteLoaderData, useSearchParams } from '@remix-run/react'
import { PackageCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { RootData } from '#app/root.tsx'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { listShipments, type ShipmentRow } from '../shipping.queries.server.ts'

export async function loader(args: LoaderFunctionArgs) {
	const { searchParams } = new URL(args.request.url)
	const text = searchParams.get('q')?.trim().slice(0, 100) ?? ''
	return withContext(args, { can: ['read', 'Shipment'] }, async (ctx) => {
		if (!partyOf(ctx.actor)) throw new Response('Not Found', { status: 404 })
		return {
			text,
			page: await listShipments(ctx, { text, cursor: searchParams.get('cursor') }),
			title: serverText(ctx.language, 'shipping')('received.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** What was sent to the customer who reads it. */
export default function Received() {
	const { text, page, title } = useLoaderData<typeof loader>()
	const root = useRouteLoaderData('root') as RootData
	const [search] = useSearchParams()
	const { t } = useTranslation('shipping')
	const { say, dateTime } = useReader()
	const contents = (row: ShipmentRow) => {
		const item = row.firstItem ? say(row.firstItem) : ''
		return row.lines > 1 ? t('received.more', { item, count: row.lines - 1 }) : item
	}
	return (
		<>
			<PageHead title={title} subtitle={t('received.subtitle', { tenant: root.tenant?.name })} />
			<Card padding="flush">
				<DataTable
					caption={title}
					rows={page.rows}
					rowKey={(row) => row.id}
					columns={[
						{
							key: 'number',
							header: t('received.number'),
							role: 'key',
							cell: (row) => (
								<AppLink to={`/received/${row.id}`} className="font-mono">
									{row.number}
								</AppLink>
							),
						},
						{
							key: 'sent',
							header: t('received.sent'),
							role: 'aside',
							cell: (row) => (row.shippedAt ? dateTime(row.shippedAt) : '–'),
						},
						{
							key: 'order',
							header: t('received.order'),
							cell: (row) => <span className="mono">{row.reference ?? '–'}</span>,
						},
						{
							key: 'contents',
							header: t('received.contents'),
							cell: (row) => (
								<>
									{contents(row)}
									{row.recalled > 0 && (
										<div>
											<StatusText tone="recalled" label={t('list.recalled', { count: row.recalled })} />
										</div>
									)}
								</>
							),
						},
					]}
					toolbar={
						<TableToolbar>
							<ListSearch label={t('received.search')} />
						</TableToolbar>
					}
					pager={
						<Pager
							summary={t('list.shown', { count: page.rows.length })}
							nextHref={page.nextCursor ? listAddress(search, { cursor: page.nextCursor }) : undefined}
						/>
					}
					empty={
						<EmptyState
							icon={PackageCheck}
							title={text ? t('list.noneFound') : t('received.none')}
							action={text ? <ButtonLink to="?">{t('list.showAll')}</ButtonLink> : undefined}
						>
							{t(text ? 'list.noneFoundText' : 'received.noneText')}
						</EmptyState>
					}
				/>
			</Card>
		</>
	)
}
