import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'

const askedSchema = z.union([z.object({ version: z.coerce.number().int().positive() }), z.object({ draft: z.uuid() })])

/** A version or draft as a JSON file, to be imported elsewhere. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
	const key = args.params.key ?? ''
	const asked = askedSchema.safeParse(Object.fromEntries(new URL(args.request.url).searchParams))
	const found = await withContext(args, { can: ['read', 'Workflow'] }, async (ctx) =>
		asked.success
			? readDefinition(
					ctx,
					'workflow',
					'draft' in asked.data ? { id: asked.data.draft } : { key, number: asked.data.version },
				)
			: null,
	)
	if (found?.key !== key) throw new Response('Not Found', { status: 404 })
	const name = `${key}-${found.number === null ? 'draft' : `v${found.number}`}.json`
	return new Response(`${JSON.stringify(found.content, null, '\t')}\n`, {
		headers: {
			'Content-Type': 'application/json',
			'Content-Disposition': `attachment; filename="${name}"`,
			'Cache-Control': 'no-store',
		},
	})
}
