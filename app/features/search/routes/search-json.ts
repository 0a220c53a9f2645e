import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { localized } from '#app/core/localized.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { findByCode } from '../find-by-code.server.ts'

/** What the command palette asks: `?q=` → `{ results: [{ kind, label, detail, to, tone, exact }] }` in the reader's language. */
export async function loader(args: LoaderFunctionArgs) {
	const query = (new URL(args.request.url).searchParams.get('q') ?? '').slice(0, 2_000)
	const results = await withContext(args, { can: ['read', 'Home'] }, async (ctx) =>
		(await findByCode(ctx, query)).map((found) => ({
			kind: found.kind,
			label: found.label,
			detail: found.detail ? localized(found.detail, ctx.language) : null,
			to: found.to,
			tone: found.status?.tone ?? null,
			exact: found.exact,
		})),
	)
	return json({ results }, { headers: { 'Cache-Control': 'no-store' } })
}
