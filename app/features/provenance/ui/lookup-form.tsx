import { Form } from '@remix-run/react'
import { ScanLine, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'

type Props = { action: string; code?: string; lot?: string; error?: string | undefined; lotError?: string | undefined }

/** A code typed, pasted or scanned, and the lot beside it for codes that name none. Works without scripts. */
export function LookupForm({ action, code = '', lot = '', error, lotError }: Props) {
	const { t } = useTranslation('provenance')
	return (
		<Form method="get" action={action} className="flex flex-col gap-4">
			<Field name="code" label={t('lookup.code')} hint={t('lookup.codeHint')} error={error} required>
				<TextInput mono name="code" defaultValue={code} key={`code ${code}`} trailingIcon={ScanLine} maxLength={2000} />
			</Field>
			<Field name="lot" label={t('lookup.lot')} hint={t('lookup.lotHint')} error={lotError}>
				<TextInput mono name="lot" defaultValue={lot} key={`lot ${lot}`} maxLength={60} />
			</Field>
			<div>
				<Button type="submit" variant="primary" icon={Search} className="max-desk:w-full">
					{t('lookup.submit')}
				</Button>
			</div>
		</Form>
	)
}
