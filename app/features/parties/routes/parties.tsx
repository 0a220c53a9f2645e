import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Building2, Plus } from 'lucide-react'
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
import { countryName } from '../country-options.server.ts'
import { listParties } from '../parties.queries.server.ts'
import { PARTY_KINDS } from '../party.model.ts'

export const meta: MetaFunction = () => [{ title: 'Parties · 往来方 · Lotline 批迹' }]

const searchSchema = z.object({
	q: z.string().max(100).optional().catch(undefined),
	kind: z.enum(PARTY_KINDS).optional().catch(undefined),
	after: z.string().max(60).optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const params = new URL(args.request.url).searchParams
	const search = { ...searchSchema.parse(Object.fromEntries(params)), attributes: askedOfAttributes(params).asked }
	return withContext(args, { can: ['read', 'Party'] }, async (ctx) => {
		const { parties, nextCursor } = await listParties(ctx, search)
		return {
			tenant: ctx.tenant.name,
			search,
			attributes: await readListAttributes(ctx, 'party'),
			nextCursor,
			parties: parties.map((party) => ({ ...party, countryName: countryName(party.country, ctx.language) })),
		}
	})
}

export default function Parties() {
	const { parties, nextCursor, search, tenant, attributes } = useLoaderData<typeof loader>()
	const { t } = useTranslation('parties')
	const reader = useReader()
	const { say } = reader
	const ability = useAbility()
	const [params] = useSearchParams()
	const narrowed = Boolean(search.q || search.kind || Object.keys(search.attributes).length)
	const own = attributeColumns<(typeof parties)[number]>(attributes, params, reader)
	const make = ability.can('create', 'Party') && (
		<ButtonLink to="/parties/new" variant="primary" icon={Plus}>
			{t('parties.new')}
		</ButtonLink>
	)
	return (
		<>
			<PageHead title={t('parties.title')} subtitle={t('parties.subtitle', { tenant })} actions={make} />
			<Card padding="flush">
				<TableToolbar>
					<ListSearch label={t('parties.search')} />
					<FilterLink label={t('parties.allKinds')} to={listAddress(params, { kind: null })} on={!search.kind} />
					{PARTY_KINDS.map((kind) => (
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
					caption={t('parties.caption')}
					rows={parties}
					rowKey={(party) => party.id}
					pager={nextCursor && <Pager nextHref={listAddress(params, { after: nextCursor })} />}
					empty={
						<EmptyState
							icon={Building2}
							titleLevel={2}
							title={narrowed ? t('parties.none') : t('parties.empty')}
							action={narrowed ? <ButtonLink to="/parties">{t('parties.clear')}</ButtonLink> : make}
						>
							{narrowed ? t('parties.noneText') : t('parties.emptyText')}
						</EmptyState>
					}
					columns={[
						{
							key: 'name',
							header: t('parties.name'),
							role: 'key',
							cell: (party) => (
								<AppLink to={`/parties/${party.id}`}>
									{say(party.name)}
									<CellSub mono>{party.code}</CellSub>
								</AppLink>
							),
						},
						{ key: 'kind', header: t('parties.kind'), cell: (party) => t(`kind.${party.kind}`) },
						{
							key: 'place',
							header: t('parties.place'),
							cell: (party) =>
								party.city ? t('placeOf', { city: say(party.city), country: party.countryName }) : party.countryName,
						},
						{
							key: 'approvals',
							header: t('parties.approvals'),
							cell: (party) =>
								party.approvals > 0 ? (
									t('parties.approvals', { count: party.approvals })
								) : (
									<span className="text-text-3">–</span>
								),
						},
						{ key: 'people', header: t('parties.people'), align: 'end', cell: (party) => party.people },
						...own.columns,
						{
							key: 'status',
							header: t('parties.status'),
							role: 'aside',
							cell: (party) => (
								<StatusText
									tone={party.active ? 'released' : 'draft'}
									label={party.active ? t('parties.active') : t('parties.inactive')}
								/>
							),
						},
					]}
				/>
			</Card>
		</>
	)
}
