import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { FilterLink, FilterMenu } from '#app/ui/data/filter.tsx'
import { FilterChooser } from '#app/ui/data/filter-chooser.tsx'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { PeriodFilter } from '#app/ui/data/period-filter.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { ACTION_GROUPS } from '../action-words.ts'
import type { AuditFilter } from '../audit.schema.ts'
import { auditAddress } from '../audit-address.ts'

export interface AuditFiltersProps {
	readonly filter: AuditFilter
	readonly people: ChoiceList
}

/** The entry that is open; another list begins with none. */
const OPEN = ['entry']

/** What narrows the entries: record, days, person, kind of action, signatures alone. All of it in the address. */
export function AuditFilters({ filter, people }: AuditFiltersProps) {
	const { t } = useTranslation('audit')
	const { date } = useReader()
	const [search] = useSearchParams()
	const group = filter.action?.split('.')[0]
	const signed = filter.action === 'signature'
	return (
		<TableToolbar>
			<ListSearch name="subject" label={t('list.search')} drops={OPEN} />
			<PeriodFilter label={t('list.date')} names={['since', 'until']} date={date} drops={OPEN} />
			<FilterChooser
				label={t('list.who')}
				list={people}
				values={filter.actor ? [filter.actor] : []}
				hrefOf={([actor = null]) => auditAddress(search, { actor })}
			/>
			<FilterMenu
				label={t('list.what')}
				value={group ? t(`groups.${group}`, { defaultValue: group }) : undefined}
				items={[
					{ label: t('list.any'), to: auditAddress(search, { action: null }), chosen: !group },
					...ACTION_GROUPS.map((key) => ({
						label: t(`groups.${key}`),
						to: auditAddress(search, { action: key }),
						chosen: group === key,
					})),
				]}
			/>
			<FilterLink
				label={t('list.signed')}
				to={auditAddress(search, { action: signed ? null : 'signature' })}
				on={signed}
			/>
		</TableToolbar>
	)
}
