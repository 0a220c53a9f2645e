import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Kpi, KpiRow } from '#app/ui/charts/kpi.tsx'
import { SparkBars, SparkLine } from '#app/ui/charts/spark.tsx'
import type { Figures } from '../figures.queries.server.ts'
import { LONG_HOLD_DAYS, RELEASE_TARGET_HOURS, RIGHT_FIRST_TARGET } from '../home.model.ts'

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null)

/** Four figures of release, each against last week or its target. */
export function FigureRow({ figures }: { figures: Figures }) {
	const { t } = useTranslation('home')
	const { number } = useReader()
	const compared = (key: 'waiting' | 'holds', values: readonly number[]) => {
		const change = (values.at(-1) ?? 0) - (values.at(-2) ?? 0)
		if (key === 'holds' && (values.at(-1) ?? 0) === 0) return t('figure.holdsNone')
		if (change === 0) return t(`figure.${key}Same`)
		return t(change < 0 ? `figure.${key}Fewer` : `figure.${key}More`, { count: Math.abs(change) })
	}
	const waiting = figures.waiting.at(-1) ?? 0
	const holds = figures.longHolds.at(-1) ?? 0
	return (
		<KpiRow>
			<Kpi
				label={t('figure.waiting')}
				value={number(waiting)}
				unit={t('figure.lots', { count: waiting })}
				sentence={compared('waiting', figures.waiting)}
				chart={<SparkBars values={figures.waiting} />}
				to="/release"
			/>
			<MedianFigure figures={figures} />
			<RightFirstFigure figures={figures} />
			<Kpi
				label={t('figure.holds', { days: LONG_HOLD_DAYS })}
				value={number(holds)}
				unit={t('figure.lots', { count: holds })}
				sentence={compared('holds', figures.longHolds)}
				chart={<SparkBars values={figures.longHolds} {...(holds > 0 ? { tone: 'hold' as const } : {})} />}
				to="/lots?status=on_hold"
			/>
		</KpiRow>
	)
}

function MedianFigure({ figures }: { figures: Figures }) {
	const { t } = useTranslation('home')
	const { number } = useReader()
	const { medianHours: median, released } = figures
	const sentence =
		median === null
			? t('figure.medianNone')
			: median <= RELEASE_TARGET_HOURS
				? t('figure.medianMet', { target: RELEASE_TARGET_HOURS, count: released })
				: t('figure.medianMissed', { target: RELEASE_TARGET_HOURS, over: number(median - RELEASE_TARGET_HOURS, 1) })
	const trend = known(figures.medianByWeek)
	return (
		<Kpi
			label={t('figure.median')}
			value={median === null ? '–' : number(median, 1)}
			{...(median === null ? {} : { unit: t('figure.hours') })}
			sentence={sentence}
			chart={trend.length > 1 && <SparkLine values={trend} target={RELEASE_TARGET_HOURS} />}
		/>
	)
}

function RightFirstFigure({ figures }: { figures: Figures }) {
	const { t } = useTranslation('home')
	const { number, percent } = useReader()
	const part = figures.rightFirst
	const target = percent(RIGHT_FIRST_TARGET)
	const sentence =
		part === null
			? t('figure.rightNone')
			: part >= RIGHT_FIRST_TARGET
				? t('figure.rightMet', { target })
				: t('figure.rightMissed', { target, short: number((RIGHT_FIRST_TARGET - part) * 100, 1) })
	const trend = known(figures.rightFirstByWeek)
	return (
		<Kpi
			label={t('figure.right')}
			value={part === null ? '–' : number(part * 100, 1)}
			{...(part === null ? {} : { unit: '%' })}
			sentence={sentence}
			chart={trend.length > 1 && <SparkLine values={trend} target={RIGHT_FIRST_TARGET} />}
		/>
	)
}
