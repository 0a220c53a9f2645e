import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { errorRowsCsv } from '../error-rows-csv.server.ts'

/** The bad rows as a file to correct and send again. */
export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const file = await withContext(args, { can: ['read', 'Import'] }, async (ctx) =>
		id.success ? errorRowsCsv(ctx, id.data) : null,
	)
	if (!file) throw new Response('Not Found', { status: 404 })
	return file
}
