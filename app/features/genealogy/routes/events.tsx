import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useSearchParams } from '@remix-run/react'
import { Download, History, Plus, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { readListAttributes } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { attributeColumns } from '#app/features/dictionary/ui/attribute-columns.tsx'
import { ListAttributes } from '#app/features/dictionary/ui/list-attributes.tsx'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { KeptParams } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { readEventChoices } from '../event-form.queries.server.ts'
import { listEvents } from '../event-list.queries.server.ts'
import { eventListSchema, readEventList } from '../event-list.schema.ts'
import { useEventColumns } from '../ui/event-columns.tsx'
import { EventFilters } from '../ui/event-filters.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const { cursor, ...filter } = readEventList(new URL(args.request.url).searchParams)
	return withContext(args, { can: ['read', 'TraceEvent'] }, async (ctx) => ({
		filter,
		attributes: await readListAttributes(ctx, 'event'),
		page: await listEvents(ctx, filter, { cursor }),
		sites: (await readEventChoices(ctx)).sites,
		title: serverText(ctx.language, 'genealogy')('events.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** Everything that happened to lots, latest first. */
export default function Events() {
	const { filter, page, sites, title, attributes } = useLoaderData<typeof loader>()
	const [search] = useSearchParams()
	const { t } = useTranslation('genealogy')
	const ability = useAbility()
	const own = attributeColumns<(typeof page.items)[number]>(attributes, search, useReader())
	const columns = [...useEventColumns(), ...own.columns]
	const { attributes: asked, ...usual } = filter
	const narrowed = Object.keys(asked).length > 0 || Object.values(usual).some((value) => value !== undefined)
	const record = ability.can('create', 'TraceEvent') && (
		<ButtonLink to="/events/new" variant="primary" icon={Plus}>
			{t('events.record')}
		</ButtonLink>
	)
	const file = new URLSearchParams(search)
	file.delete('cursor')
	return (
		<>
			<PageHead
				title={title}
				subtitle={t('events.subtitle')}
				actions={
					<>
						<ButtonLink to={`/events.csv?${file}`} icon={Download} reloadDocument>
							{t('events.export')}
						</ButtonLink>
						{record}
					</>
				}
			/>
			<Card padding="flush">
				<DataTable
					caption={title}
					columns={columns}
					rows={page.items}
					rowKey={(row) => row.id}
					toolbar={
						<TableToolbar>
							<Form method="get" className="flex w-full flex-wrap items-end gap-2" key={search.toString()}>
								<KeptParams except={Object.keys(eventListSchema.shape)} />
								<EventFilters filter={filter} sites={sites} />
								<Button type="submit" icon={Search}>
									{t('events.apply')}
								</Button>
								{narrowed && <ButtonLink to="/events">{t('events.clear')}</ButtonLink>}
							</Form>
							<ListAttributes attributes={attributes} />
						</TableToolbar>
					}
					pager={
						<Pager
							summary={t('events.shown', { count: page.items.length })}
							nextHref={page.nextCursor ? listAddress(search, { cursor: page.nextCursor }) : undefined}
						/>
					}
					empty={
						<EmptyState
							icon={History}
							title={t(narrowed ? 'events.noneFound' : 'events.none')}
							action={narrowed ? <ButtonLink to="/events">{t('events.clear')}</ButtonLink> : record || undefined}
						>
							{t(narrowed ? 'events.noneFoundText' : 'events.noneText')}
						</EmptyState>
					}
				/>
			</Card>
		</>
	)
}
