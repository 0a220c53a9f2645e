import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Whether the actor works with lots: the tenant's own people and suppliers with theirs. A customer may know that a lot
 * was shipped to it, but who supplied it, what it holds and how much is left is nobody's business outside; it looks
 * products up on the page made for that.
 */
export const mayOpenLots = (ctx: Pick<Context, 'actor' | 'ability'>): boolean =>
	ctx.ability.can('read', 'Lot') && (partyOf(ctx.actor) === null || ctx.ability.can('create', 'Lot'))
