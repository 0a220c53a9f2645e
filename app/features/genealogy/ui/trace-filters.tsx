import { useSearchParams } from '@remix-run/react'
import { Share2, Table2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { ActiveFilter, FilterMenu } from '#app/ui/data/filter.tsx'
import { listAddress, pageAddress, toggled } from '#app/ui/data/list-address.ts'
import { PeriodFilter } from '#app/ui/data/period-filter.tsx'
import type { TraceParams } from '../trace.schema.ts'
import type { TraceOptions } from '../trace-view.server.ts'

type Props = {
	params: TraceParams
	options: TraceOptions
	states: readonly LotState[]
	path: { code: string } | null
}

/** What narrows the lots shown. All of it stands in the address. */
export function TraceFilters({ params, options, states, path }: Props) {
	const { t } = useTranslation('genealogy')
	const { say, date } = useReader()
	const [search] = useSearchParams()
	const status = params.status ?? []
	const few = (values: readonly string[], name: (value: string) => string) =>
		values.length === 0 ? undefined : values.length === 1 ? name(values[0] ?? '') : String(values.length)
	return (
		<div className="no-print flex flex-wrap items-center gap-2">
			<FilterMenu
				label={t('table.status')}
				multiple
				value={few(status, (key) => say(lotStateLook(states, key).title))}
				items={states
					.filter((state) => options.statuses.includes(state.key))
					.map((state) => ({
						label: say(state.title),
						to: listAddress(search, { status: toggled(status, state.key) }),
						chosen: status.includes(state.key),
					}))}
			/>
			<NamedFilter
				name="item"
				chosen={params.item ?? []}
				options={options.items.map((one) => ({ ...one, code: one.sku }))}
				all={options.all.items}
			/>
			<NamedFilter name="party" chosen={params.party ?? []} options={options.parties} all={options.all.parties} />
			{options.depth > 1 && (
				<FilterMenu
					label={t('filter.depth')}
					value={params.depth ? t('filter.steps', { count: params.depth }) : undefined}
					items={[null, ...Array.from({ length: Math.min(options.depth, 12) }, (_, index) => index + 1)].map(
						(depth) => ({
							label: depth === null ? t('filter.allSteps') : t('filter.steps', { count: depth }),
							to: listAddress(search, { depth: depth === null ? null : String(depth) }),
							chosen: (params.depth ?? null) === depth,
						}),
					)}
				/>
			)}
			<PeriodFilter
				label={t('filter.days')}
				date={date}
				names={['from', 'until']}
				fields={[t('filter.from'), t('filter.until')]}
			/>
			{params.path && (
				<ActiveFilter
					label={t('filter.path')}
					value={path?.code ?? t('filter.noPath')}
					clearHref={listAddress(search, { path: null })}
				/>
			)}
			<span className="flex-1" />
			{params.tab === 'lots' && (
				<Segmented
					label={t('bar.view')}
					value={params.view}
					segments={[
						{ value: 'graph', label: t('bar.graph'), icon: Share2, to: pageAddress(search, { view: null }) },
						{ value: 'table', label: t('bar.table'), icon: Table2, to: pageAddress(search, { view: 'table' }) },
					]}
				/>
			)}
		</div>
	)
}

type Named = { id: string; code: string; name: LocalizedText }

function NamedFilter({
	name,
	chosen,
	options,
	all,
}: {
	name: 'item' | 'party'
	chosen: readonly string[]
	options: readonly Named[]
	all: number
}) {
	const { t } = useTranslation('genealogy')
	const { say, number } = useReader()
	const [search] = useSearchParams()
	if (options.length === 0) return null
	const first = options.find((one) => one.id === chosen[0])
	const menu = (
		<FilterMenu
			label={t(`filter.${name}`)}
			multiple
			value={chosen.length === 0 ? undefined : chosen.length === 1 && first ? say(first.name) : String(chosen.length)}
			items={options.map((one) => ({
				label: one.code ? `${say(one.name)} · ${one.code}` : say(one.name),
				to: listAddress(search, { [name]: toggled(chosen, one.id) }),
				chosen: chosen.includes(one.id),
			}))}
		/>
	)
	if (all <= options.length) return menu
	return (
		<span className="inline-flex items-center gap-1.5">
			{menu}
			<span className="text-12 text-text-3">{t('filter.first', { count: options.length, all: number(all) })}</span>
		</span>
	)
}
