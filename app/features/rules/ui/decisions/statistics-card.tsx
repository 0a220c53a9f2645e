import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ShareColumns } from '#app/ui/charts/share-columns.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { RuleSetPage } from '../../rule-set-page.server.ts'
import { outcomeName } from '../../sentence.ts'
import { outcomeTone } from '../outcome-tone.ts'

const ORDER = ['block', 'hold', 'unknown', 'warn', 'pass']

/** How each version decided, and the rules that led nowhere. */
export function StatisticsCard({ page }: { page: RuleSetPage }) {
	const { t } = useTranslation('rules')
	const { say, number } = useReader()
	const { drift, fired, analysis, key } = page
	const silent = analysis.rules.filter((rule) => rule.outcome !== null && !fired[rule.key])
	const sumOf = (outcomes: Record<string, number>) => Object.values(outcomes).reduce((sum, count) => sum + count, 0)
	return (
		<Card
			title={t('statistics.title')}
			sub={t('statistics.sub')}
			actions={<AppLink to={`/decisions?ruleSet=${key}`}>{t('statistics.all')}</AppLink>}
		>
			{drift.length === 0 ? (
				<p className="text-text-3">{t('statistics.none')}</p>
			) : (
				<ShareColumns
					label={t('statistics.title')}
					columns={drift.map(({ version, outcomes }) => ({
						key: String(version),
						label: `v${version}`,
						detail: t('statistics.count', { count: sumOf(outcomes), n: number(sumOf(outcomes)) }),
						parts: Object.entries(outcomes)
							.toSorted(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
							.map(([outcome, count]) => ({
								key: outcome,
								label: say(outcomeName(outcome)),
								value: count,
								text: `${number(Math.round((count / sumOf(outcomes)) * 100))}%`,
								tone: outcomeTone(outcome),
							})),
					}))}
				/>
			)}
			{silent.length > 0 && (
				<p className="mt-3 text-12 text-text-2">
					{t('statistics.silent', {
						count: silent.length,
						rules: silent.map((rule) => say(rule.title)).join(t('decisions.join')),
					})}
				</p>
			)}
		</Card>
	)
}
