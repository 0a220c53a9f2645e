import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import type { ReleasePage } from '../release-page.server.ts'

/** Every release condition, met or not: as it is now while the lot waits, as it was decided once it is released. */
export function ReleaseConditions({ release }: { release: ReleasePage }) {
	const { t } = useTranslation(['release', 'common'])
	const { say, dateTime } = useReader()
	const live = release.inside.release
	const shown = live ?? release.stored
	if (!shown) return null
	const status = { pass: 'outcomePass', warn: 'outcomeWarn', block: 'outcomeBlock', unknown: 'outcomeUnknown' } as const
	const sub = live
		? t('conditions.now', { version: shown.version })
		: t('conditions.decided', { version: shown.version, when: dateTime(release.stored?.evaluatedAt ?? '') })
	return (
		<Card
			title={t('conditions.title')}
			sub={sub}
			padding="flush"
			actions={<OutcomeChip outcome={shown.status} label={t(`common:${status[shown.status]}`)} />}
			footer={release.stored?.id && <AppLink to={`/decisions/${release.stored.id}`}>{t('conditions.stored')}</AppLink>}
		>
			<MatchCheckTable
				caption={t('conditions.title')}
				passedOpen
				checks={shown.checks.map((check) => ({
					key: check.ruleKey,
					name: say(check.label),
					...(check.status === 'pass' ? {} : { rule: say(check.message) }),
					expected: say(check.expected),
					actual: say(check.actual),
					outcome: check.status,
				}))}
			/>
		</Card>
	)
}
