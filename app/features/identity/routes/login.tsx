import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useRouteLoaderData, useSearchParams } from '@remix-run/react'
import { LogIn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { safeRedirect } from '#app/platform/http/safe-redirect.ts'
import { writeSessionToken } from '#app/platform/request/cookies.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs } from '#app/platform/request/with-context.server.ts'
import type { RootData } from '#app/root.tsx'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { PasswordInput } from '#app/ui/forms/password-input.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { AuthShell } from '#app/ui/layout/auth-shell.tsx'
import { identityText } from '../identity-text.server.ts'
import { logInSchema } from '../log-in.schema.ts'
import { logIn } from '../log-in.server.ts'
import { PRODUCT_BRAND } from '../ui/public-frame.ts'

export const meta: MetaFunction = () => [{ title: 'Log in · 登录 · Lotline 批迹' }]

export async function loader({ request }: LoaderFunctionArgs) {
	return (await whoIs(request)) ? redirect('/') : null
}

export async function action({ request }: ActionFunctionArgs) {
	const t = identityText(await languageOf(request))
	const parsed = logInSchema.safeParse(Object.fromEntries(await request.formData()))
	if (!parsed.success) return { ok: false as const, formError: t('login.incomplete') }
	const { code, ...given } = parsed.data
	const result = await logIn({ ...given, ...(code ? { code } : {}) })
	if (result.ok)
		return redirect(safeRedirect(given.next), { headers: { 'Set-Cookie': await writeSessionToken(result.value) } })
	const { error } = result
	// Nothing is wrong yet: the second half of the log-in is asked for.
	if (error.code === 'code-needed') return { codeNeeded: true }
	if (error.code === 'wrong-code')
		return { ok: false as const, codeNeeded: true, fieldErrors: { code: t('login.wrongCode') } }
	if (error.code === 'blocked')
		return { ok: false as const, formError: t('login.blocked', { seconds: error.retryAfterSeconds ?? 60 }) }
	if (error.code === 'no-access') return { ok: false as const, formError: t('login.noAccess') }
	return { ok: false as const, formError: t('login.wrong') }
}

export default function Login() {
	const { t } = useTranslation('identity')
	const root = useRouteLoaderData('root') as RootData
	const [search] = useSearchParams()
	const form = useServerForm({
		schema: logInSchema,
		defaultValues: { email: '', password: '', code: '', next: search.get('next') ?? '/' },
		translate: t as (key: string) => string,
	})
	const codeNeeded = Boolean((form.answer as { codeNeeded?: boolean } | undefined)?.codeNeeded)
	return (
		<AuthShell
			brand={PRODUCT_BRAND}
			preferencesAction="/preferences"
			language={root.language}
			title={t('login.title')}
			subtitle={t('login.subtitle')}
			footer={<AppLink to="/forgot">{t('login.forgot')}</AppLink>}
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				{search.get('set') && (
					<Note tone="pass" role="status">
						{t('login.passwordSet')}
					</Note>
				)}
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('next')} />
				<Field {...form.field('email')} label={t('login.email')} required>
					<TextInput type="email" autoComplete="username" {...form.register('email')} />
				</Field>
				<Field {...form.field('password')} label={t('login.password')} required>
					<PasswordInput autoComplete="current-password" {...form.register('password')} />
				</Field>
				{codeNeeded && (
					<Field {...form.field('code')} label={t('login.code')} hint={t('login.codeHint')} required>
						{/* It comes as the answer to what was just sent, and is what is typed next. */}
						<TextInput autoFocus inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
					</Field>
				)}
				<Button type="submit" variant="primary" icon={LogIn} busy={form.busy}>
					{t('login.submit')}
				</Button>
			</form>
		</AuthShell>
	)
}
