import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { TONE_ICONS } from '#app/ui/status/tone.ts'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import { sumLines } from '../sum-lines.ts'
import { lineTone, lineWords, takenWords } from './delivery-words.ts'

/** The lots of a delivery, each with how it stands; the one beside is marked. */
export function LinesCard({ lines, currentId }: { lines: readonly DeliveryLine[]; currentId: string | null }) {
	const { t } = useTranslation('receiving')
	const reader = useReader()
	const sum = sumLines(lines)
	return (
		<Card
			className="flex-1"
			padding="flush"
			title={
				<span className="inline-flex items-center gap-2">
					{t('lines.title')} <Count value={lines.length} />
				</span>
			}
			footer={
				sum.announced && sum.quantity
					? t('lines.sum', {
							announced: reader.quantity(sum.announced),
							counted: sum.counted,
							count: lines.length,
							quantity: reader.quantity(sum.quantity),
						})
					: t('lines.sumMixed', { counted: sum.counted, count: lines.length })
			}
		>
			<ListRows
				label={t('lines.title')}
				rows={lines.map((line) => {
					const tone = lineTone(line)
					return {
						key: line.id,
						to: `?line=${line.id}`,
						current: line.id === currentId,
						icon: TONE_ICONS[tone],
						tone,
						title: (
							<>
								<span className="font-mono font-medium">{line.lotCode}</span>
								{line.supplierLot && line.supplierLot !== line.lotCode && (
									<span className="font-mono text-12 text-text-3"> · {line.supplierLot}</span>
								)}
							</>
						),
						detail: `${reader.say(line.itemName)}, ${takenWords(reader, line)}`,
						aside: (
							<span className={tone === 'block' ? 'text-12 font-medium text-rejected-fg' : 'text-12 text-text-2'}>
								{lineWords(t, reader, line)}
							</span>
						),
					}
				})}
			/>
		</Card>
	)
}
