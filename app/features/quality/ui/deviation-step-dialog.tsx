import { useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
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
import { type ServerForm, useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { DeviationPage } from '../deviation-page.server.ts'
import { deviationStepSchema } from '../quality.schema.ts'

export type DeviationStep = DeviationPage['steps'][number]
type Props = { deviation: DeviationPage['deviation']; step: DeviationStep; onClose: () => void }

/** A step of a deviation's workflow: asks for what its definition asks for, a conclusion, a reason, a signature. */
export function DeviationStepDialog({ deviation, step, onClose }: Props) {
	const { say } = useReader()
	const { t } = useTranslation('quality')
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('step.title', { step: say(step.title), number: deviation.number })}
			description={step.description ? say(step.description) : t('step.text', { state: say(step.to.title) })}
			keepOpenOnOutside
		>
			<StepForm deviation={deviation} step={step} onClose={onClose} />
		</Dialog>
	)
}

function StepForm({ deviation, step, onClose }: Props) {
	const { t } = useTranslation(['quality', 'common'])
	const { say } = useReader()
	const form = useServerForm({
		schema: deviationStepSchema,
		action: `/deviations/${deviation.id}`,
		defaultValues: {
			transition: step.key,
			version: deviation.version,
			conclusion: step.asks.conclusion ? (deviation.conclusion ?? '') : '',
			reason: '',
			password: '',
			code: '',
		},
		translate: (key) => t(key as 'problem.tooLong'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('step.done', { number: deviation.number, state: say(step.to.title) }) })
		},
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<ErrorSummary {...form.summary} />
			<input type="hidden" {...form.register('transition')} />
			<input type="hidden" {...form.register('version')} />
			{step.asks.conclusion && (
				<Field {...form.field('conclusion')} label={t('step.conclusion')} hint={t('step.conclusionHint')} required>
					<Textarea rows={4} {...form.register('conclusion')} />
				</Field>
			)}
			{step.asks.reason && !step.meaning && (
				<Field {...form.field('reason')} label={t('step.reason')} hint={t('openDialog.reasonHint')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
			)}
			{step.meaning && <StepSignature deviation={deviation} step={step} form={form} />}
			<DialogFooter flush>
				<Button onClick={onClose}>{t('common:cancel')}</Button>
				<Button type="submit" variant="primary" busy={form.busy}>
					{step.meaning ? t('step.sign') : say(step.title)}
				</Button>
			</DialogFooter>
		</form>
	)
}

type StepFormState = ServerForm<z.input<typeof deviationStepSchema>, z.output<typeof deviationStepSchema>>

function StepSignature({ deviation, step, form }: Omit<Props, 'onClose'> & { form: StepFormState }) {
	const { t } = useTranslation('quality')
	const { say, dateTime, now } = useReader()
	const root = useRouteLoaderData('root') as RootData
	const { number, version } = deviation
	return (
		<SignatureBox
			meaning={step.meaningTitle ? say(step.meaningTitle) : ''}
			statement={t('step.statement', { step: say(step.title), number, version })}
			signer={root.person?.name ?? ''}
			time={dateTime(now)}
			reason={form.register('reason')}
			password={form.register('password')}
			reasonError={form.field('reason').error}
			passwordError={form.field('password').error}
		>
			{root.person?.totp && (
				<Field {...form.field('code')} label={t('sign.code')} required>
					<TextInput inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
				</Field>
			)}
		</SignatureBox>
	)
}
