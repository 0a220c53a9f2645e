import type { LoaderFunctionArgs } from '@remix-run/node'
import { useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { RootData } from '#app/root.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Home'] }, async (ctx) => ({ name: ctx.actor.name }))
}

export default function Home() {
	const root = useRouteLoaderData('root') as RootData
	const { t } = useTranslation('home')
	return <PageHead title={t('greeting', { name: root.person?.name })} />
}
