import { Form, useSearchParams } from '@remix-run/react'
import { ChevronLeft, ChevronRight, ChevronsLeftRight, ScanBarcode, Share2, Table2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import { toggled, withParams } from '#app/features/lots/ui/lot-list-address.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { FilterMenu } from '#app/ui/data/filter.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { TraceParams } from '../trace.schema.ts'

type Props = {
	params: TraceParams
	root: { code: string; name: string } | null
	states: readonly LotState[]
	statuses: readonly string[]
}

/** The lot to start from, which way, what is shown. All of it stands in the address. */
export function TraceBar({ params, root, states, statuses }: Props) {
	const { t } = useTranslation('genealogy')
	const { say } = useReader()
	const [search] = useSearchParams()
	const status = params.status ?? []
	return (
		<div className="no-print mb-4 flex flex-wrap items-center gap-3 rounded-3 border border-line bg-surface px-3 py-2.5">
			<Form method="get" role="search" className="flex min-w-0 flex-1 basis-72 items-center gap-2">
				<input type="hidden" name="direction" value={params.direction} />
				<input type="hidden" name="view" value={params.view} />
				<div className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-2 border border-control-line bg-surface px-2.5 focus-within:border-accent focus-within:shadow-(--focus) pointer-coarse:h-11">
					<ScanBarcode aria-hidden="true" className="text-text-3" />
					<input
						key={root?.code ?? params.q ?? ''}
						name="q"
						type="search"
						defaultValue={root?.code ?? params.q ?? ''}
						aria-label={t('bar.search')}
						placeholder={t('bar.search')}
						autoComplete="off"
						spellCheck={false}
						className="mono min-w-0 flex-1 bg-transparent shadow-none! outline-none max-desk:text-16"
					/>
					{root && (
						<span className="max-desk:hidden">
							<Tag>{root.name}</Tag>
						</span>
					)}
				</div>
				<Button type="submit">{t('bar.go')}</Button>
			</Form>
			<Segmented
				label={t('bar.direction')}
				value={params.direction}
				segments={[
					{
						value: 'backward',
						label: t('bar.backward'),
						icon: ChevronLeft,
						to: withParams(search, { direction: 'backward' }),
					},
					{
						value: 'forward',
						label: t('bar.forward'),
						icon: ChevronRight,
						to: withParams(search, { direction: 'forward' }),
					},
					{
						value: 'both',
						label: t('bar.both'),
						icon: ChevronsLeftRight,
						to: withParams(search, { direction: 'both' }),
					},
				]}
			/>
			{root && (
				<FilterMenu
					label={t('table.status')}
					multiple
					value={
						status.length === 0
							? undefined
							: status.length === 1
								? say(lotStateLook(states, status[0] ?? '').title)
								: String(status.length)
					}
					items={states
						.filter((state) => statuses.includes(state.key))
						.map((state) => ({
							label: say(state.title),
							to: withParams(search, { status: toggled(status, state.key) }),
							chosen: status.includes(state.key),
						}))}
				/>
			)}
			<Segmented
				label={t('bar.view')}
				value={params.view}
				segments={[
					{ value: 'graph', label: t('bar.graph'), icon: Share2, to: withParams(search, { view: null }) },
					{ value: 'table', label: t('bar.table'), icon: Table2, to: withParams(search, { view: 'table' }) },
				]}
			/>
		</div>
	)
}
