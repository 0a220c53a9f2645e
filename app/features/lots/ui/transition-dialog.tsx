import { useRouteLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { RootData } from '#app/root.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { SignatureBox } from '#app/ui/forms/signature-box.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { transitionForm } from '../lots.schema.ts'
import type { LotActionData } from './lot-page-data.ts'

type Props = { lot: { id: string; code: string; version: number }; action: LotActionData; onClose: () => void }

/** Asks for what a step of the lot needs: fields, and a signature where the workflow wants one. */
export function TransitionDialog({ lot, action, onClose }: Props) {
	const { t } = useTranslation('lots')
	const { say } = useReader()
	const title = say(action.title)
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('step.title', { step: title, code: lot.code })}
			description={t('step.leadsTo', { state: say(action.to.title) })}
			keepOpenOnOutside
		>
			<TransitionForm lot={lot} action={action} onClose={onClose} />
		</Dialog>
	)
}

function TransitionForm({ lot, action, onClose }: Props) {
	const { t } = useTranslation(['lots', 'common'])
	const { say, dateTime } = useReader()
	const root = useRouteLoaderData('root') as RootData
	const [now] = useState(() => new Date().toISOString())
	const title = say(action.title)
	const form = useServerForm({
		schema: transitionForm.loose(),
		action: `/lots/${lot.id}`,
		defaultValues: {
			intent: 'transition',
			transition: action.key,
			version: lot.version,
			reason: '',
			password: '',
			code: '',
		},
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('step.done', { step: title, code: lot.code }) })
		},
	})
	const asksReason = action.fields.includes('reason') && !action.signature
	const others = action.fields.filter((field) => field !== 'reason')
	const labelOf = (field: string) => {
		const own = action.labels.find((one) => one.field === field)?.label
		return own ? say(own) : field
	}
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} title={t('step.missing')} />
			<input type="hidden" {...form.register('intent')} />
			<input type="hidden" {...form.register('transition')} />
			<input type="hidden" {...form.register('version')} />
			{others.map((field) => (
				<Field key={field} {...form.field(`field.${field}`)} label={labelOf(field)} required>
					<TextInput {...form.register(`field.${field}`)} />
				</Field>
			))}
			{asksReason && (
				<Field {...form.field('reason')} label={t('step.reason')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
			)}
			{action.signature && (
				<SignatureBox
					meaning={say(action.signature.meaningTitle)}
					statement={t('step.statement', { step: title, code: lot.code, version: lot.version })}
					signer={root.person?.name ?? ''}
					time={dateTime(now)}
					reason={form.register('reason')}
					password={form.register('password')}
					reasonError={form.field('reason').error}
					passwordError={form.field('password').error}
					reasonRequired={action.signature.reason === 'required'}
				>
					{root.person?.totp && (
						<Field {...form.field('code')} label={t('step.code')} required>
							<TextInput inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
						</Field>
					)}
				</SignatureBox>
			)}
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant={variantOf(action.to.tone)} busy={form.busy}>
					{title}
				</Button>
			</DialogFooter>
		</form>
	)
}

function variantOf(tone: string): 'primary' | 'danger-fill' | 'hold' {
	if (tone === 'rejected' || tone === 'recalled') return 'danger-fill'
	return tone === 'hold' ? 'hold' : 'primary'
}
