import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { activeWorkflow } from '../drafts/workflow-drafts.queries.server.ts'

const askedSchema = z.object({
	version: z.coerce.number().int().positive().optional().catch(undefined),
	draft: z.uuid().optional().catch(undefined),
})

async function readAsked(ctx: Context, key: string, { draft, version }: z.infer<typeof askedSchema>) {
	if (draft) return readDefinition(ctx, 'workflow', { id: draft })
	const number = version ?? (await activeWorkflow(ctx, key))
	return number === null ? null : readDefinition(ctx, 'workflow', { key, number })
}

/** A version or draft as a JSON file, to be imported elsewhere; the active version where none is named. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
	const key = args.params.key ?? ''
	const asked = askedSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	const found = await withContext(args, { can: ['read', 'Workflow'] }, (ctx) => readAsked(ctx, key, asked))
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
