import type { LoaderFunctionArgs } from '@remix-run/node'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { findSeeds, readSeeds } from '../find-seeds.queries.server.ts'

const UUID = /^[0-9a-f-]{36}$/i

/** Lots by a code typed or scanned, or by their ids: for the picker of a recall's lots. */
export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	const ids = (search.get('ids') ?? '')
		.split(',')
		.filter((id) => UUID.test(id))
		.slice(0, 100)
	const code = (search.get('code') ?? '').slice(0, 500)
	return withContext(args, { can: ['create', 'Recall'] }, async (ctx) => ({
		lots: ids.length > 0 ? await readSeeds(ctx, ids) : await findSeeds(ctx, code),
	}))
}
