import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { TONE_ICONS } from '#app/ui/status/tone.ts'
import type { ChangedRule } from '../../replay/replay.model.ts'
import type { Truth } from '../../truth.ts'

const stateOf = (result: Truth | null) =>
	result === null ? 'absent' : result === true ? 'holds' : result === false ? 'free' : 'unknown'

/** The rules by which two explanations differ: whether each held, and whether it would. */
export function ChangedRules({ rules }: { rules: readonly ChangedRule[] }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	if (rules.length === 0) return <p className="p-4 text-text-2">{t('replay.onlyOutcome')}</p>
	return (
		<ListRows
			label={t('replay.whatChanges')}
			rows={rules.map((rule) => {
				const tone = rule.after === true ? 'block' : rule.after === 'unknown' ? 'unknown' : 'pass'
				return {
					key: rule.key,
					title: say(rule.title),
					detail: (
						<span className="inline-flex flex-wrap items-center gap-1.5">
							{t(`replay.state.${stateOf(rule.before)}`)}
							<ArrowRight aria-label={t('replay.becomes')} className="size-3.5! text-text-3" />
							{t(`replay.state.${stateOf(rule.after)}`)}
						</span>
					),
					icon: TONE_ICONS[tone],
					tone,
				} as const
			})}
		/>
	)
}
