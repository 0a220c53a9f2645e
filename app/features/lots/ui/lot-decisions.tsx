import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import { TONE_ICONS } from '#app/ui/status/tone.ts'
import type { LotInside } from './lot-page-data.ts'

type Decisions = LotInside['decisions']

/** The latest decision of each rule set on the lot. */
export function LatestDecisions({
	decisions,
	moreTo,
	className,
}: {
	decisions: Decisions
	moreTo: string
	className?: string
}) {
	const { t } = useTranslation('lots')
	const { date } = useReader()
	const latest = [
		...new Map(decisions.toReversed().map((decision) => [decision.ruleSet, decision])).values(),
	].toReversed()
	return (
		<Card
			title={t('decisions.title')}
			sub={t('decisions.latest')}
			padding="flush"
			{...(className ? { className } : {})}
			{...(decisions.length > latest.length
				? { actions: <AppLink to={moreTo}>{t('events.all', { count: decisions.length })}</AppLink> }
				: {})}
		>
			{latest.length === 0 ? (
				<p className="p-4 text-text-3">{t('decisions.none')}</p>
			) : (
				<ListRows
					rows={latest.map((decision) => {
						const passed = decision.checks.filter((check) => check.status === 'pass').length
						return {
							key: decision.ruleSet,
							title: t('decisions.name', {
								ruleSet: t(`ruleSet.${decision.ruleSet}`, { defaultValue: decision.ruleSet }),
								version: decision.version,
							}),
							detail: t('decisions.detail', { passed, all: decision.checks.length, date: date(decision.evaluatedAt) }),
							icon: TONE_ICONS[decision.status],
							tone: decision.status,
							aside: <OutcomeChip outcome={decision.status} label={t(`outcome.${decision.status}`)} />,
						}
					})}
				/>
			)}
		</Card>
	)
}

/** Every decision on the lot with its checks, as it was made. */
export function AllDecisions({ decisions }: { decisions: Decisions }) {
	const { t } = useTranslation('lots')
	const { dateTime } = useReader()
	if (decisions.length === 0) {
		return (
			<Card title={t('decisions.title')}>
				<p className="text-text-3">{t('decisions.none')}</p>
			</Card>
		)
	}
	return (
		<>
			{decisions.map((decision) => {
				const title = t('decisions.name', {
					ruleSet: t(`ruleSet.${decision.ruleSet}`, { defaultValue: decision.ruleSet }),
					version: decision.version,
				})
				return (
					<Card
						key={decision.id ?? decision.evaluatedAt}
						title={title}
						sub={dateTime(decision.evaluatedAt)}
						actions={<OutcomeChip outcome={decision.status} label={t(`outcome.${decision.status}`)} />}
						padding="flush"
					>
						<DecisionChecks caption={title} checks={decision.checks} />
					</Card>
				)
			})}
		</>
	)
}

function DecisionChecks({ caption, checks }: { caption: string; checks: Decisions[number]['checks'] }) {
	const { say } = useReader()
	return (
		<MatchCheckTable
			caption={caption}
			checks={checks.map((check) => ({
				key: check.ruleKey,
				name: say(check.label),
				expected: say(check.expected),
				actual: say(check.actual),
				outcome: check.status,
			}))}
		/>
	)
}
