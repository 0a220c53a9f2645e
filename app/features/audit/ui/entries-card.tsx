import { useSearchParams } from '@remix-run/react'
import { ChevronDown, Download, History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { cx } from '#app/ui/cx.ts'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { toneClass } from '#app/ui/status/tone.ts'
import type { AuditRow } from '../audit.queries.server.ts'
import { auditAddress } from '../audit-address.ts'
import type { InWords } from '../step-titles.queries.server.ts'
import { actionLook } from './action-look.ts'
import { ActorName } from './actor-name.tsx'
import { AuditFilters, type AuditFiltersProps } from './audit-filters.tsx'
import { useExactTime } from './use-exact-time.ts'

interface EntriesCardProps extends AuditFiltersProps {
	readonly items: readonly InWords<AuditRow>[]
	readonly nextCursor: string | null
	/** How many the filter finds; one more than `most` when there are more. */
	readonly found: number
	readonly most: number
	readonly current: number | null
	readonly className?: string | undefined
}

/** The entries that a filter finds, newest first; all of them can be taken away as a file. */
export function EntriesCard({ items, nextCursor, found, most, current, className, ...filters }: EntriesCardProps) {
	const { t } = useTranslation('audit')
	const { number } = useReader()
	const [search] = useSearchParams()
	const columns = useEntryColumns(search)
	const words = found > most ? t('list.more', { count: most }) : t('list.found', { count: found })
	return (
		<Card
			padding="flush"
			className={className}
			title={
				<>
					{t('list.title')} <Count value={found > most ? `${number(most)}+` : number(found)} />
				</>
			}
			actions={<ExportMenu search={search} />}
		>
			<DataTable
				caption={t('list.caption')}
				columns={columns}
				rows={items}
				rowKey={(row) => String(row.seq)}
				{...(current === null ? {} : { currentKey: String(current) })}
				toolbar={<AuditFilters {...filters} />}
				pager={
					items.length > 0 && (
						<Pager
							summary={words}
							previousHref={search.has('cursor') ? auditAddress(search, { cursor: null }) : undefined}
							nextHref={nextCursor ? auditAddress(search, { cursor: nextCursor }) : undefined}
						/>
					)
				}
				empty={
					<EmptyState
						icon={History}
						title={t('list.empty')}
						action={<ButtonLink to="/audit">{t('list.clear')}</ButtonLink>}
					>
						{t('list.emptyText')}
					</EmptyState>
				}
			/>
		</Card>
	)
}

function ExportMenu({ search }: { search: URLSearchParams }) {
	const { t } = useTranslation('audit')
	const query = auditAddress(search, { entry: null, cursor: null }).split('?')[1] ?? ''
	const to = (format: string) => `/audit-export?${query}${query ? '&' : ''}format=${format}`
	return (
		<Menu
			label={t('list.export')}
			trigger={
				<Button variant="ghost" size="sm" icon={Download} trailingIcon={ChevronDown}>
					{t('list.export')}
				</Button>
			}
			entries={[
				{ label: t('list.exportCsv'), to: to('csv'), download: true },
				{ label: t('list.exportJson'), to: to('json'), download: true },
			]}
		/>
	)
}

function useEntryColumns(search: URLSearchParams): Column<InWords<AuditRow>>[] {
	const { t } = useTranslation('audit')
	const { number, say } = useReader()
	const { clock, day, zone } = useExactTime()
	return [
		{
			key: 'entry',
			header: t('list.entry'),
			role: 'key',
			className: 'w-20',
			cell: (row) => (
				<AppLink
					to={auditAddress(search, { entry: String(row.seq) })}
					preventScrollReset
					prefetch="none"
					className="text-text-2"
				>
					{number(row.seq)}
				</AppLink>
			),
		},
		{
			key: 'time',
			header: `${t('list.time')}, ${zone}`,
			cell: (row) => (
				<span className="whitespace-nowrap">
					{clock(row.at)}
					<CellSub>{day(row.at)}</CellSub>
				</span>
			),
		},
		{
			key: 'what',
			header: t('list.what'),
			cell: (row) => {
				const { icon: Icon, tone } = actionLook(row.action)
				return (
					<span className="flex items-start gap-2">
						<Icon aria-hidden="true" className={`${toneClass(tone)} mt-0.5 size-3.5! flex-none text-c-fg`} />
						<span className="min-w-0">
							<span className="font-medium">{row.title ? say(row.title) : row.action}</span>
							<span className={cx('line-clamp-1 block text-12 text-text-3', row.reason === null && 'mono')}>
								{row.reason ?? row.action}
							</span>
						</span>
					</span>
				)
			},
		},
		{
			key: 'subject',
			header: t('list.subject'),
			cell: (row) => (
				<AppLink
					to={auditAddress(search, { subject: row.subject.id })}
					prefetch="none"
					className="mono wrap-anywhere whitespace-normal"
				>
					{row.subject.label ?? row.subject.type}
				</AppLink>
			),
		},
		{ key: 'who', header: t('list.who'), cell: (row) => <ActorName actor={row.actor} /> },
	]
}
