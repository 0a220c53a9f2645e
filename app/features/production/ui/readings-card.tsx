import { Form, useNavigation } from '@remix-run/react'
import { Gauge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { TrendChart } from '#app/ui/charts/trend-chart.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { OrderPage } from '../read-order-page.server.ts'
import type { ReadingSeries } from '../readings.queries.server.ts'
import type { OrderAnswer } from '../run-order-action.server.ts'

/** Process parameters as they were read, each against its limits, and a form for the next value. */
export function ReadingsCard({ page, answer }: { page: OrderPage; answer: OrderAnswer | undefined }) {
	const { readings, may } = page
	const { t } = useTranslation('production')
	if (readings.length === 0 && !may.read) return null
	return (
		<Card title={t('readings.title')} sub={t('readings.sub')}>
			<div className="space-y-5">
				{readings.length === 0 && <p className="text-text-3">{t('readings.none')}</p>}
				{readings.map((series) => (
					<Series key={series.parameter} series={series} />
				))}
				{may.read && <ReadingForm readings={readings} key={JSON.stringify(answer?.intent === 'reading' && answer)} />}
			</div>
		</Card>
	)
}

function Series({ series }: { series: ReadingSeries }) {
	const { t } = useTranslation('production')
	const { number, dateTime, unit } = useReader()
	const said = series.unit ? `${series.parameter}, ${unit(series.unit)}` : series.parameter
	const limit = (value: string | null) => (value === null ? undefined : Number(value))
	return (
		<section aria-label={series.parameter}>
			<div className="mb-1 flex flex-wrap items-center justify-between gap-2">
				<h3 className="font-medium">{said}</h3>
				<StatusText
					tone={series.outside > 0 ? 'rejected' : 'released'}
					label={
						series.outside > 0
							? t('readings.outside', { count: series.outside, all: series.count })
							: t('readings.within', { count: series.count })
					}
				/>
			</div>
			<TrendChart
				label={t('readings.chart', { parameter: series.parameter, count: series.count, outside: series.outside })}
				points={series.points}
				low={limit(series.min)}
				high={limit(series.max)}
				lowLabel={series.min ?? undefined}
				highLabel={series.max ?? undefined}
				formatValue={(value) => number(value)}
				formatTime={(at) => dateTime(new Date(at).toISOString())}
				dots
			/>
		</section>
	)
}

function ReadingForm({ readings }: { readings: readonly ReadingSeries[] }) {
	const { t } = useTranslation('production')
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'reading'
	return (
		<Form method="post" preventScrollReset className="space-y-3">
			<input type="hidden" name="intent" value="reading" />
			<div className="grid grid-cols-2 gap-3 desk:grid-cols-[2fr_1fr_1fr_1fr_1fr]">
				<Field label={t('readings.parameter')} name="reading-parameter" required className="max-desk:col-span-2">
					<TextInput name="parameter" list="known-parameters" required autoComplete="off" />
				</Field>
				<Field label={t('readings.value')} name="reading-value" required>
					<TextInput name="value" inputMode="decimal" required autoComplete="off" />
				</Field>
				<Field label={t('readings.unit')} name="reading-unit">
					<TextInput name="unit" autoComplete="off" />
				</Field>
				<Field label={t('readings.min')} name="reading-min">
					<TextInput name="min" inputMode="decimal" autoComplete="off" />
				</Field>
				<Field label={t('readings.max')} name="reading-max">
					<TextInput name="max" inputMode="decimal" autoComplete="off" />
				</Field>
			</div>
			<datalist id="known-parameters">
				{readings.map((series) => (
					<option key={series.parameter} value={series.parameter} />
				))}
			</datalist>
			<p className="text-12 text-text-3">{t('readings.limitsHint')}</p>
			<Button type="submit" icon={Gauge} busy={busy} className="min-h-11! max-desk:w-full">
				{t('readings.submit')}
			</Button>
		</Form>
	)
}
