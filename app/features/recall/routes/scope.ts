import type { LoaderFunctionArgs } from '@remix-run/node'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { previewScope } from '../preview-scope.server.ts'

const UUID = /^[0-9a-f-]{36}$/i

/** What a recall of these lots would take in, while it is being drawn up. */
export async function loader(args: LoaderFunctionArgs) {
	const ids = (new URL(args.request.url).searchParams.get('lots') ?? '')
		.split(',')
		.filter((id) => UUID.test(id))
		.slice(0, 100)
	return withContext(args, { can: ['create', 'Recall'] }, async (ctx) => ({ preview: await previewScope(ctx, ids) }))
}
