import { useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ActiveFilter, FilterMenu } from '#app/ui/data/filter.tsx'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { PeriodFilter } from '#app/ui/data/period-filter.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import type { DecisionFilter } from '../../decisions/decision-filter.schema.ts'
import type { decisionChoices } from '../../decisions/decision-log.queries.server.ts'
import { decisionsAddress } from '../../decisions/decisions-address.ts'
import { outcomeName } from '../../sentence.ts'

type Props = { filter: DecisionFilter; choices: Awaited<ReturnType<typeof decisionChoices>> }

/** What narrows the log: lot, rule set, version, outcome, fact, days. All of it in the address. */
export function DecisionFilters({ filter, choices }: Props) {
	const { t } = useTranslation('rules')
	const { say, date } = useReader()
	const [search] = useSearchParams()
	const chosen = choices.ruleSets.find((one) => one.key === filter.ruleSet)
	return (
		<TableToolbar exportHref={decisionsAddress(search, {}).replace('/decisions', '/decisions.csv')}>
			<ListSearch name="lot" label={t('decisions.searchLot')} />
			<ListSearch name="fact" label={t('decisions.searchFact')} />
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
			<PeriodFilter label={t('decisions.date')} names={['since', 'until']} date={date} />
		</TableToolbar>
	)
}
