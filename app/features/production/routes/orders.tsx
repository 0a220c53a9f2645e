import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Factory, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'
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
import { listOrders } from '../list-orders.queries.server.ts'
import { readOrderStates } from '../order-states.queries.server.ts'
import { useOrderColumns } from '../ui/order-columns.tsx'

const VIEWS = {
	open: ['initial', 'waiting', 'active', 'blocked'],
	finished: ['done', 'rejected'],
	cancelled: ['cancelled'],
	all: [],
} as const satisfies Record<string, readonly StateCategory[]>
type View = keyof typeof VIEWS
const VIEW_KEYS = Object.keys(VIEWS) as View[]

export async function loader(args: LoaderFunctionArgs) {
	const { searchParams } = new URL(args.request.url)
	const text = searchParams.get('q')?.trim().slice(0, 100) ?? ''
	const view = VIEW_KEYS.find((key) => key === searchParams.get('view')) ?? (text ? 'all' : 'open')
	return withContext(args, { can: ['read', 'ProductionOrder'] }, async (ctx) => ({
		view,
		text,
		page: await listOrders(ctx, { categories: VIEWS[view], text, cursor: searchParams.get('cursor') }),
		states: await readOrderStates(ctx),
		title: serverText(ctx.language, 'production')('list.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** Production orders. */
export default function Orders() {
	const { view, text, page, states, title } = useLoaderData<typeof loader>()
	const [search] = useSearchParams()
	const { t } = useTranslation('production')
	const ability = useAbility()
	const columns = useOrderColumns(states)
	const create = ability.can('create', 'ProductionOrder') && (
		<ButtonLink to="/production/new" variant="primary" icon={Plus}>
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
							<ListSearch label={t('list.search')} set={{ view: 'all' }} />
							{VIEW_KEYS.map((key) => (
								<FilterLink
									key={key}
									label={t(`list.${key}`)}
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
						<EmptyState
							icon={Factory}
							title={text ? t('list.noneFound') : t('list.none')}
							action={
								view === 'all' && !text ? (
									create || undefined
								) : (
									<ButtonLink to="?view=all">{t('list.showAll')}</ButtonLink>
								)
							}
						>
							{t(text ? 'list.noneFoundText' : 'list.noneText')}
						</EmptyState>
					}
				/>
			</Card>
		</>
	)
}
