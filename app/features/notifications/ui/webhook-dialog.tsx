import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldError } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { OUTBOUND_EVENTS } from '../outbound-event.model.ts'
import { webhookSchema } from '../webhook.schema.ts'

type Props = { open: boolean; onOpenChange: (open: boolean) => void }

/** Registers an endpoint, then shows its secret, once. */
export function WebhookDialog({ open, onOpenChange }: Props) {
	const { t } = useTranslation('notifications')
	const [secret, setSecret] = useState<string | null>(null)
	const close = (to: boolean) => {
		if (!to) setSecret(null)
		onOpenChange(to)
	}
	return (
		<Dialog
			open={open}
			onOpenChange={close}
			keepOpenOnOutside
			title={t(secret ? 'webhooks.secretTitle' : 'webhooks.new')}
		>
			{secret ? <WebhookSecret secret={secret} onDone={() => close(false)} /> : <EndpointForm onMade={setSecret} />}
		</Dialog>
	)
}

/** The secret with a button that copies it. */
export function WebhookSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
	const { t } = useTranslation('notifications')
	const [copied, setCopied] = useState(false)
	const copy = async () => {
		await navigator.clipboard.writeText(secret)
		setCopied(true)
	}
	return (
		<>
			<p className="text-text-2">{t('webhooks.secretText')}</p>
			<p className="rounded-2 border border-line bg-surface-2 px-3 py-2 font-mono wrap-anywhere select-all">{secret}</p>
			<DialogFooter flush>
				<Button icon={copied ? Check : Copy} onClick={copy}>
					{t(copied ? 'webhooks.copied' : 'webhooks.copy')}
				</Button>
				<Button variant="primary" onClick={onDone}>
					{t('webhooks.done')}
				</Button>
			</DialogFooter>
		</>
	)
}

function EndpointForm({ onMade }: { onMade: (secret: string) => void }) {
	const { t } = useTranslation('notifications')
	const { say } = useReader()
	const form = useServerForm({
		schema: webhookSchema,
		defaultValues: { name: '', url: '', events: [] },
		translate: t as (key: string) => string,
		onSaved: (answer) => onMade((answer as { secret: string }).secret),
	})
	const error = form.field('events').error
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<Field {...form.field('name')} label={t('webhooks.name')} required>
				<TextInput autoComplete="off" {...form.register('name')} />
			</Field>
			<Field {...form.field('url')} label={t('webhooks.url')} hint={t('webhooks.urlHint')} required>
				<TextInput mono type="url" placeholder="https://" {...form.register('url')} />
			</Field>
			<fieldset>
				<legend className="mb-1 text-12 font-medium text-text-2">{t('webhooks.events')}</legend>
				<div className="grid gap-x-4 gap-y-1 desk:grid-cols-2">
					<Checkbox
						value="*"
						label={t('webhooks.everything')}
						hint={<span className="font-mono">*</span>}
						{...form.register('events')}
					/>
					{OUTBOUND_EVENTS.filter((event) => event.type !== 'webhook.ping').map((event) => (
						<Checkbox
							key={event.type}
							value={event.type}
							label={say(event.title)}
							hint={<span className="font-mono">{event.type}</span>}
							{...form.register('events')}
						/>
					))}
				</div>
				{error && <FieldError>{error}</FieldError>}
			</fieldset>
			<DialogFooter flush>
				<Button type="submit" variant="primary" busy={form.busy}>
					{t('webhooks.create')}
				</Button>
			</DialogFooter>
		</form>
	)
}
