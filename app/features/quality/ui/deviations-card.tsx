import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { CardMore } from '#app/ui/layout/card-more.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { DeviationRow } from '../deviations.queries.server.ts'
import { OpenDeviationDialog } from './open-deviation-dialog.tsx'

/** Deviations of one lot, each with its page, and to open one. */
export function DeviationsCard({
	deviations,
	lot,
	className,
}: {
	deviations: { rows: readonly DeviationRow[]; all: number }
	lot: { id: string; code: string }
	className?: string
}) {
	const { t } = useTranslation('quality')
	const { date, number, say } = useReader()
	const ability = useAbility()
	const [opening, setOpening] = useState(false)
	return (
		<Card
			title={t('deviations.title')}
			padding="flush"
			className={className}
			actions={
				ability.can('create', 'Deviation') && (
					<Button size="sm" variant="ghost" icon={Plus} onClick={() => setOpening(true)}>
						{t('deviations.open')}
					</Button>
				)
			}
		>
			{deviations.rows.length === 0 ? (
				<p className="p-4 text-text-3">{t('deviations.noneOfLot')}</p>
			) : (
				<ListRows
					rows={deviations.rows.map((deviation) => ({
						key: deviation.id,
						to: `/deviations/${deviation.id}`,
						title: `${deviation.number} ${deviation.title}`,
						detail:
							deviation.conclusion ??
							t('deviations.openedOn', { date: date(deviation.openedAt), who: deviation.openedBy ?? '–' }),
						aside: <StatusText tone={deviation.state.tone} label={say(deviation.state.title)} />,
					}))}
				/>
			)}
			{deviations.all > deviations.rows.length && (
				<CardMore to={`/deviations?lot=${lot.id}`}>
					{t('deviations.allOfLot', { shown: number(deviations.rows.length), all: number(deviations.all) })}
				</CardMore>
			)}
			{opening && <OpenDeviationDialog lotCode={lot.code} onClose={() => setOpening(false)} />}
		</Card>
	)
}
