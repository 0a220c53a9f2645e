import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { MapPin, Plus } from 'lucide-react'
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
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { countryName } from '../country-options.server.ts'
import { listSites } from '../parties.queries.server.ts'

export const meta: MetaFunction = () => [{ title: 'Sites · 站点 · Lotline 批迹' }]

const searchSchema = z.object({
	q: z.string().max(100).optional().catch(undefined),
	party: z.uuid().optional().catch(undefined),
	after: z.string().max(60).optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const params = new URL(args.request.url).searchParams
	const search = { ...searchSchema.parse(Object.fromEntries(params)), attributes: askedOfAttributes(params).asked }
	return withContext(args, { can: ['read', 'Site'] }, async (ctx) => {
		const { sites, nextCursor } = await listSites(ctx, { ...search, partyId: search.party })
		return {
			search,
			attributes: await readListAttributes(ctx, 'site'),
			nextCursor,
			tenant: ctx.tenant.name,
			sites: sites.map((site) => ({ ...site, countryName: countryName(site.country, ctx.language) })),
		}
	})
}

export default function Sites() {
	const { sites, nextCursor, search, tenant, attributes } = useLoaderData<typeof loader>()
	const { t } = useTranslation('parties')
	const reader = useReader()
	const { say } = reader
	const [params] = useSearchParams()
	const own = attributeColumns<(typeof sites)[number]>(attributes, params, reader)
	const narrowed = Boolean(search.q || Object.keys(search.attributes).length)
	const ability = useAbility()
	const mayEdit = ability.can('update', 'Site')
	const make = mayEdit && (
		<ButtonLink to="/sites/new" variant="primary" icon={Plus}>
			{t('sites.new')}
		</ButtonLink>
	)
	return (
		<>
			<PageHead title={t('sites.title')} subtitle={t('sites.subtitle', { tenant })} actions={make} />
			<Card padding="flush">
				<TableToolbar>
					<ListSearch label={t('sites.search')} />
					<ListAttributes attributes={attributes} />
				</TableToolbar>
				<DataTable
					caption={t('sites.caption')}
					rows={sites}
					rowKey={(site) => site.id}
					pager={nextCursor && <Pager nextHref={listAddress(params, { after: nextCursor })} />}
					empty={
						<EmptyState
							icon={MapPin}
							titleLevel={2}
							title={narrowed ? t('parties.none') : t('sites.empty')}
							action={narrowed ? <ButtonLink to="/sites">{t('parties.clear')}</ButtonLink> : make}
						>
							{narrowed ? t('parties.noneText') : t('sites.emptyText')}
						</EmptyState>
					}
					columns={[
						{
							key: 'name',
							header: t('sites.name'),
							role: 'key',
							cell: (site) => {
								const name = (
									<>
										{say(site.name)}
										<CellSub mono>{site.code}</CellSub>
									</>
								)
								return mayEdit ? <AppLink to={`/sites/${site.id}/edit`}>{name}</AppLink> : name
							},
						},
						{
							key: 'owner',
							header: t('sites.owner'),
							cell: (site) =>
								site.partyName ? <AppLink to={`/parties/${site.partyId}`}>{say(site.partyName)}</AppLink> : tenant,
						},
						{
							key: 'place',
							header: t('sites.place'),
							cell: (site) => t('placeOf', { city: say(site.city), country: site.countryName }),
						},
						{ key: 'gln', header: t('sites.gln'), cell: (site) => <span className="mono">{site.gln ?? '–'}</span> },
						{
							key: 'zone',
							header: t('sites.zone'),
							role: 'plain',
							cell: (site) => <span className="text-text-2">{site.timeZone}</span>,
						},
						...own.columns,
						{
							key: 'status',
							header: t('sites.status'),
							role: 'aside',
							cell: (site) => (
								<StatusText
									tone={site.active ? 'released' : 'draft'}
									label={site.active ? t('parties.active') : t('parties.inactive')}
								/>
							),
						},
					]}
				/>
			</Card>
		</>
	)
}
