import { newId } from '#app/core/ids.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Delegation } from './approval.entity.server.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

export type Delegate = {
	delegateId: string
	startsAt: Date
	endsAt: Date
	/** Kinds of record that it is for; none: all. */
	kinds: readonly RecordKind[]
	reason: string
}

export type DelegateError = {
	code:
		| 'needs-person'
		| 'yourself'
		| 'unknown-person'
		| 'ends-before-start'
		| 'in-the-past'
		| 'too-long'
		| 'reason-missing'
}

/** A stand-in of more than this is another person's job: they need the role. */
const LONGEST_DAYS = 92
const DAY = 86_400_000

/**
 * Lets another person act in the actor's name for a time, for all kinds of record or some. It gives the actor's own rights
 * of each moment, never more, and is not passed on: a delegate cannot delegate what is not theirs.
 * Errors: `needs-person`, `yourself`, `unknown-person` (no member of the same house or partner), `ends-before-start`,
 * `in-the-past`, `too-long` (over 92 days), `reason-missing`.
 */
export async function delegate(ctx: Context, request: Delegate): Promise<Result<{ id: string }, DelegateError>> {
	const { actor } = ctx
	const { delegateId, startsAt, endsAt } = request
	const reason = request.reason.trim()
	if (actor.kind !== 'person') return err({ code: 'needs-person' })
	if (delegateId === actor.id) return err({ code: 'yourself' })
	if (endsAt <= startsAt) return err({ code: 'ends-before-start' })
	if (endsAt <= ctx.now) return err({ code: 'in-the-past' })
	if (endsAt.getTime() - startsAt.getTime() > LONGEST_DAYS * DAY) return err({ code: 'too-long' })
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const [person] = await ctx.em.execute<{ name: string }[]>(
		`select a.name from membership m join account a on a.id = m.account_id and a.disabled_at is null
		where m.tenant_id = ? and m.account_id = ? and m.disabled_at is null and m.party_id is not distinct from ?::uuid limit 1`,
		[ctx.tenant.id, delegateId, actor.partyId],
	)
	if (!person) return err({ code: 'unknown-person' })
	const id = newId()
	ctx.em.create(Delegation, {
		id,
		delegatorId: actor.id,
		delegateId,
		startsAt,
		endsAt,
		kinds: [...request.kinds],
		reason,
		createdAt: ctx.now,
		createdBy: actor.id,
		endedAt: null,
		endedBy: null,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'delegation.begin',
		subject: { type: 'account', id: actor.id, label: actor.name },
		after: {
			delegate: person.name,
			startsAt: startsAt.toISOString(),
			endsAt: endsAt.toISOString(),
			kinds: [...request.kinds],
		},
		reason,
	})
	await notifyAccounts(ctx, [delegateId], {
		title: { en: `You stand in for ${actor.name}`, 'zh-CN': `您将代理 ${actor.name}` },
		href: '/account/delegations',
		dedupeKey: `delegation:${id}`,
	})
	return ok({ id })
}

/**
 * Ends a delegation early; either of the two may.
 * Errors: `unknown-delegation` (none of theirs), `over` (it has ended already).
 */
export async function endDelegation(
	ctx: Context,
	delegationId: string,
): Promise<Result<{ id: string }, { code: 'unknown-delegation' | 'over' }>> {
	const found = await ctx.em.findOne(Delegation, { id: delegationId })
	const isTheirs = found && (found.delegatorId === ctx.actor.id || found.delegateId === ctx.actor.id)
	if (!found || !isTheirs || ctx.actor.kind !== 'person') return err({ code: 'unknown-delegation' })
	if (found.endedAt || found.endsAt <= ctx.now) return err({ code: 'over' })
	found.endedAt = ctx.now
	found.endedBy = ctx.actor.id
	await ctx.em.flush()
	ctx.audit.record({
		action: 'delegation.end',
		subject: { type: 'account', id: found.delegatorId },
		before: { delegationId, endsAt: found.endsAt.toISOString() },
	})
	return ok({ id: delegationId })
}
