import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { Chooser } from '#app/ui/forms/chooser.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { EventListSearch } from '../event-list.schema.ts'
import { EVENT_KINDS } from '../genealogy.model.ts'

/** What narrows the list of events. All of it stands in the address. */
export function EventFilters({ filter, sites }: { filter: EventListSearch; sites: ChoiceList }) {
	const { t } = useTranslation('genealogy')
	const width = 'w-40 max-desk:w-full'
	return (
		<>
			<Field label={t('events.kind')} name="kind" className={width}>
				<Select
					name="kind"
					placeholder={t('events.any')}
					defaultValue={filter.kind ?? ''}
					options={EVENT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
				/>
			</Field>
			<Field label={t('events.lot')} name="lot" className={width}>
				<TextInput name="lot" mono defaultValue={filter.lot ?? ''} autoComplete="off" />
			</Field>
			<Field label={t('events.site')} name="site" className={width}>
				<Chooser
					key={filter.site ?? ''}
					name="site"
					list={sites}
					placeholder={t('events.any')}
					defaultValue={filter.site ?? ''}
				/>
			</Field>
			<Field label={t('events.actor')} name="actor" className={width}>
				<TextInput name="actor" defaultValue={filter.actor ?? ''} autoComplete="off" />
			</Field>
			<Field label={t('events.from')} name="from" className={width}>
				<DateInput name="from" defaultValue={filter.from ?? ''} />
			</Field>
			<Field label={t('events.to')} name="to" className={width}>
				<DateInput name="to" defaultValue={filter.to ?? ''} />
			</Field>
		</>
	)
}
