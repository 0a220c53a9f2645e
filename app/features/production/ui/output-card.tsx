import { SquareStack } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { type OutputForm, outputSchema } from '../production.schema.ts'
import type { OrderPage } from '../read-order-page.server.ts'
import { OutputParameters, pinnedRows } from './output-parameters.tsx'

/** What was made in one go: how much, how much was lost, on what, when, and what the machine noted. */
export function OutputCard({ page }: { page: OrderPage }) {
	const [round, setRound] = useState(0)
	const { t } = useTranslation('production')
	const { order, uses } = page
	if (!order.lot) return null
	return (
		<Card title={t('output.title')} sub={t('output.sub', { lot: order.lot.code })}>
			{uses.length === 0 && (
				<Note tone="warn" className="mb-4">
					{t('output.noUse')}
				</Note>
			)}
			<OutputFields key={round} page={page} onSaved={() => setRound(round + 1)} />
		</Card>
	)
}

function OutputFields({ page, onSaved }: { page: OrderPage; onSaved: () => void }) {
	const { order, timeZone } = page
	const { t } = useTranslation('production')
	const { unit } = useReader()
	const form = useServerForm({
		schema: outputSchema,
		encoding: 'json',
		action: `/production/${order.id}/output`,
		draftKey: `output:${order.id}`,
		defaultValues: {
			quantity: '',
			scrap: '',
			equipment: order.line,
			step: '',
			startedAt: '',
			finishedAt: '',
			note: '',
			parameters: pinnedRows(page.readings),
		} as OutputForm,
		translate: (message) => t(message as 'errors.quantity'),
		onSaved: () => {
			showToast({ tone: 'pass', title: t('done.output') })
			onSaved()
		},
	})
	const zone = t('output.zone', { zone: timeZone })
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<FieldGrid>
				<Field {...form.field('quantity')} label={t('output.quantity')} hint={t('output.otherUnits')} required>
					<NumberWithUnit unit={unit(order.unit)} otherUnits {...form.register('quantity')} />
				</Field>
				<Field {...form.field('scrap')} label={t('output.scrap')} hint={t('output.scrapHint')}>
					<NumberWithUnit unit={unit(order.unit)} otherUnits {...form.register('scrap')} />
				</Field>
				<Field {...form.field('equipment')} label={t('output.equipment')}>
					<TextInput {...form.register('equipment')} />
				</Field>
				<Field {...form.field('step')} label={t('output.step')}>
					<TextInput {...form.register('step')} />
				</Field>
				<Field {...form.field('startedAt')} label={t('output.startedAt')} hint={zone}>
					<DateInput type="datetime-local" {...form.register('startedAt')} />
				</Field>
				<Field {...form.field('finishedAt')} label={t('output.finishedAt')} hint={zone}>
					<DateInput type="datetime-local" {...form.register('finishedAt')} />
				</Field>
			</FieldGrid>
			<OutputParameters form={form} readings={page.readings} />
			<Field {...form.field('note')} label={t('output.note')}>
				<TextInput {...form.register('note')} />
			</Field>
			<Button
				type="submit"
				variant="primary"
				icon={SquareStack}
				busy={form.busy}
				className="self-start max-desk:w-full"
			>
				{t('output.submit')}
			</Button>
		</form>
	)
}
