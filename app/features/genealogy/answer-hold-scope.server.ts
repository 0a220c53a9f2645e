import { json } from '@remix-run/node'
import { z } from 'zod'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { holdScope } from './hold-scope.server.ts'
import { cutText } from './refuse-cut.server.ts'
import { holdScopeForm, isCut, readTraceParams } from './trace.schema.ts'
import { canBeHeld } from './trace-view.model.ts'
import { readTrace } from './trace-view.server.ts'

/**
 * Holds the lots of the scope that the page's address describes, walked anew at this moment: what came of the lot since
 * the page was made is held too. Answers as forms expect it; the result of the use case comes back for the transaction.
 */
export async function answerHoldScope(ctx: Context, url: URL, body: FormData) {
	const form = holdScopeForm.safeParse(Object.fromEntries(body))
	if (!form.success)
		return json({ ok: false as const, fieldErrors: z.flattenError(form.error).fieldErrors }, { status: 422 })
	const params = readTraceParams(url.searchParams)
	if (isCut(params)) return json({ ok: false as const, formError: cutText(ctx, params) }, { status: 422 })
	const read = params.lot ? await readTrace(ctx, params.lot, params) : null
	if (!read) throw new Response('Not Found', { status: 404 })
	const { scope, reason } = form.data
	const { trace, narrow } = read
	const forward = trace.nodes.filter((node) => node.side !== 'backward')
	const chosen =
		scope === 'shown' ? read.nodes : scope === 'narrow' ? forward.filter((node) => narrow?.has(node.id)) : forward
	const root = trace.nodes.find((node) => node.id === trace.root)
	const held = await holdScope(ctx, {
		root: { id: trace.root, code: root?.code ?? '' },
		lotIds: chosen.filter(canBeHeld).map((node) => node.id),
		reason,
		href: `/trace?lot=${trace.root}`,
	})
	if (held.ok) return json({ ok: true as const, ...held.value })
	const t = serverText(ctx.language, 'genealogy')
	const codes = 'lots' in held.error ? held.error.lots.slice(0, 10).map((lot) => lot.code) : []
	return json(
		{ ok: false as const, formError: t(`holdScope.problem.${held.error.code}`, { lots: codes.join(', ') }) },
		{ status: 422 },
	)
}
