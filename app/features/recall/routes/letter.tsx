import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readNotice } from '../notice-page.queries.server.ts'
import { NoticeLetter } from '../ui/notice-letter.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const id = args.params.id ?? ''
	const found = await withContext(args, { can: ['read', 'RecallNotice'] }, async (ctx) => {
		const notice = /^[0-9a-f-]{36}$/i.test(id) ? await readNotice(ctx, id) : null
		return notice ? { notice, tenantName: ctx.tenant.name, timeZone: ctx.tenant.timeZone } : null
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.notice.recall.number ?? ''} · Lotline 批迹` },
]

/** A notice as a letter, for the printer. */
export default function Letter() {
	return <NoticeLetter {...useLoaderData<typeof loader>()} />
}
