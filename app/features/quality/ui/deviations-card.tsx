import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { DeviationRow } from '../deviations.queries.server.ts'
import { CloseDeviationDialog } from './close-deviation-dialog.tsx'
import { deviationTone } from './deviation-tone.ts'
import { OpenDeviationDialog } from './open-deviation-dialog.tsx'

/** Deviations of one lot, to open and close. */
export function DeviationsCard({
	deviations,
	lot,
	className,
}: {
	deviations: readonly DeviationRow[]
	lot: { code: string }
	className?: string
}) {
	const { t } = useTranslation('quality')
	const { date } = useReader()
	const ability = useAbility()
	const [opening, setOpening] = useState(false)
	const [closing, setClosing] = useState<DeviationRow | null>(null)
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
			{deviations.length === 0 ? (
				<p className="p-4 text-text-3">{t('deviations.noneOfLot')}</p>
			) : (
				<ListRows
					rows={deviations.map((deviation) => ({
						key: deviation.id,
						title: `${deviation.number} ${deviation.title}`,
						detail:
							deviation.conclusion ??
							t('deviations.openedOn', { date: date(deviation.openedAt), who: deviation.openedBy ?? '–' }),
						aside: (
							<>
								<StatusText
									tone={deviationTone(deviation)}
									label={deviation.status === 'open' ? t(`severity.${deviation.severity}`) : t('deviations.closed')}
								/>
								{deviation.status === 'open' && ability.can('close', 'Deviation') && (
									<Button size="sm" onClick={() => setClosing(deviation)}>
										{t('deviations.close')}
									</Button>
								)}
							</>
						),
					}))}
				/>
			)}
			{opening && <OpenDeviationDialog lotCode={lot.code} onClose={() => setOpening(false)} />}
			{closing && <CloseDeviationDialog deviation={closing} onClose={() => setClosing(null)} />}
		</Card>
	)
}
