import type { ComponentProps } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'

type Name = 'supplierLot' | 'revision' | 'containers' | 'ssccs'
type FieldProps = ComponentProps<typeof Field>
/** A form that has these fields among its own. */
export type CodesForm = {
	field(name: Name): Pick<FieldProps, 'name' | 'error'>
	register(name: Name): UseFormRegisterReturn
}

/** The supplier's code of a lot; the supplier itself reads it as its own. */
export function SupplierLotField({ form, partner }: { form: CodesForm; partner: boolean }) {
	const { t } = useTranslation('lots')
	return (
		<Field
			{...form.field('supplierLot')}
			label={t(partner ? 'register.yourLot' : 'register.supplierLot')}
			hint={t('register.asPrinted')}
		>
			<TextInput mono autoComplete="off" {...form.register('supplierLot')} />
		</Field>
	)
}

type RevisionProps = {
	form: CodesForm
	revisions: readonly { code: string; effectiveFrom: string }[]
	aside?: FieldProps['aside']
}

/** By which revision the lot was made; nothing where the item has none. */
export function RevisionField({ form, revisions, aside }: RevisionProps) {
	const { t } = useTranslation('lots')
	const { date } = useReader()
	if (revisions.length === 0) return null
	return (
		<Field {...form.field('revision')} label={t('register.revision')} aside={aside}>
			<Select
				placeholder={t('register.notKnown')}
				options={revisions.map(({ code, effectiveFrom }) => ({
					value: code,
					label: t('register.revisionOption', { code, date: date(effectiveFrom) }),
				}))}
				{...form.register('revision')}
			/>
		</Field>
	)
}

/** What the lot came in. */
export function ContainerFields({ form }: { form: CodesForm }) {
	const { t } = useTranslation('lots')
	return (
		<>
			<Field {...form.field('containers')} label={t('register.containers')} hint={t('register.containersHint')}>
				<TextInput mono autoComplete="off" {...form.register('containers')} />
			</Field>
			<Field {...form.field('ssccs')} label={t('register.ssccs')} hint={t('register.ssccsHint')}>
				<TextInput mono autoComplete="off" inputMode="numeric" {...form.register('ssccs')} />
			</Field>
		</>
	)
}
