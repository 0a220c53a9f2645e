import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { newTotpSecret } from '#app/platform/auth/totp.server.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { writeLanguageCookie, writeSessionToken } from '#app/platform/request/cookies.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { readOwnAccount } from '../account.queries.server.ts'
import { changePasswordSchema, profileSchema, totpOffSchema, totpOnSchema } from '../account.schema.ts'
import { changePassword } from '../change-password.server.ts'
import { endOwnSession } from '../end-own-session.server.ts'
import { identityText } from '../identity-text.server.ts'
import { qrOfSecret } from '../qr-of-secret.server.ts'
import { turnOffTotp } from '../turn-off-totp.server.ts'
import { turnOnTotp } from '../turn-on-totp.server.ts'
import { PasswordCard, ProfileCard } from '../ui/account-cards.tsx'
import { SessionsCard, TenantsCard } from '../ui/session-cards.tsx'
import { TotpCard } from '../ui/totp-card.tsx'
import { updateProfile } from '../update-profile.server.ts'

export const meta: MetaFunction = () => [{ title: 'My account · 我的账号 · Lotline 批迹' }]

const NEEDS = { can: ['read', 'Home'] } as const

export async function loader(args: LoaderFunctionArgs) {
	const person = await whoIs(args.request)
	const own = await withContext(args, NEEDS, (ctx) =>
		readOwnAccount(ctx, person?.tokenHash ?? '', new URL(args.request.url).searchParams.get('sessions')),
	)
	const secret = newTotpSecret()
	const tenants =
		person?.tenants.map(({ id, name, initials, roles }) => ({
			id,
			name,
			initials,
			roles,
			here: id === person.tenant.id,
		})) ?? []
	return { ...own, tenants, setup: { secret, qr: qrOfSecret(secret, own.account.email) } }
}

type Work = { args: ActionFunctionArgs; form: Record<string, unknown>; t: ReturnType<typeof identityText> }

const saved = (done: string) => ({ ok: true as const, done })
const savedWithSession = async (done: string, token: string) =>
	data(saved(done), { headers: { 'Set-Cookie': await writeSessionToken(token) } })

/** Shows who they are anew, or answers what to tell them; `field` is where the password was typed. */
async function prove({ args, t }: Work, field: string, given: { password: string; code?: string | undefined }) {
	const person = await whoIs(args.request)
	if (!person) return { refusal: wholeRefusal(t('account.notProven')) }
	const proof = await proveIdentity(
		{ accountId: person.account.id },
		{ password: given.password, code: given.code || undefined },
	)
	if (proof.ok) return { proof: proof.value }
	const { error } = proof
	if (error.code === 'blocked')
		return { refusal: wholeRefusal(t('account.blocked', { seconds: error.retryAfterSeconds ?? 60 })) }
	if (error.code === 'wrong-password') return { refusal: fieldRefusal(field, t('account.currentWrong')) }
	return { refusal: fieldRefusal('code', t(error.code === 'code-needed' ? 'login.codeNeeded' : 'login.wrongCode')) }
}

async function profile({ args, form, t }: Work) {
	const parsed = profileSchema.safeParse(form)
	if (!parsed.success) return formRefusal(parsed.error, t)
	await withContext(args, NEEDS, (ctx) => updateProfile(ctx, parsed.data))
	return data(saved(identityText(parsed.data.language)('form.saved')), {
		headers: { 'Set-Cookie': await writeLanguageCookie(parsed.data.language) },
	})
}

async function password(work: Work) {
	const { args, form, t } = work
	const parsed = changePasswordSchema.safeParse(form)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { proof, refusal } = await prove(work, 'current', { password: parsed.data.current, code: parsed.data.code })
	if (!proof) return refusal
	const result = await withContext(args, NEEDS, (ctx) => changePassword(ctx, { password: parsed.data.password, proof }))
	if (result.ok) return savedWithSession(t('account.passwordChanged'), result.value)
	return result.error.code === 'not-proven'
		? wholeRefusal(t('account.notProven'))
		: fieldRefusal('password', t(`password.${result.error.code}`))
}

async function totpOn(work: Work) {
	const { args, form, t } = work
	const parsed = totpOnSchema.safeParse(form)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { proof, refusal } = await prove(work, 'password', { password: parsed.data.password })
	if (!proof) return refusal.fieldErrors?.code ? wholeRefusal(t('account.totp.alreadyOn')) : refusal
	const result = await withContext(args, NEEDS, (ctx) =>
		turnOnTotp(ctx, { secret: parsed.data.secret, code: parsed.data.code, proof }),
	)
	if (result.ok) return savedWithSession(t('account.totp.turnedOn'), result.value)
	if (result.error.code === 'wrong-code') return fieldRefusal('code', t('login.wrongCode'))
	return wholeRefusal(t(result.error.code === 'already-on' ? 'account.totp.alreadyOn' : 'account.notProven'))
}

async function totpOff(work: Work) {
	const { args, form, t } = work
	const parsed = totpOffSchema.safeParse(form)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { proof, refusal } = await prove(work, 'password', parsed.data)
	if (!proof) return refusal
	const result = await withContext(args, NEEDS, (ctx) => turnOffTotp(ctx, { proof }))
	return result.ok ? savedWithSession(t('account.totp.turnedOff'), result.value) : wholeRefusal(t('account.notProven'))
}

async function endSession({ args, form, t }: Work) {
	const key = z.string().length(24).safeParse(form.key)
	if (!key.success) return wholeRefusal(t('account.sessions.gone'))
	const result = await withContext(args, NEEDS, (ctx) => endOwnSession(ctx, key.data))
	return result.ok ? saved(t('account.sessions.ended')) : wholeRefusal(t('account.sessions.gone'))
}

const INTENTS = { profile, password, 'totp-on': totpOn, 'totp-off': totpOff, 'end-session': endSession } as const

export async function action(args: ActionFunctionArgs) {
	const form = Object.fromEntries(await args.request.formData())
	const intent = z.enum(Object.keys(INTENTS) as [keyof typeof INTENTS]).safeParse(form.intent)
	if (!intent.success) throw new Response('Bad Request', { status: 400 })
	return INTENTS[intent.data]({ args, form, t: identityText(await languageOf(args.request)) })
}

export default function AccountPage() {
	const { account, sessions, tenants, setup } = useLoaderData<typeof loader>()
	const { t } = useTranslation('identity')
	return (
		<>
			<PageHead
				title={t('account.title')}
				subtitle={account.email}
				actions={<ButtonLink to="/account/delegations">{t('account.delegations')}</ButtonLink>}
			/>
			<Grid>
				<Column columns={7}>
					<ProfileCard account={account} />
					<PasswordCard email={account.email} totp={account.totp} />
				</Column>
				<Column columns={5}>
					<TotpCard on={account.totp} setup={setup} />
					<SessionsCard sessions={sessions} />
					{tenants.length > 1 && <TenantsCard tenants={tenants} />}
				</Column>
			</Grid>
		</>
	)
}
