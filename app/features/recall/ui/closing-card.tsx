import { useTranslation } from 'react-i18next'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { TONE_ICONS } from '#app/ui/status/tone.ts'
import type { ClosingNeed } from '../recall.model.ts'

/** What closing still needs, met or not. */
export function ClosingCard({ needs, className }: { needs: readonly ClosingNeed[]; className?: string }) {
	const { t } = useTranslation('recall')
	const met = needs.filter((need) => need.met).length
	return (
		<Card
			title={t('close.needs')}
			padding="flush"
			className={className ?? ''}
			actions={<span className="text-12 text-text-3">{t('close.met', { met, count: needs.length })}</span>}
		>
			<ListRows
				label={t('close.needs')}
				rows={needs.map((need) => ({
					key: need.key,
					icon: need.met ? TONE_ICONS.pass : TONE_ICONS.block,
					tone: need.met ? ('pass' as const) : ('block' as const),
					title: t(`need.${need.key}.title`),
					detail: need.met ? t('close.done') : t(`need.${need.key}.missing`, { count: need.missing }),
				}))}
			/>
		</Card>
	)
}
