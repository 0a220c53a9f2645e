import type { ActionFunctionArgs, MetaFunction } from '@remix-run/node'
import { MailCheck, Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { forgotSchema } from '../account.schema.ts'
import { identityText } from '../identity-text.server.ts'
import { requestReset } from '../request-reset.server.ts'
import { AuthFrame } from '../ui/auth-frame.tsx'

export const meta: MetaFunction = () => [{ title: 'Password · 密码 · Lotline 批迹' }]

export const loader = () => null

export async function action({ request }: ActionFunctionArgs) {
	const t = identityText(await languageOf(request))
	const parsed = forgotSchema.safeParse(Object.fromEntries(await request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	await requestReset(parsed.data.email)
	return { ok: true as const, email: parsed.data.email }
}

export default function Forgot() {
	const { t } = useTranslation('identity')
	const form = useServerForm({
		schema: forgotSchema,
		defaultValues: { email: '' },
		translate: t as (key: string) => string,
	})
	const answer = form.answer as { ok: boolean; email?: string } | undefined
	const sentTo = answer?.ok ? answer.email : undefined
	return (
		<AuthFrame
			title={sentTo ? t('forgot.sentTitle') : t('forgot.title')}
			subtitle={sentTo ? undefined : t('forgot.subtitle')}
			footer={<AppLink to="/login">{t('forgot.back')}</AppLink>}
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				{sentTo && (
					<Note tone="pass" role="status" title={t('forgot.sent', { email: sentTo })}>
						{t('forgot.sentHint')}
					</Note>
				)}
				<ErrorSummary {...form.summary} />
				<Field {...form.field('email')} label={t('login.email')} required>
					<TextInput type="email" autoComplete="username" {...form.register('email')} />
				</Field>
				<Button
					type="submit"
					variant={sentTo ? 'secondary' : 'primary'}
					icon={sentTo ? MailCheck : Send}
					busy={form.busy}
				>
					{t('forgot.submit')}
				</Button>
			</form>
		</AuthFrame>
	)
}
