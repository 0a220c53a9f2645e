import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readProgress } from '../intake.queries.server.ts'

/** How far an import is: asked by its page every second. */
export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const progress = await withContext(args, { can: ['read', 'Import'] }, async (ctx) =>
		id.success ? readProgress(ctx, id.data) : null,
	)
	if (!progress) throw new Response('Not Found', { status: 404 })
	return progress
}
