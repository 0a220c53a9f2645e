import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { countRecords } from '../drafts/workflow-drafts.queries.server.ts'

/** Where the running records stand: asked by the designer while it is open. */
export async function loader(args: LoaderFunctionArgs) {
	const counts = await withContext(args, { can: ['read', 'Workflow'] }, (ctx) =>
		countRecords(ctx, args.params.key ?? ''),
	)
	return json({ counts })
}
