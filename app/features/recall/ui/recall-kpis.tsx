import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Kpi, KpiRow } from '#app/ui/charts/kpi.tsx'
import { Ring } from '#app/ui/charts/spark.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { RecallPage } from '../recall-page.server.ts'

const HOUR = 3_600_000

/** The four figures that somebody acts on: answers, quantity accounted for, stock frozen, time used. */
export function RecallKpis({ page }: { page: RecallPage }) {
	return (
		<KpiRow>
			<Answered page={page} />
			<Accounted page={page} />
			<Frozen page={page} />
			<TimeUsed page={page} />
		</KpiRow>
	)
}

function Answered({ page: { notices } }: { page: RecallPage }) {
	const { t } = useTranslation('recall')
	const { number } = useReader()
	const done = notices.filter((notice) => notice.status === 'answered').length
	const partial = notices.filter((notice) => notice.status === 'partial').length
	return (
		<Kpi
			label={t('kpi.answered')}
			value={number(done)}
			unit={t('kpi.ofConsignees', { count: notices.length })}
			sentence={
				partial > 0
					? t('kpi.partly', { count: partial })
					: t(done === notices.length ? 'kpi.allAnswered' : 'kpi.nonePartly')
			}
			chart={<Ring part={notices.length === 0 ? 1 : done / notices.length} />}
		/>
	)
}

function Accounted({ page: { reconciliation } }: { page: RecallPage }) {
	const { t } = useTranslation('recall')
	const { quantity, percent, unit } = useReader()
	const [main, ...others] = reconciliation
	if (!main) return <Kpi label={t('kpi.accounted')} value="–" sentence={t('kpi.nothingShipped')} />
	const shipped = Number(main.shipped)
	const part = shipped === 0 ? 1 : Number(main.known) / shipped
	return (
		<Kpi
			label={t('kpi.accounted')}
			value={quantity({ value: main.known, unit: '' }).trim()}
			unit={`/ ${quantity({ value: main.shipped, unit: main.unit })}`}
			sentence={
				others.length > 0
					? t('kpi.accountedMore', { part: percent(part, 1), units: others.map((row) => unit(row.unit)).join(', ') })
					: t('kpi.accountedPart', { part: percent(part, 1) })
			}
			chart={<Ring part={part} tone={part === 1 ? 'released' : 'accent'} />}
		/>
	)
}

function Frozen({ page: { totals, needs, recall } }: { page: RecallPage }) {
	const { t } = useTranslation('recall')
	const { quantity, number } = useReader()
	const stocked = totals.filter((total) => Number(total.onHand) > 0)
	const main = stocked[0]
	const loose = needs.find((need) => need.key === 'stock-frozen')?.missing ?? 0
	const lots = stocked.reduce((sum, total) => sum + total.stocked, 0)
	const [value, ...symbol] = main ? quantity({ value: main.onHand, unit: main.unit }).split(' ') : ['0']
	return (
		<Kpi
			label={t('kpi.frozen')}
			value={value ?? '0'}
			unit={symbol.join(' ') + (stocked.length > 1 ? ' +' : '')}
			sentence={
				recall.traceMs === null
					? t('kpi.frozenLots', { count: lots })
					: t('kpi.frozenIn', { count: lots, ms: number(recall.traceMs) })
			}
			chart={
				<StatusChip
					tone={loose === 0 ? 'hold' : 'recalled'}
					label={loose === 0 ? t('kpi.allFrozen') : t('kpi.loose', { count: loose })}
				/>
			}
		/>
	)
}

function TimeUsed({ page: { recall } }: { page: RecallPage }) {
	const { t } = useTranslation('recall')
	const { now, percent, number } = useReader()
	if (!recall.openedAt || !recall.reportDueAt)
		return <Kpi label={t('kpi.time')} value="–" sentence={t('kpi.notOpened')} />
	const start = Date.parse(recall.openedAt)
	const used = Date.parse(recall.closedAt ?? now) - start
	const allowed = Date.parse(recall.reportDueAt) - start
	const part = Math.max(0, used / allowed)
	const hours = Math.floor(used / HOUR)
	const minutes = Math.floor((used % HOUR) / 60_000)
	const long = hours >= 72
	return (
		<Kpi
			label={t('kpi.time')}
			value={long ? number(Math.floor(hours / 24)) : number(hours)}
			unit={
				long ? t('kpi.daysHours', { hours: number(hours % 24) }) : t('kpi.hoursMinutes', { minutes: number(minutes) })
			}
			sentence={t(part > 1 ? 'kpi.late' : 'kpi.ofDeadline', {
				hours: number(Math.round(allowed / HOUR)),
				part: percent(Math.min(part, 1)),
			})}
			chart={<Ring part={Math.min(part, 1)} tone={part > 1 ? 'recalled' : part > 0.66 ? 'warn' : 'accent'} />}
		/>
	)
}
