import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { ServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { DOCUMENT_KINDS, VISIBILITIES } from '../document.model.ts'
import type { documentFormSchema } from '../document.schema.ts'

type Form = ServerForm<z.input<typeof documentFormSchema>, z.output<typeof documentFormSchema>>

/** What is said of a document: file, kind, title, number, lot, dates, readers. */
export function DocumentFields({
	form,
	lotCodes,
	partner,
}: {
	form: Form
	lotCodes: readonly string[]
	partner: boolean
}) {
	const { t } = useTranslation('documents')
	return (
		<>
			<Card title={t('new.whatTitle')}>
				<FieldGrid>
					<Field {...form.field('file')} label={t('form.file')} required full>
						<FileDrop
							note={t('form.fileNote')}
							accept=".pdf,.png,.jpg,.jpeg,.tif,.tiff,.docx,.xlsx"
							{...form.register('file')}
						/>
					</Field>
					<Field {...form.field('kind')} label={t('form.kind')} required>
						<Select
							placeholder={t('form.kindChoose')}
							options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
							{...form.register('kind')}
						/>
					</Field>
					<Field {...form.field('number')} label={t('form.number')} hint={t('form.numberHint')}>
						<TextInput mono {...form.register('number')} />
					</Field>
					<Field {...form.field('title')} label={t('form.title')} hint={t('form.titleHint')} required>
						<TextInput {...form.register('title')} />
					</Field>
					<Field {...form.field('lotCode')} label={t('form.lot')} hint={t('form.lotHint')}>
						<TextInput mono list="lot-codes" {...form.register('lotCode')} />
					</Field>
				</FieldGrid>
				<datalist id="lot-codes">
					{lotCodes.map((code) => (
						<option key={code} value={code} />
					))}
				</datalist>
			</Card>
			<Card title={t('new.whenTitle')}>
				<FieldGrid>
					<Field {...form.field('issuedOn')} label={t('form.issuedOn')}>
						<DateInput {...form.register('issuedOn')} />
					</Field>
					<Field {...form.field('validUntil')} label={t('form.validUntil')} hint={t('form.validHint')}>
						<DateInput {...form.register('validUntil')} />
					</Field>
					{!partner && (
						<Field {...form.field('visibility')} label={t('form.visibility')} hint={t('form.visibilityHint')}>
							<Select
								options={VISIBILITIES.map((visibility) => ({
									value: visibility,
									label: t(`visibility.${visibility}`),
								}))}
								{...form.register('visibility')}
							/>
						</Field>
					)}
				</FieldGrid>
			</Card>
		</>
	)
}
