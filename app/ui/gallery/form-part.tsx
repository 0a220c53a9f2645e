import { Clock, ScanBarcode } from 'lucide-react'
import { z } from 'zod'
import { Button } from '#app/ui/actions/button.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { GalleryPart } from '#app/ui/gallery/gallery-part.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'

const schema = z.object({
	lotCode: z.string().min(3, 'The lot code has at least 3 characters'),
	quantity: z.string().regex(/^\d+$/, 'Pieces are whole numbers'),
	item: z.string().min(1, 'Choose an item'),
	madeOn: z.string(),
	note: z.string(),
	scope: z.enum(['narrow', 'broad']),
})

/** A form with the server's schema, errors beside the fields and at the top. */
export function FormPart() {
	const form = useServerForm({
		schema,
		defaultValues: { lotCode: 'TR26-1107-03', quantity: '240.5', item: '', madeOn: '', note: '', scope: 'narrow' },
		draftKey: 'gallery',
	})
	return (
		<GalleryPart title="A form">
			<form {...form.formProps} className="space-y-4">
				<ErrorSummary {...form.summary} />
				<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
				<Card title="1. Which material" sub="as Aurora Medical knows it">
					<FieldGrid>
						<Field {...form.field('lotCode')} label="Lot code" hint="Typed, pasted or scanned" required>
							<TextInput mono trailingIcon={ScanBarcode} {...form.register('lotCode')} />
						</Field>
						<Field {...form.field('quantity')} label="Quantity" required>
							<NumberWithUnit unit="pcs" {...form.register('quantity')} />
						</Field>
						<Field {...form.field('item')} label="物料 Item" required>
							<Select
								placeholder="choose"
								options={[
									{ value: 'rod', label: 'Spinal rod Ø 5.5 × 120' },
									{ value: 'cage', label: 'PEEK cage 12 × 32' },
								]}
								{...form.register('item')}
							/>
						</Field>
						<Field label="Made at" name="madeAt" hint="Given by the order">
							<TextInput name="madeAt" readOnly defaultValue="Suzhou Plant 2" />
						</Field>
						<Field {...form.field('madeOn')} label="Made on" aside={<Tag icon={Clock}>can follow until release</Tag>}>
							<DateInput {...form.register('madeOn')} />
						</Field>
						<Field label="Melt process" name="melt">
							<Select name="melt" disabled placeholder="not for this item" />
						</Field>
						<Field {...form.field('note')} label="Note" full>
							<Textarea {...form.register('note')} />
						</Field>
						<Field label="Certificate" name="certificate" full>
							<FileDrop name="certificate" multiple accept=".pdf,.xml" note="PDF, picture, XML, up to 20 MB each" />
						</Field>
						<RadioGroup
							legend="Scope"
							{...form.register('scope')}
							options={[
								{ value: 'narrow', label: 'Narrow: 8 lots', hint: '6 not yet on hold, stops 1 open shipment' },
								{ value: 'broad', label: 'Broad: 21 lots', hint: '19 not yet on hold, stops 3 open shipments' },
							]}
						/>
						<div className="self-start">
							<Checkbox label="Notify the supplier" hint="By mail, at once" />
						</div>
					</FieldGrid>
				</Card>
				<FormActions note="Saved on this device and with us at 10:31">
					<Button type="submit" variant="primary" busy={form.busy}>
						Register lot
					</Button>
					<Button>Cancel</Button>
				</FormActions>
				<UnsavedWarning when={form.unsaved} />
			</form>
		</GalleryPart>
	)
}
