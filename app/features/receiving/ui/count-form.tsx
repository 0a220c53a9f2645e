import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import { countSchema } from '../delivery.schema.ts'
import { useDeliveryToast } from './use-delivery-toast.ts'

const schema = z.object({ intent: z.string(), lineId: z.string(), counted: countSchema })

/** What was counted or weighed; saving it checks the lot at once. */
export function CountForm({ line, scanned }: { line: DeliveryLine; scanned: string | null }) {
	const { t } = useTranslation('receiving')
	const { quantity, quantityAsGiven, unit } = useReader()
	// What was typed comes back as it was typed: in boxes, where somebody counted boxes.
	const before = line.countedGiven ? `${line.countedGiven.value} ${unit(line.countedGiven.unit)}` : line.counted
	const counted = scanned ?? before ?? ''
	const say = useDeliveryToast()
	const form = useServerForm({
		schema,
		defaultValues: { intent: 'count', lineId: line.id, counted },
		translate: (message) => t(message as 'errors.quantity'),
		onSaved: (answer) => say(answer, line.lotCode),
	})
	const fromLabel = scanned !== null && scanned !== line.counted
	return (
		<form {...form.formProps} className="no-print mt-3 flex flex-wrap items-start gap-2">
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('lineId')} />
			<Field
				{...form.field('counted')}
				label={t('line.counted')}
				hint={`${t('line.countedHint', {
					quantity: quantityAsGiven({ value: line.quantity, unit: line.unit }, line.given),
				})} · ${t('line.otherUnits')}`}
				required
				className="w-64 max-desk:flex-1"
			>
				<NumberWithUnit unit={unit(line.unit)} otherUnits {...form.register('counted')} defaultValue={counted} />
			</Field>
			<Button type="submit" busy={form.busy} variant={line.counted === null ? 'primary' : 'secondary'} className="mt-6">
				{fromLabel
					? t('line.countSaveScan', { quantity: quantity({ value: scanned, unit: line.unit }) })
					: t('line.countSave')}
			</Button>
		</form>
	)
}
