import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { documentContent } from '../document-content.server.ts'

/** The file of a document, as a download. */
export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const content = await withContext(args, { can: ['read', 'Document'] }, async (ctx) =>
		id.success ? documentContent(ctx, id.data) : null,
	)
	if (!content) throw new Response('Not Found', { status: 404 })
	return content
}
