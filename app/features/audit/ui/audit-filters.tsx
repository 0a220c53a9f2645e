import { Form, useSearchParams } from '@remix-run/react'
import { CalendarDays, Search } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { PopoverPanel } from '#app/ui/actions/popover-panel.tsx'
import { ActiveFilter, FilterLink, FilterMenu } from '#app/ui/data/filter.tsx'
import { FilterChooser } from '#app/ui/data/filter-chooser.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { ACTION_GROUPS } from '../action-words.ts'
import type { AuditFilter } from '../audit.schema.ts'
import { auditAddress } from '../audit-address.ts'

export interface AuditFiltersProps {
	readonly filter: AuditFilter
	readonly people: ChoiceList
}

/** What narrows the entries: record, days, person, kind of action, signatures alone. All of it in the address. */
export function AuditFilters({ filter, people }: AuditFiltersProps) {
	const { t } = useTranslation('audit')
	const [search] = useSearchParams()
	const group = filter.action?.split('.')[0]
	const signed = filter.action === 'signature'
	return (
		<TableToolbar>
			<Form method="get" action="/audit" role="search" className="w-60 max-desk:w-full">
				{[...search].map(
					([name, value]) =>
						!['subject', 'entry', 'cursor'].includes(name) && (
							<input key={name} type="hidden" name={name} value={value} />
						),
				)}
				<TextInput
					key={filter.subject}
					type="search"
					name="subject"
					defaultValue={filter.subject ?? ''}
					aria-label={t('list.search')}
					placeholder={t('list.search')}
					trailingIcon={Search}
				/>
			</Form>
			<DateFilter filter={filter} />
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

function DateFilter({ filter }: { filter: AuditFilter }) {
	const { t } = useTranslation('audit')
	const { date } = useReader()
	const [search] = useSearchParams()
	const { since, until } = filter
	if (since || until) {
		const words = since && since === until ? date(since) : `${since ? date(since) : '…'} – ${until ? date(until) : '…'}`
		return (
			<ActiveFilter
				label={t('list.date')}
				value={words}
				clearHref={auditAddress(search, { since: null, until: null })}
			/>
		)
	}
	return (
		<Popover.Root>
			<Popover.Trigger asChild>
				<Button size="sm" icon={CalendarDays}>
					{t('list.date')}
				</Button>
			</Popover.Trigger>
			<PopoverPanel className="w-64 p-4">
				<Form method="get" action="/audit" className="flex flex-col gap-3">
					{[...search].map(
						([name, value]) =>
							!['since', 'until', 'entry', 'cursor'].includes(name) && (
								<input key={name} type="hidden" name={name} value={value} />
							),
					)}
					<Field label={t('list.from')}>
						<DateInput name="since" />
					</Field>
					<Field label={t('list.to')}>
						<DateInput name="until" />
					</Field>
					<Button type="submit" variant="primary">
						{t('list.searchDo')}
					</Button>
				</Form>
			</PopoverPanel>
		</Popover.Root>
	)
}
