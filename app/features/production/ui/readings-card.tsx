import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { TrendChart } from '#app/ui/charts/trend-chart.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { OrderParameter } from '../order-readings.model.ts'
import type { OrderPage } from '../read-order-page.server.ts'
import type { OrderAnswer } from '../run-order-action.server.ts'
import { ReadingForm } from './reading-form.tsx'
import { useLimitsText } from './use-limits-text.ts'

/** What the revision asks to be read, each parameter against its limits, and a form for the next value. */
export function ReadingsCard({ page, answer }: { page: OrderPage; answer: OrderAnswer | undefined }) {
	const { readings, may, events } = page
	const { t } = useTranslation('production')
	if (readings.length === 0 && !may.read) return null
	/** Parameters that were noted with an output; they count as read. */
	const noted = new Set(events.flatMap(({ corrected, parameters }) => (corrected ? [] : Object.keys(parameters ?? {}))))
	const taken = readings.reduce((sum, { count }) => sum + count, 0)
	return (
		<Card title={t('readings.title')} sub={t('readings.sub')}>
			<div className="space-y-5">
				{readings.length === 0 && <p className="text-text-3">{t('readings.none')}</p>}
				{readings.map((parameter) => (
					<Parameter
						key={parameter.parameter}
						parameter={parameter}
						unread={noted.has(parameter.parameter) ? 'noted' : parameter.required && may.read ? 'needed' : 'unread'}
					/>
				))}
				{may.read && (
					<ReadingForm key={taken} readings={readings} answer={answer?.intent === 'reading' ? answer : undefined} />
				)}
			</div>
		</Card>
	)
}

type ParameterProps = { parameter: OrderParameter; unread: 'noted' | 'needed' | 'unread' }

function Parameter({ parameter, unread }: ParameterProps) {
	const { t } = useTranslation('production')
	const { say, unit, number } = useReader()
	const name = parameter.name ? say(parameter.name) : parameter.parameter
	const limits = useLimitsText()
	const measured = parameter.unit ? unit(parameter.unit) : ''
	const latest = parameter.points.at(-1)
	return (
		<section aria-label={name}>
			<div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
				<h3 className="font-medium">{name}</h3>
				<ParameterStatus parameter={parameter} unread={unread} />
			</div>
			<p className="text-12 text-text-3">
				{[
					limits(parameter),
					parameter.target && t('readings.target', { value: parameter.target, unit: measured }),
					latest && t('readings.latest', { value: number(latest.value), unit: measured }),
					parameter.step,
				]
					.filter(Boolean)
					.join(' · ')}
			</p>
			{parameter.points.length > 1 && <ParameterChart parameter={parameter} name={name} />}
		</section>
	)
}

function ParameterStatus({ parameter: { count, outside, min, max }, unread }: ParameterProps) {
	const { t } = useTranslation('production')
	if (count === 0) return <StatusText tone={unread === 'needed' ? 'warn' : 'draft'} label={t(`readings.${unread}`)} />
	if (min === null && max === null && outside === 0)
		return <StatusText tone="draft" label={t('readings.unlimited', { count })} />
	return (
		<StatusText
			tone={outside > 0 ? 'rejected' : 'released'}
			label={outside > 0 ? t('readings.outside', { count: outside, all: count }) : t('readings.within', { count })}
		/>
	)
}

function ParameterChart({ parameter, name }: { parameter: OrderParameter; name: string }) {
	const { t } = useTranslation('production')
	const { number, dateTime } = useReader()
	const limit = (value: string | null) => (value === null ? undefined : Number(value))
	return (
		<TrendChart
			label={t('readings.chart', { parameter: name, count: parameter.count, outside: parameter.outside })}
			points={parameter.points}
			low={limit(parameter.min)}
			high={limit(parameter.max)}
			lowLabel={parameter.min ?? undefined}
			highLabel={parameter.max ?? undefined}
			formatValue={(value) => number(value)}
			formatTime={(at) => dateTime(new Date(at).toISOString())}
			dots
		/>
	)
}
