import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { clearSessionToken } from '#app/platform/request/cookies.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { PasswordInput } from '#app/ui/forms/password-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { resetSchema } from '../account.schema.ts'
import { identityText } from '../identity-text.server.ts'
import { readResetLink, resetPassword } from '../reset-password.server.ts'
import { AuthFrame } from '../ui/auth-frame.tsx'

export const meta: MetaFunction = () => [
	{ title: 'Password · 密码 · Lotline 批迹' },
	{ name: 'referrer', content: 'no-referrer' },
]

export async function loader({ params }: LoaderFunctionArgs) {
	const holder = await readResetLink(params.token ?? '')
	return { email: holder?.email ?? null }
}

export async function action({ request, params }: ActionFunctionArgs) {
	const t = identityText(await languageOf(request))
	const parsed = resetSchema.safeParse(Object.fromEntries(await request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await resetPassword(params.token ?? '', parsed.data.password)
	if (result.ok) return redirect('/login?set=1', { headers: { 'Set-Cookie': await clearSessionToken() } })
	if (result.error.code === 'link-spent') return wholeRefusal(t('reset.spent'))
	return fieldRefusal('password', t(`password.${result.error.code}`))
}

export default function Reset() {
	const { email } = useLoaderData<typeof loader>()
	const { t } = useTranslation('identity')
	const form = useServerForm({
		schema: resetSchema,
		defaultValues: { password: '' },
		translate: t as (key: string) => string,
	})
	if (!email)
		return (
			<AuthFrame title={t('reset.spentTitle')} subtitle={t('reset.spent')}>
				<ButtonLink to="/forgot" variant="primary">
					{t('reset.again')}
				</ButtonLink>
			</AuthFrame>
		)
	return (
		<AuthFrame title={t('reset.title')} subtitle={t('reset.subtitle', { email })}>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" name="username" autoComplete="username" value={email} readOnly />
				<Field {...form.field('password')} label={t('account.new')} hint={t('password.hint')} required>
					<PasswordInput autoComplete="new-password" {...form.register('password')} />
				</Field>
				<Button type="submit" variant="primary" icon={KeyRound} busy={form.busy}>
					{t('reset.submit')}
				</Button>
			</form>
		</AuthFrame>
	)
}
