import { notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type AmendLotError, amendLot, type LotChanges } from '../amend-lot.server.ts'
import { readLot } from '../lots.queries.server.ts'
import type { AmendCall } from '../new-lot.schema.ts'
import { findReferences } from '../references.queries.server.ts'
import { lotAnswer, refuseLot } from './lot-answers.ts'

async function changesOf(ctx: Context, body: Omit<AmendCall, 'reason'>): Promise<LotChanges> {
	const { site, ...changes } = body
	if (site === undefined) return changes
	const find = await findReferences(ctx, { sites: site ? [site] : [], parties: [], items: [] })
	return { ...changes, siteId: site ? find.site(site) : null }
}

const DETAIL = {
	stale: 'The lot was changed after the version named in If-Match. Read it again.',
	'lot-settled': 'The lot is rejected, returned, destroyed or withdrawn and stays as it is.',
	'quantity-fixed': 'The lot is in stock: correct its quantity with an adjust event.',
} as const

function refuseAmendment(error: AmendLotError, ctx: Context): ApiAnswer {
	if ('problems' in error) return refuseLot(error, ctx.language)
	if (error.code === 'unknown-lot') return notFound()
	if (error.code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not amend that lot.'))
	if (error.code === 'stale') return refuse(problem(412, 'stale', DETAIL.stale))
	if (error.code === 'lot-settled' || error.code === 'quantity-fixed')
		return refuse(problem(409, error.code, DETAIL[error.code]))
	return refuse(
		problem(422, 'reason-missing', 'Give a reason.', [
			{ path: '/reason', code: 'reason-missing', message: 'A reason is needed.' },
		]),
	)
}

/** Amends a lot as a program asks and answers it. What says nothing new is answered with the lot as it is. */
export async function amendByCall(
	ctx: Context,
	lotId: string,
	call: AmendCall,
	expectedVersion: number | null,
): Promise<ApiAnswer> {
	const { reason, ...body } = call
	const amended = await amendLot(ctx, {
		lotId,
		reason,
		changes: await changesOf(ctx, body),
		...(expectedVersion === null ? {} : { expectedVersion }),
	})
	if (!amended.ok && amended.error.code !== 'nothing-changed') return refuseAmendment(amended.error, ctx)
	const lot = await readLot(ctx, lotId)
	return lot ? lotAnswer(lot, ctx.language) : notFound()
}
