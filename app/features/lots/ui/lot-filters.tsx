import { useTranslation } from 'react-i18next'
import type { ListedAttribute } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { AttributeFilters } from '#app/features/dictionary/ui/attribute-filters.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ActiveFilter, FilterMenu } from '#app/ui/data/filter.tsx'
import { FilterChooser } from '#app/ui/data/filter-chooser.tsx'
import { listAddress, toggled } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import type { LotListOptions } from '../list-options.queries.server.ts'
import { lotStateLook } from '../lot-state-look.ts'
import type { LotState } from '../lot-states.queries.server.ts'
import type { LotListParams } from '../lots.schema.ts'

type Props = {
	params: LotListParams
	search: URLSearchParams
	states: readonly LotState[]
	options: LotListOptions
	attributes: readonly ListedAttribute[]
	partner: boolean
}

/** What narrows the list of lots. All of it stands in the address. */
export function LotFilters({ params, search, states, options, attributes, partner }: Props) {
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const status = params.status ?? []
	const menu = (name: 'item' | 'supplier', label: string) => (
		<FilterChooser
			label={label}
			multiple
			list={options[name === 'item' ? 'items' : 'suppliers']}
			values={params[name] ?? []}
			hrefOf={(values) => listAddress(search, { [name]: values.join(',') || null })}
		/>
	)
	return (
		<>
			<ListSearch label={t('list.search')} />
			<FilterMenu
				label={t('list.status')}
				multiple
				value={
					status.length === 0
						? undefined
						: status.length === 1
							? say(lotStateLook(states, status[0] ?? '').title)
							: String(status.length)
				}
				items={states.map((state) => ({
					label: say(state.title),
					to: listAddress(search, { status: toggled(status, state.key) }),
					chosen: status.includes(state.key),
				}))}
			/>
			{menu('item', t('list.item'))}
			{!partner && menu('supplier', t('list.supplier'))}
			{attributes.length > 0 && <AttributeFilters attributes={attributes} asked={params.attributes} search={search} />}
			{params.lacking && (
				<ActiveFilter
					label={t('list.lacking')}
					value={t('list.lackingOn')}
					clearHref={listAddress(search, { lacking: null })}
				/>
			)}
			{params.q && (
				<ActiveFilter label={t('list.code')} value={params.q} clearHref={listAddress(search, { q: null })} />
			)}
		</>
	)
}
