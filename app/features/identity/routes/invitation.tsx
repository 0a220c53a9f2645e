import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { DoorOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { writeSessionToken } from '#app/platform/request/cookies.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withGrantContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { PasswordInput } from '#app/ui/forms/password-input.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { type AcceptError, acceptInvitation } from '../accept-invitation.server.ts'
import { identityText } from '../identity-text.server.ts'
import { acceptSchema } from '../invitation.schema.ts'
import { type OpenInvitation, readInvitation } from '../invitations.queries.server.ts'
import { AuthFrame } from '../ui/auth-frame.tsx'

export const meta: MetaFunction = () => [
	{ title: 'Invitation · 邀请 · Lotline 批迹' },
	{ name: 'referrer', content: 'no-referrer' },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const invitation = await withGrantContext(request, params.token ?? '', 'invitation', async (ctx, id) => {
		const open = await readInvitation(ctx, id)
		return open ? { ...open, initials: ctx.tenant.initials } : null
	})
	return { invitation }
}

export async function action({ request, params }: ActionFunctionArgs) {
	const t = identityText(await languageOf(request))
	const parsed = acceptSchema.safeParse(Object.fromEntries(await request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await acceptInvitation(request, params.token ?? '', parsed.data)
	if (result.ok) return redirect('/', { headers: { 'Set-Cookie': await writeSessionToken(result.value) } })
	return explain(result.error, t)
}

function explain(error: AcceptError, t: ReturnType<typeof identityText>): Refusal & { codeNeeded?: true } {
	switch (error.code) {
		case 'link-spent':
			return wholeRefusal(t('invitation.spent'))
		case 'account-disabled':
			return wholeRefusal(t('people.not-allowed'))
		case 'name-needed':
			return fieldRefusal('name', t('invitation.nameNeeded'))
		case 'wrong-password':
			return fieldRefusal('password', t('invitation.wrong'))
		case 'code-needed':
			return { ...fieldRefusal('code', t('login.codeNeeded')), codeNeeded: true }
		case 'wrong-code':
			return { ...fieldRefusal('code', t('login.wrongCode')), codeNeeded: true }
		case 'blocked':
			return wholeRefusal(t('login.blocked', { seconds: 'retryAfterSeconds' in error ? error.retryAfterSeconds : 60 }))
		default:
			return fieldRefusal('password', t(`password.${error.code}`))
	}
}

export default function Invitation() {
	const { invitation } = useLoaderData<typeof loader>()
	const { t } = useTranslation('identity')
	if (!invitation)
		return (
			<AuthFrame title={t('invitation.spentTitle')} subtitle={t('invitation.spent')}>
				<ButtonLink to="/login">{t('invitation.toLogin')}</ButtonLink>
			</AuthFrame>
		)
	return <Join invitation={invitation} />
}

function Join({ invitation }: { invitation: OpenInvitation & { initials: string } }) {
	const { t } = useTranslation('identity')
	const { say } = useReader()
	const { tenantName: tenant, hasAccount, partyName, email } = invitation
	const form = useServerForm({
		schema: acceptSchema,
		defaultValues: { name: invitation.name, password: '', code: '' },
		translate: t as (key: string) => string,
	})
	const codeNeeded = Boolean((form.answer as { codeNeeded?: boolean } | undefined)?.codeNeeded)
	const role = say(invitation.role.title)
	return (
		<AuthFrame
			brand={{ initials: invitation.initials, name: tenant, product: 'Lotline 批迹', homeTo: '/' }}
			title={t('invitation.title', { tenant })}
			subtitle={
				partyName ? t('invitation.subtitleFor', { role, party: say(partyName) }) : t('invitation.subtitle', { role })
			}
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				{hasAccount && <p className="text-text-2">{t('invitation.known', { tenant })}</p>}
				<Field label={t('invitation.email')}>
					<TextInput type="email" autoComplete="username" value={email} readOnly />
				</Field>
				{!hasAccount && (
					<Field {...form.field('name')} label={t('invitation.name')} required>
						<TextInput autoComplete="name" {...form.register('name')} />
					</Field>
				)}
				<Field
					{...form.field('password')}
					label={hasAccount ? t('invitation.passwordOwn') : t('invitation.password')}
					hint={hasAccount ? undefined : t('password.hint')}
					required
				>
					<PasswordInput
						autoComplete={hasAccount ? 'current-password' : 'new-password'}
						{...form.register('password')}
					/>
				</Field>
				{codeNeeded && (
					<Field {...form.field('code')} label={t('invitation.code')} hint={t('login.codeHint')} required>
						<TextInput inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
					</Field>
				)}
				<Button type="submit" variant="primary" icon={DoorOpen} busy={form.busy}>
					{t('invitation.submit')}
				</Button>
			</form>
		</AuthFrame>
	)
}
