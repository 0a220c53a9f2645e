import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Gallery } from '#app/ui/gallery.tsx'

export const meta: MetaFunction = () => [{ title: 'Design system · Lotline 批迹' }]

/** The gallery of components shows nobody's data; it opens to those who look after the portal, as its outbox does. */
export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Mail'] }, async ({ language }) => ({ language }))
}

/** Every component of the design system on one page, in each of its states. */
export default function DesignSystem() {
	const { language } = useLoaderData<typeof loader>()
	return <Gallery language={language} />
}
