import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Boxes, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { askedOfAttributes } from '#app/features/dictionary/attribute-filter.model.ts'
import { readListAttributes } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { attributeColumns } from '#app/features/dictionary/ui/attribute-columns.tsx'
import { ListAttributes } from '#app/features/dictionary/ui/list-attributes.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { ITEM_KINDS } from '../catalog.model.ts'
import { listItems } from '../catalog.queries.server.ts'

export const meta: MetaFunction = () => [{ title: 'Items · 物料 · Lotline 批迹' }]

const searchSchema = z.object({
	q: z.string().max(100).optional().catch(undefined),
	kind: z.enum(ITEM_KINDS).optional().catch(undefined),
	after: z.string().max(80).optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const params = new URL(args.request.url).searchParams
	const search = { ...searchSchema.parse(Object.fromEntries(params)), attributes: askedOfAttributes(params).asked }
	return withContext(args, { can: ['read', 'Item'] }, async (ctx) => ({
		search,
		tenant: ctx.tenant.name,
		attributes: await readListAttributes(ctx, 'item'),
		...(await listItems(ctx, search)),
	}))
}

export default function Items() {
	const { items, nextCursor, search, tenant, attributes } = useLoaderData<typeof loader>()
	const { t } = useTranslation('catalog')
	const reader = useReader()
	const { say, unit, number } = reader
	const ability = useAbility()
	const [params] = useSearchParams()
	const narrowed = Boolean(search.q || search.kind || Object.keys(search.attributes).length)
	const own = attributeColumns<(typeof items)[number]>(attributes, params, reader)
	const make = ability.can('create', 'Item') && (
		<ButtonLink to="/items/new" variant="primary" icon={Plus}>
			{t('items.new')}
		</ButtonLink>
	)
	return (
		<>
			<PageHead title={t('items.title')} subtitle={t('items.subtitle', { tenant })} actions={make} />
			<Card padding="flush">
				<TableToolbar>
					<ListSearch label={t('items.search')} />
					<FilterLink label={t('items.allKinds')} to={listAddress(params, { kind: null })} on={!search.kind} />
					{ITEM_KINDS.map((kind) => (
						<FilterLink
							key={kind}
							label={t(`kind.${kind}`)}
							to={listAddress(params, { kind })}
							on={search.kind === kind}
						/>
					))}
					<ListAttributes attributes={attributes} />
				</TableToolbar>
				<DataTable
					caption={t('items.caption')}
					rows={items}
					rowKey={(item) => item.id}
					pager={nextCursor && <Pager nextHref={listAddress(params, { after: nextCursor })} />}
					empty={
						<EmptyState
							icon={Boxes}
							titleLevel={2}
							title={narrowed ? t('items.none') : t('items.empty')}
							action={narrowed ? <ButtonLink to="/items">{t('items.clear')}</ButtonLink> : make}
						>
							{narrowed ? t('items.noneText') : t('items.emptyText')}
						</EmptyState>
					}
					columns={[
						{
							key: 'name',
							header: t('items.name'),
							role: 'key',
							cell: (item) => (
								<AppLink to={`/items/${item.id}`}>
									{say(item.name)}
									<CellSub mono>{item.sku}</CellSub>
								</AppLink>
							),
						},
						{ key: 'kind', header: t('items.kind'), cell: (item) => t(`kind.${item.kind}`) },
						{
							key: 'revision',
							header: t('items.revision'),
							cell: (item) => <span className="mono">{item.revision ?? '–'}</span>,
						},
						{ key: 'gtin', header: t('items.gtin'), cell: (item) => <span className="mono">{item.gtin ?? '–'}</span> },
						{
							key: 'shelf',
							header: t('items.shelfLife'),
							align: 'end',
							cell: (item) =>
								item.shelfLifeDays
									? t('items.days', { count: item.shelfLifeDays, days: number(item.shelfLifeDays) })
									: '–',
						},
						{ key: 'suppliers', header: t('items.suppliers'), align: 'end', cell: (item) => item.suppliers || '–' },
						{
							key: 'lots',
							header: t('items.lots'),
							align: 'end',
							cell: (item) => (item.lots ? <AppLink to={`/lots?item=${item.id}`}>{item.lots}</AppLink> : '–'),
						},
						{
							key: 'unit',
							header: t('item.unit'),
							role: 'plain',
							cell: (item) => <span className="text-text-2">{unit(item.unit)}</span>,
						},
						...own.columns,
						{
							key: 'status',
							header: t('items.status'),
							role: 'aside',
							cell: (item) => (
								<StatusText
									tone={item.active ? 'released' : 'draft'}
									label={item.active ? t('items.active') : t('items.inactive')}
								/>
							),
						},
					]}
				/>
			</Card>
		</>
	)
}
