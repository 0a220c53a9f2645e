import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Plus, Truck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { dueMomentsOf } from '#app/features/workflow/deadlines.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { DELIVERY_VIEWS, type DeliveryView } from '../delivery.model.ts'
import { listDeliveries } from '../delivery-list.queries.server.ts'
import { readDeliveryStates } from '../delivery-states.queries.server.ts'
import { useDeliveryColumns } from '../ui/delivery-columns.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const { searchParams } = new URL(args.request.url)
	const asked = DELIVERY_VIEWS.find((view) => view === searchParams.get('view'))
	const text = searchParams.get('q')?.trim().slice(0, 100) ?? ''
	return withContext(args, { can: ['read', 'Delivery'] }, async (ctx) => {
		const partner = partyOf(ctx.actor) !== null
		const view: DeliveryView = asked ?? (partner || text ? 'all' : 'today')
		const page = await listDeliveries(ctx, { view, text, cursor: searchParams.get('cursor') })
		const ids = page.rows.map((row) => row.id)
		return {
			view,
			text,
			partner,
			page,
			due: await dueMomentsOf(ctx, 'delivery', ids),
			states: await readDeliveryStates(ctx),
			title: serverText(ctx.language, 'receiving')(partner ? 'list.noticesTitle' : 'list.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** What comes in: today's deliveries for receiving, a supplier's own notices for the supplier. */
export default function Deliveries() {
	const { view, text, partner, page, due, states, title } = useLoaderData<typeof loader>()
	const [search] = useSearchParams()
	const { t } = useTranslation('receiving')
	const ability = useAbility()
	const columns = useDeliveryColumns({ partner, states, due })
	const announce = ability.can('create', 'Delivery') && (
		<ButtonLink to="/deliveries/new" variant="primary" icon={Plus}>
			{t('list.announce')}
		</ButtonLink>
	)
	return (
		<>
			<PageHead title={title} subtitle={t(partner ? 'list.noticesSubtitle' : 'list.subtitle')} actions={announce} />
			<Card padding="flush">
				<DataTable
					caption={t('list.caption')}
					columns={columns}
					rows={page.rows}
					rowKey={(row) => row.id}
					toolbar={
						<TableToolbar>
							<ListSearch label={t('list.search')} set={{ view: 'all' }} />
							{DELIVERY_VIEWS.map((key) => (
								<FilterLink
									key={key}
									label={t(`list.view.${key}`)}
									to={listAddress(search, { view: key })}
									on={key === view}
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
						text || view !== 'all' ? (
							<EmptyState
								icon={Truck}
								title={text ? t('list.noneFound') : t('list.none')}
								action={<ButtonLink to="?view=all">{t('list.showAll')}</ButtonLink>}
							>
								{text ? t('list.noneFoundText') : t(partner ? 'list.noneTextPartner' : 'list.noneText')}
							</EmptyState>
						) : (
							<EmptyState icon={Truck} title={t('list.none')} action={announce || undefined}>
								{t(partner ? 'list.noneTextPartner' : 'list.noneText')}
							</EmptyState>
						)
					}
				/>
			</Card>
		</>
	)
}
