import { Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { SCORE_WEIGHTS, type SupplierScore } from '#app/features/parties/supplier-score.model.ts'
import { SparkLine } from '#app/ui/charts/spark.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { span } from '#app/ui/layout/grid.tsx'

/** Days that the score looks at; kept beside the query's. */
const DAYS = 90

/** A supplier's score, what was taken off and why: it adds up. */
export function ScoreCard({ score, history }: { score: SupplierScore; history: readonly (number | null)[] }) {
	const { t } = useTranslation('home')
	const known = history.filter((points) => points !== null)
	const before = history[0]
	return (
		<Card
			className={span(4)}
			title={t('supplier.score')}
			sub={t('supplier.scoreSub', { days: DAYS })}
			padding="flush"
			footer={
				<span className="flex items-start gap-2">
					<Info aria-hidden="true" className="mt-0.5 size-3.5! flex-none" />
					{t('supplier.weights', SCORE_WEIGHTS)}
				</span>
			}
		>
			<div className="border-b border-line px-4 py-3">
				{score.points === null ? (
					<p className="text-text-2">{t('supplier.noScore')}</p>
				) : (
					<>
						<div className="flex items-center justify-between gap-3">
							<p>
								<span className="text-28 font-semibold tracking-[-0.015em]">{score.points}</span>{' '}
								<span className="text-text-2">
									{t('supplier.of100')}
									{before !== null &&
										before !== undefined &&
										before !== score.points &&
										t('supplier.before', { days: DAYS, points: before })}
								</span>
							</p>
							{known.length > 1 && <SparkLine values={known} />}
						</div>
						{score.points < 100 && <p className="text-12 text-text-2">{sumOf(score)}</p>}
					</>
				)}
			</div>
			<ListRows
				label={t('supplier.score')}
				rows={score.parts.map(({ part, of, wrong, minus }) => ({
					key: part,
					title: t(`supplier.part.${part}`),
					detail:
						of === 0
							? t('supplier.partNone')
							: wrong === 0
								? t(`supplier.partClean.${part}`, { of })
								: t(`supplier.partText.${part}`, { of, wrong }),
					aside: (
						<span className={minus > 0 ? 'font-semibold text-rejected-fg' : 'text-text-2'}>
							{minus > 0 ? `−${minus}` : '0'}
						</span>
					),
				}))}
			/>
		</Card>
	)
}

/** `100 − 6 − 5 = 89`. */
const sumOf = (score: SupplierScore): string =>
	['100', ...score.parts.filter((part) => part.minus > 0).map((part) => `− ${part.minus}`), `= ${score.points}`].join(
		' ',
	)
