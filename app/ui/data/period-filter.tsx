import { Form, useSearchParams } from '@remix-run/react'
import { CalendarDays } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { PopoverPanel } from '#app/ui/actions/popover-panel.tsx'
import { ActiveFilter } from '#app/ui/data/filter.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { KeptParams } from '#app/ui/data/list-search.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'

export interface PeriodFilterProps {
	readonly label: string
	/** The parameters of the first day and the last, both within. */
	readonly names: readonly [first: string, last: string]
	/** What the two fields are called, where "from" and "to" say too little. */
	readonly fields?: readonly [first: string, last: string]
	/** Writes a day as its reader does. */
	readonly date: (day: string) => string
	/** Parameters that a change of the days takes away. */
	readonly drops?: readonly string[]
}

/** Narrows a list to what is of some days; either may stay open. */
export function PeriodFilter({ label, names, fields, date, drops = [] }: PeriodFilterProps) {
	const { t } = useTranslation('common')
	const [search] = useSearchParams()
	const [first, last] = names.map((name) => search.get(name))
	if (first || last) {
		const gone = Object.fromEntries([...names, ...drops].map((name) => [name, null]))
		const days = [first, last].map((day) => (day ? date(day) : '…'))
		return (
			<ActiveFilter
				label={label}
				value={first === last ? (days[0] ?? '') : days.join(' – ')}
				clearHref={listAddress(search, gone)}
			/>
		)
	}
	const [firstLabel = t('periodFrom'), lastLabel = t('periodTo')] = fields ?? []
	return (
		<Popover.Root>
			<Popover.Trigger asChild>
				<Button size="sm" icon={CalendarDays}>
					{label}
				</Button>
			</Popover.Trigger>
			<PopoverPanel className="w-64 p-4">
				<Form method="get" className="flex flex-col gap-3">
					<KeptParams except={[...names, ...drops]} />
					<Field label={firstLabel}>
						<DateInput name={names[0]} />
					</Field>
					<Field label={lastLabel}>
						<DateInput name={names[1]} />
					</Field>
					<Button type="submit" variant="primary">
						{t('apply')}
					</Button>
				</Form>
			</PopoverPanel>
		</Popover.Root>
	)
}
