import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
	isRouteErrorResponse,
	Links,
	Meta,
	Outlet,
	Scripts,
	ScrollRestoration,
	useRouteError,
	useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { abilityFor, packAbility } from '#app/platform/auth/ability.server.ts'
import { baseRolesOf } from '#app/platform/auth/actor.model.ts'
import { useNonce } from '#app/platform/http/nonce.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { readModeCookie } from '#app/platform/request/cookies.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs } from '#app/platform/request/with-context.server.ts'
import { themeCss, themeOf } from '#app/platform/themes/themes.server.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ErrorPage } from '#app/ui/feedback/error-page.tsx'
import { Toaster } from '#app/ui/feedback/toast.tsx'
import stylesheet from '#app/ui/styles/app.css?url'

export const links: LinksFunction = () => [
	{ rel: 'stylesheet', href: stylesheet },
	{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: MetaFunction = () => [{ title: 'Lotline 批迹' }]

export async function loader({ request }: LoaderFunctionArgs) {
	const person = await whoIs(request)
	const language = await languageOf(request, {
		account: person?.account.language ?? null,
		...(person ? { tenant: person.tenant.language } : {}),
	})
	return {
		language,
		mode: await readModeCookie(request),
		now: getPortal().clock.now().toISOString(),
		timeZone: person?.tenant.timeZone ?? 'UTC',
		themeCss: person ? themeCss(themeOf(person.tenant.theme)) : null,
		tenant: person ? { key: person.tenant.key, name: person.tenant.name, initials: person.tenant.initials } : null,
		person: person
			? {
					id: person.account.id,
					name: person.account.name,
					email: person.account.email,
					/** The portal's roles behind those held, and what the tenant calls those. */
					roles: baseRolesOf(person.actor),
					roleTitles: person.tenants.find(({ id }) => id === person.tenant.id)?.roles.map((role) => role.title) ?? [],
					partyId: person.actor.partyId,
					totp: person.account.totp,
				}
			: null,
		tenants: person?.tenants.map(({ id, name, initials }) => ({ id, name, initials })) ?? [],
		ability: person ? packAbility(abilityFor(person.actor)) : [],
	}
}

export type RootData = Awaited<ReturnType<typeof loader>>

export function Layout({ children }: { children: ReactNode }) {
	const data = useRouteLoaderData<typeof loader>('root')
	const nonce = useNonce()
	const { t } = useTranslation('common')
	useEffect(() => {
		// From here on the page answers by script; who drives it by program waits for this.
		document.documentElement.dataset.hydrated = ''
	}, [])
	return (
		<html
			lang={data?.language ?? 'en'}
			{...(data && data.mode !== 'system' ? { 'data-theme': data.mode } : {})}
			suppressHydrationWarning
		>
			<head>
				<meta charSet="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<Meta />
				<Links />
				{data?.themeCss && (
					// biome-ignore lint/security/noDangerouslySetInnerHtml: three colour variables from a validated theme
					<style nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: data.themeCss }} />
				)}
			</head>
			<body>
				{children}
				<Toaster label={t('notifications')} />
				<ScrollRestoration nonce={nonce} />
				<Scripts nonce={nonce} />
			</body>
		</html>
	)
}

export default function Root() {
	return <Outlet />
}

export function ErrorBoundary() {
	const error = useRouteError()
	const { t } = useTranslation('common')
	const status = isRouteErrorResponse(error) ? error.status : 500
	const kind = status === 404 ? 'notFound' : status === 403 ? 'forbidden' : 'failed'
	return (
		<main className="mx-auto max-w-[640px] p-6">
			<ErrorPage
				code={String(status)}
				title={t(`error.${kind}.title`)}
				actions={
					<ButtonLink to="/" variant="primary">
						{t('error.home')}
					</ButtonLink>
				}
			>
				{t(`error.${kind}.text`)}
			</ErrorPage>
		</main>
	)
}
