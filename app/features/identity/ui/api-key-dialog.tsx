import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { API_SCOPES } from '#app/core/permission.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldError, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { apiKeySchema } from '../api-key.schema.ts'

type Props = {
	open: boolean
	onOpenChange: (open: boolean) => void
	parties: ChoiceList
	tenant: string
}
type Made = { name: string; secret: string }

/** Makes a key, then shows its secret, once. */
export function ApiKeyDialog(props: Props) {
	const { t } = useTranslation('identity')
	const [made, setMade] = useState<Made | null>(null)
	const close = (open: boolean) => {
		if (!open) setMade(null)
		props.onOpenChange(open)
	}
	return (
		<Dialog
			open={props.open}
			onOpenChange={close}
			keepOpenOnOutside
			title={made ? t('apiKeys.secretTitle', { name: made.name }) : t('apiKeys.new')}
			{...(made ? {} : { description: t('apiKeys.subtitle') })}
		>
			{made ? <Secret made={made} onDone={() => close(false)} /> : <KeyForm {...props} onMade={setMade} />}
		</Dialog>
	)
}

function Secret({ made, onDone }: { made: Made; onDone: () => void }) {
	const { t } = useTranslation('identity')
	const [copied, setCopied] = useState(false)
	const copy = async () => {
		await navigator.clipboard.writeText(made.secret)
		setCopied(true)
	}
	return (
		<>
			<p className="text-text-2">{t('apiKeys.secretText')}</p>
			<p
				data-testid="api-key-secret"
				className="rounded-2 border border-line bg-surface-2 px-3 py-2 font-mono wrap-anywhere select-all"
			>
				{made.secret}
			</p>
			<DialogFooter flush>
				<Button icon={copied ? Check : Copy} onClick={copy}>
					{copied ? t('apiKeys.copied') : t('apiKeys.copy')}
				</Button>
				<Button variant="primary" onClick={onDone}>
					{t('apiKeys.done')}
				</Button>
			</DialogFooter>
		</>
	)
}

function KeyForm({ parties, tenant, onMade }: Props & { onMade: (made: Made) => void }) {
	const { t } = useTranslation('identity')
	const form = useServerForm({
		schema: apiKeySchema,
		defaultValues: { name: '', scopes: ['lots:read'], expiresOn: '', partyId: '' },
		translate: t as (key: string) => string,
		onSaved: (answer) => onMade(answer as Made),
	})
	const scopesError = form.field('scopes').error
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<Field {...form.field('name')} label={t('apiKeys.name')} hint={t('apiKeys.nameHint')} required>
				<TextInput autoComplete="off" {...form.register('name')} />
			</Field>
			<fieldset>
				<legend className="mb-1 text-12 font-medium text-text-2">{t('apiKeys.scopes')}</legend>
				<div className="grid gap-x-4 gap-y-1 desk:grid-cols-2">
					{API_SCOPES.map((scope) => (
						<Checkbox
							key={scope}
							value={scope}
							label={t(`scope.${scope.replace(':', '_')}`)}
							hint={<span className="font-mono">{scope}</span>}
							{...form.register('scopes')}
						/>
					))}
				</div>
				{scopesError && <FieldError>{scopesError}</FieldError>}
			</fieldset>
			<FieldGrid>
				<Field {...form.field('expiresOn')} label={t('apiKeys.expires')} hint={t('apiKeys.expiresHint')}>
					<DateInput {...form.register('expiresOn')} />
				</Field>
				<Field {...form.field('partyId')} label={t('apiKeys.party')}>
					<FormChooser
						control={form.control}
						name="partyId"
						list={parties}
						placeholder={t('apiKeys.noParty', { tenant })}
					/>
				</Field>
			</FieldGrid>
			<DialogFooter flush>
				<Button type="submit" variant="primary" busy={form.busy}>
					{t('apiKeys.create')}
				</Button>
			</DialogFooter>
		</form>
	)
}
