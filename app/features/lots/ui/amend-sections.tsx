import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { AmendPage } from '../amend-page.queries.server.ts'
import { ContainerFields, RevisionField, SupplierLotField } from './code-fields.tsx'
import type { AmendForm } from './use-amend-form.ts'

type Props = { page: AmendPage; form: AmendForm; partner: boolean }

/** What identifies the lot beside its code. */
export function AmendCodes({ page, form, partner }: Props) {
	const { t } = useTranslation('lots')
	return (
		<Card title={t('amend.codes')}>
			<FieldGrid>
				{page.lot.supplier && <SupplierLotField form={form} partner={partner} />}
				<RevisionField form={form} revisions={page.revisions} />
				<ContainerFields form={form} />
			</FieldGrid>
		</Card>
	)
}

/** How much of an announced lot, when and where it was made. */
export function AmendDates({ page, form }: Omit<Props, 'partner'>) {
	const { t } = useTranslation('lots')
	const { unit } = useReader()
	const announced = page.lot.status === 'announced'
	return (
		<Card title={t(announced ? 'register.howMuch' : 'amend.dates')}>
			<FieldGrid>
				{announced && (
					<Field {...form.field('quantity')} label={t('register.quantity')} hint={t('register.quantityHint')} required>
						<NumberWithUnit unit={unit((page.lot.given ?? page.lot.quantity).unit)} {...form.register('quantity')} />
					</Field>
				)}
				<Field {...form.field('manufacturedOn')} label={t('register.madeOn')}>
					<DateInput {...form.register('manufacturedOn')} />
				</Field>
				<Field {...form.field('expiresOn')} label={t('register.expiresOn')}>
					<DateInput {...form.register('expiresOn')} />
				</Field>
				<Field {...form.field('siteId')} label={t('register.site')}>
					<FormChooser control={form.control} name="siteId" list={page.sites} placeholder={t('register.notKnown')} />
				</Field>
			</FieldGrid>
		</Card>
	)
}
