import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readHome } from '../read-home.server.ts'
import { AuditorHome } from '../ui/auditor-home.tsx'
import { CustomerHome } from '../ui/customer-home.tsx'
import { InternalHome } from '../ui/internal-home.tsx'
import { SupplierHome } from '../ui/supplier-home.tsx'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Home'] }, async (ctx) => ({
		...(await readHome(ctx)),
		title: serverText(ctx.language, 'home')('title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function Home() {
	const { home, tenant, name } = useLoaderData<typeof loader>()
	if (home.audience === 'supplier') return <SupplierHome home={home} tenant={tenant} />
	if (home.audience === 'customer') return <CustomerHome home={home} tenant={tenant} />
	if (home.audience === 'auditor') return <AuditorHome home={home} tenant={tenant} />
	return <InternalHome home={home} name={name} />
}
