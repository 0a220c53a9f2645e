import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { DialogFooter } from '#app/ui/actions/dialog.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldError } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { offeredEvents } from '../outbound-event.model.ts'
import { webhookSchema } from '../webhook.schema.ts'

/** Absent: a new endpoint. */
type Props = {
	webhook?: { name: string; url: string; events: string[]; version: number }
	/** The events that the tenant's own workflows tell. */
	told: readonly string[]
	onSaved: (answer: unknown) => void
}

/** Name, address and events of an endpoint, new or as it is. */
export function EndpointForm({ webhook, told, onSaved }: Props) {
	const { t } = useTranslation('notifications')
	const { say } = useReader()
	const form = useServerForm({
		schema: webhookSchema,
		defaultValues: webhook ?? { name: '', url: '', events: [] },
		translate: t as (key: string) => string,
		onSaved,
	})
	const error = form.field('events').error
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			{webhook && (
				<>
					<input type="hidden" name="intent" value="change" />
					<input type="hidden" name="version" value={webhook.version} />
				</>
			)}
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
					{offeredEvents(told, webhook?.events ?? []).map(({ type, title }) => (
						<Checkbox
							key={type}
							value={type}
							className={type.endsWith('.*') ? 'desk:col-span-2 mt-2 font-medium' : undefined}
							label={say(title)}
							hint={say(title) === type ? undefined : <span className="font-mono">{type}</span>}
							{...form.register('events')}
						/>
					))}
				</div>
				{error && <FieldError>{error}</FieldError>}
			</fieldset>
			<DialogFooter flush>
				<Button type="submit" variant="primary" busy={form.busy}>
					{t(webhook ? 'webhooks.save' : 'webhooks.create')}
				</Button>
			</DialogFooter>
		</form>
	)
}
