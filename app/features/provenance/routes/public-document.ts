import type { LoaderFunctionArgs } from '@remix-run/node'
import { documentContent } from '#app/features/documents/document-content.server.ts'
import { withPublicContext } from '#app/platform/request/with-context.server.ts'
import { isPublicDocument } from '../provenance.queries.server.ts'

/** A public certificate of a product or lot; what is not public, or of another product, does not exist here. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const { gtin = '', id = '' } = params
	if (!/^\d{14}$/.test(gtin) || !/^[0-9a-f-]{36}$/i.test(id)) throw new Response('Not Found', { status: 404 })
	const file = await withPublicContext(request, gtin, async (ctx) =>
		(await isPublicDocument(ctx, gtin, id)) ? documentContent(ctx, id) : null,
	)
	if (!file) throw new Response('Not Found', { status: 404 })
	return file
}
