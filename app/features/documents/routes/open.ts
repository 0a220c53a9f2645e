import { type LoaderFunctionArgs, redirectDocument } from '@remix-run/node'
import { z } from 'zod'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readDocument } from '../documents.queries.server.ts'

/** Opens a document's file from a link of a list. */
export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const found = await withContext(args, { can: ['read', 'Document'] }, (ctx) =>
		id.success ? readDocument(ctx, id.data) : Promise.resolve(null),
	)
	if (!found) throw new Response('Not Found', { status: 404 })
	return redirectDocument(`/documents/${found.id}/content`)
}
