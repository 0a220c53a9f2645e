import { type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs } from '#app/platform/request/with-context.server.ts'
import { PublicPage } from '#app/shell/public-page.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { lookUp } from '../look-up.server.ts'
import { LookupForm } from '../ui/lookup-form.tsx'

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'private, no-store' })

/** The public look-up. Who is logged in is led to the one in the portal. */
export async function loader({ request }: LoaderFunctionArgs) {
	const search = new URL(request.url).searchParams
	const code = (search.get('code') ?? '').slice(0, 2000)
	const lot = (search.get('lot') ?? '').slice(0, 60)
	if (await whoIs(request))
		return redirect(`/lookup/mine${code ? `?${new URLSearchParams({ code, ...(lot ? { lot } : {}) })}` : ''}`)
	const title = serverText(await languageOf(request), 'provenance')('lookup.title')
	if (!search.has('code')) return { code, lot, title, problem: null }
	const found = lookUp(code, lot, getPortal().clock.now())
	if (found.ok) return redirect(found.path)
	return { code, lot, title, problem: found.problem }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function Lookup() {
	const { code, lot, problem, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('provenance')
	return (
		<PublicPage face={null} footer={t('footerUnknown')}>
			<h1 className="mt-2">{title}</h1>
			<p className="mt-1 mb-4 text-text-2">{t('lookup.text')}</p>
			<Card>
				<LookupForm
					action="/lookup"
					code={code}
					lot={lot}
					error={problem ? t(`lookup.problem.${problem}`) : undefined}
				/>
			</Card>
		</PublicPage>
	)
}
