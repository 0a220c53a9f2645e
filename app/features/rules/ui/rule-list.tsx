import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { TONE_ICONS } from '#app/ui/status/tone.ts'
import type { RuleRow } from '../analyse-rule-set.server.ts'
import { outcomeTone } from './outcome-tone.ts'

type Props = {
	rules: readonly RuleRow[]
	fired: Readonly<Record<string, number>>
	changed: ReadonlySet<string>
	hitPolicy: string
}

/** The rules of a set with their outcome and how often each led somewhere. */
export function RuleList({ rules, fired, changed, hitPolicy }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	return (
		<Card
			title={t('page.rules')}
			sub={String(rules.length)}
			padding="flush"
			footer={t(hitPolicy === 'first' ? 'page.first' : 'page.collect')}
		>
			<ListRows
				label={t('page.rules')}
				rows={rules.map((rule) => {
					const tone = rule.outcome ? outcomeTone(rule.outcome) : 'accent'
					const count = fired[rule.key] ?? 0
					const often = rule.outcome ? t(count === 0 ? 'page.neverFired' : 'page.fired', { count }) : t('page.shared')
					return {
						key: rule.key,
						title: (
							<a href={`#rule-${rule.key}`} className="text-text">
								{say(rule.title)}
							</a>
						),
						detail: changed.has(rule.key) ? `${often} · ${t('page.changed')}` : often,
						icon: TONE_ICONS[tone],
						tone,
					}
				})}
			/>
		</Card>
	)
}
