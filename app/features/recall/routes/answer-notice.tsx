import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { withGrantContext } from '#app/platform/request/with-context.server.ts'
import { faceOf } from '#app/platform/themes/tenant-face.server.ts'
import { PublicPage } from '#app/shell/public-page.tsx'
import { readNotice } from '../notice-page.queries.server.ts'
import { NoticeLetter } from '../ui/notice-letter.tsx'

export const headers: HeadersFunction = () => ({
	'Cache-Control': 'private, no-store',
	'Referrer-Policy': 'same-origin',
	'X-Robots-Tag': 'noindex',
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.notice.recall.number ?? ''} · ${data?.face.name ?? ''}` },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const found = await withGrantContext(request, params.token ?? '', 'recall-notice', async (ctx, noticeId) => {
		const notice = await readNotice(ctx, noticeId)
		return notice ? { notice, face: faceOf(ctx.tenant) } : null
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

/** The notice behind a personal link, for the file and the printer. */
export default function AnswerNotice() {
	const { notice, face } = useLoaderData<typeof loader>()
	return (
		<PublicPage face={face}>
			<NoticeLetter notice={notice} tenantName={face.name} timeZone={face.timeZone} />
		</PublicPage>
	)
}
