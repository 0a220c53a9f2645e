import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Plus, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { SHIPMENT_STATES, type ShipmentState } from '../shipment.model.ts'
import { listShipments, type ShipmentRow } from '../shipping.queries.server.ts'
import { ShipmentStatus } from '../ui/shipment-status.tsx'

const STATES = Object.keys(SHIPMENT_STATES) as ShipmentState[]

export async function loader(args: LoaderFunctionArgs) {
	const { searchParams } = new URL(args.request.url)
	const text = searchParams.get('q')?.trim().slice(0, 100) ?? ''
	const status = STATES.find((key) => key === searchParams.get('status')) ?? null
	return withContext(args, { can: ['read', 'Shipment'] }, async (ctx) => {
		// A customer's shipments are at /received, in a customer's words.
		if (partyOf(ctx.actor)) throw new Response('Not Found', { status: 404 })
		return {
			text,
			status,
			page: await listShipments(ctx, { status, text, cursor: searchParams.get('cursor') }),
			title: serverText(ctx.language, 'shipping')('list.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** Shipments to customers. */
export default function Shipments() {
	const { text, status, page, title } = useLoaderData<typeof loader>()
	const [search] = useSearchParams()
	const { t } = useTranslation('shipping')
	const ability = useAbility()
	const columns = useShipmentColumns()
	const create = ability.can('create', 'Shipment') && (
		<ButtonLink to="/shipments/new" variant="primary" icon={Plus}>
			{t('list.new')}
		</ButtonLink>
	)
	return (
		<>
			<PageHead title={title} subtitle={t('list.subtitle')} actions={create} />
			<Card padding="flush">
				<DataTable
					caption={t('list.caption')}
					columns={columns}
					rows={page.rows}
					rowKey={(row) => row.id}
					toolbar={
						<TableToolbar>
							<ListSearch label={t('list.search')} />
							<FilterLink label={t('list.all')} to={listAddress(search, { status: null })} on={status === null} />
							{STATES.map((key) => (
								<FilterLink
									key={key}
									label={t(`status.${key}`)}
									to={listAddress(search, { status: key })}
									on={key === status}
								/>
							))}
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
							icon={Send}
							title={text ? t('list.noneFound') : t('list.none')}
							action={text || status ? <ButtonLink to="?">{t('list.showAll')}</ButtonLink> : create || undefined}
						>
							{t(text ? 'list.noneFoundText' : 'list.noneText')}
						</EmptyState>
					}
				/>
			</Card>
		</>
	)
}

function useShipmentColumns(): Column<ShipmentRow>[] {
	const { t } = useTranslation('shipping')
	const { say, dateTime, date } = useReader()
	return [
		{
			key: 'number',
			header: t('list.number'),
			role: 'key',
			cell: (row) => (
				<>
					<AppLink to={`/shipments/${row.id}`} className="font-mono">
						{row.number}
					</AppLink>
					{row.reference && <CellSub mono>{row.reference}</CellSub>}
				</>
			),
		},
		{ key: 'customer', header: t('list.customer'), cell: (row) => say(row.partyName) },
		{ key: 'status', header: t('list.status'), role: 'aside', cell: (row) => <ShipmentStatus status={row.status} /> },
		{
			key: 'sent',
			header: t('list.sent'),
			cell: (row) => (
				<>
					{row.shippedAt ? dateTime(row.shippedAt) : '–'}
					{row.expectedOn && <CellSub>{t('list.expected', { date: date(row.expectedOn) })}</CellSub>}
				</>
			),
		},
		{
			key: 'lots',
			header: t('list.lots'),
			cell: (row) => (
				<>
					{row.lines}
					{row.firstItem && ` · ${say(row.firstItem)}`}
					{row.recalled > 0 && (
						<div>
							<StatusText tone="recalled" label={t('list.recalled', { count: row.recalled })} />
						</div>
					)}
				</>
			),
		},
		{ key: 'carrier', header: t('list.carrier'), role: 'plain', cell: (row) => row.carrier ?? '–' },
	]
}
