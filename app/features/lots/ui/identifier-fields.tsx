import type { UseFormRegisterReturn } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import type { Identifier } from '../missing-identifiers.queries.server.ts'

type Name = 'manufacturedOn' | 'expiresOn' | 'serials' | 'reason'

type Props = {
	lacks: readonly Identifier[]
	field: (name: Name) => { readonly name: string; readonly error: string | undefined }
	register: (name: Name) => UseFormRegisterReturn
}

/** Fields for what the label of a device carries and the lot lacks, and for why it comes only now. */
export function IdentifierFields({ lacks, field, register }: Props) {
	const { t } = useTranslation('lots')
	return (
		<>
			{lacks.includes('manufacturedOn') && (
				<Field {...field('manufacturedOn')} label={t('identify.manufacturedOn')}>
					<DateInput {...register('manufacturedOn')} />
				</Field>
			)}
			{lacks.includes('expiresOn') && (
				<Field {...field('expiresOn')} label={t('identify.expiresOn')}>
					<DateInput {...register('expiresOn')} />
				</Field>
			)}
			{lacks.includes('serial') && (
				<Field {...field('serials')} label={t('identify.serials')} hint={t('identify.serialsHint')}>
					<Textarea rows={4} {...register('serials')} />
				</Field>
			)}
			<Field {...field('reason')} label={t('identify.reason')} required>
				<TextInput {...register('reason')} />
			</Field>
		</>
	)
}
