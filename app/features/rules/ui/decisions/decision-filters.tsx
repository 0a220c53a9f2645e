import { Form, useSearchParams } from '@remix-run/react'
import { CalendarDays, Search } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { PopoverPanel } from '#app/ui/actions/popover-panel.tsx'
import { ActiveFilter, FilterMenu } from '#app/ui/data/filter.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { type DecisionFilter, decisionsAddress } from '../../decisions/decision-filter.schema.ts'
import type { decisionChoices } from '../../decisions/decision-log.queries.server.ts'
import { outcomeName } from '../../sentence.ts'

type Props = { filter: DecisionFilter; choices: Awaited<ReturnType<typeof decisionChoices>> }

/** What narrows the log: lot, rule set, version, outcome, fact, days. All of it in the address. */
export function DecisionFilters({ filter, choices }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const [search] = useSearchParams()
	const chosen = choices.ruleSets.find((one) => one.key === filter.ruleSet)
	return (
		<TableToolbar exportHref={decisionsAddress(search, {}).replace('/decisions', '/decisions.csv')}>
			<SearchField name="lot" label={t('decisions.searchLot')} value={filter.lot} />
			<SearchField name="fact" label={t('decisions.searchFact')} value={filter.fact} />
			<FilterMenu
				label={t('list.ruleSet')}
				value={filter.ruleSet && (chosen ? say(chosen.title) : filter.ruleSet)}
				items={[
					{
						label: t('replay.any'),
						to: decisionsAddress(search, { ruleSet: null, version: null }),
						chosen: !filter.ruleSet,
					},
					...choices.ruleSets.map(({ key, title }) => ({
						label: say(title),
						to: decisionsAddress(search, { ruleSet: key, version: null }),
						chosen: filter.ruleSet === key,
					})),
				]}
			/>
			{filter.version && (
				<ActiveFilter
					label={t('decisions.version')}
					value={`v${filter.version}`}
					clearHref={decisionsAddress(search, { version: null })}
				/>
			)}
			<FilterMenu
				label={t('decisions.outcome')}
				value={filter.outcome && say(outcomeName(filter.outcome))}
				items={[
					{ label: t('replay.any'), to: decisionsAddress(search, { outcome: null }), chosen: !filter.outcome },
					...choices.outcomes.map((outcome) => ({
						label: say(outcomeName(outcome)),
						to: decisionsAddress(search, { outcome }),
						chosen: filter.outcome === outcome,
					})),
				]}
			/>
			<DateFilter filter={filter} />
		</TableToolbar>
	)
}

/** The other parts of the address, so that a form keeps them. */
function OtherParts({ without }: { without: readonly string[] }) {
	const [search] = useSearchParams()
	return [...search].map(
		([name, value]) =>
			name !== 'after' && !without.includes(name) && <input key={name} type="hidden" name={name} value={value} />,
	)
}

function SearchField({ name, label, value }: { name: string; label: string; value: string | undefined }) {
	return (
		<Form method="get" action="/decisions" role="search" aria-label={label} className="w-56 max-desk:w-full">
			<OtherParts without={[name]} />
			<TextInput
				key={value}
				type="search"
				name={name}
				defaultValue={value ?? ''}
				aria-label={label}
				placeholder={label}
				trailingIcon={Search}
			/>
		</Form>
	)
}

function DateFilter({ filter: { since, until } }: { filter: DecisionFilter }) {
	const { t } = useTranslation('rules')
	const { date } = useReader()
	const [search] = useSearchParams()
	if (since || until)
		return (
			<ActiveFilter
				label={t('decisions.date')}
				value={`${since ? date(since) : '…'} – ${until ? date(until) : '…'}`}
				clearHref={decisionsAddress(search, { since: null, until: null })}
			/>
		)
	return (
		<Popover.Root>
			<Popover.Trigger asChild>
				<Button size="sm" icon={CalendarDays}>
					{t('decisions.date')}
				</Button>
			</Popover.Trigger>
			<PopoverPanel className="w-64 p-4">
				<Form method="get" action="/decisions" className="flex flex-col gap-3">
					<OtherParts without={['since', 'until']} />
					<Field label={t('decisions.from')}>
						<DateInput name="since" />
					</Field>
					<Field label={t('decisions.to')}>
						<DateInput name="until" />
					</Field>
					<Button type="submit" variant="primary">
						{t('decisions.search')}
					</Button>
				</Form>
			</PopoverPanel>
		</Popover.Root>
	)
}
