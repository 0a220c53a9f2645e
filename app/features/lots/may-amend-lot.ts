import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type LotRecord, standingOf } from './lots.queries.server.ts'

/** Nothing is written any more to a lot that is rejected, returned, destroyed or withdrawn. */
export const isSettled = ({ category }: Pick<LotRecord, 'category'>): boolean =>
	category === 'rejected' || category === 'cancelled'

/** Whether the actor may complete or correct what is written down about a lot: a partner while it is only announced. */
export const mayAmendLot = (ctx: Context, lot: LotRecord): boolean =>
	!isSettled(lot) &&
	ctx.ability.can('update', asSubject('Lot', standingOf(lot))) &&
	(partyOf(ctx.actor) === null || lot.status === 'announced')
