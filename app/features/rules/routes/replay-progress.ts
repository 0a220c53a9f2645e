import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readReplay } from '../replay/replay.queries.server.ts'

/** How far a replay is: asked by its page every second. */
export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const found = await withContext(args, { can: ['read', 'RuleSet'] }, async (ctx) =>
		id.success ? readReplay(ctx, id.data) : null,
	)
	if (!found) throw new Response('Not Found', { status: 404 })
	const { status, processed, total, flipped, cancelRequested } = found
	return { id: found.id, status, processed, total, flipped, cancelRequested }
}
