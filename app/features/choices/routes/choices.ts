import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { CHOICE_FILTERS, isChoiceKind } from '../choices.model.ts'
import { findChoices, namedChoices } from '../choices.queries.server.ts'

/**
 * What a chooser asks while somebody types: `?q=` finds, `?chosen=` (several times) names values; the other parameters narrow
 * the kind. Answers `{ total, options }`, at most 20 found; 404 for an unknown kind, 400 for what cannot narrow it, 403 where
 * the reader may see nothing of the kind.
 */
export async function loader(args: LoaderFunctionArgs) {
	const kind = args.params.kind
	const search = new URL(args.request.url).searchParams
	return withContext(args, { can: ['read', 'Home'], readOnly: true }, async (ctx) => {
		if (!isChoiceKind(kind)) throw new Response('Not Found', { status: 404 })
		const filter = CHOICE_FILTERS[kind].safeParse(Object.fromEntries(search))
		if (!filter.success) throw new Response('Bad Request', { status: 400 })
		const chosen = search.getAll('chosen')
		const found =
			chosen.length > 0
				? await namedChoices(ctx, kind, filter.data, chosen)
				: await findChoices(ctx, kind, filter.data, search.get('q') ?? '')
		if (!found) throw new Response('Forbidden', { status: 403 })
		return json(found, { headers: { 'Cache-Control': 'no-store' } })
	})
}
