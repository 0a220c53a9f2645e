import { Form } from '@remix-run/react'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListedAttribute } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { AttributeFilters } from '#app/features/dictionary/ui/attribute-filters.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ActiveFilter, FilterMenu } from '#app/ui/data/filter.tsx'
import { FilterChooser } from '#app/ui/data/filter-chooser.tsx'
import type { LotListOptions } from '../list-options.queries.server.ts'
import { lotStateLook } from '../lot-state-look.ts'
import type { LotState } from '../lot-states.queries.server.ts'
import type { LotListParams } from '../lots.schema.ts'
import { toggled, withParams } from './lot-list-address.ts'

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
			hrefOf={(values) => withParams(search, { [name]: values.join(',') || null })}
		/>
	)
	return (
		<>
			<SearchField params={params} search={search} />
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
					to: withParams(search, { status: toggled(status, state.key) }),
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
					clearHref={withParams(search, { lacking: null })}
				/>
			)}
			{params.q && <ActiveFilter label={t('list.code')} value={params.q} clearHref={withParams(search, { q: null })} />}
		</>
	)
}

/** A code or its beginning; the other filters stay as they are. */
function SearchField({ params, search }: Pick<Props, 'params' | 'search'>) {
	const { t } = useTranslation('lots')
	const others = [...search].filter(([name]) => name !== 'q' && name !== 'cursor')
	return (
		<Form method="get" role="search" className="relative max-desk:w-full">
			{others.map(([name, value]) => (
				<input key={name} type="hidden" name={name} value={value} />
			))}
			<Search
				aria-hidden="true"
				className="pointer-events-none absolute top-1/2 left-2 size-3.5! -translate-y-1/2 text-text-3"
			/>
			<input
				key={params.q ?? ''}
				type="search"
				name="q"
				defaultValue={params.q ?? ''}
				aria-label={t('list.search')}
				placeholder={t('list.search')}
				className="h-7 w-56 rounded-2 border border-control-line bg-surface pr-2 pl-7 text-12 max-desk:h-9 max-desk:w-full max-desk:text-16 pointer-coarse:h-11"
			/>
		</Form>
	)
}
