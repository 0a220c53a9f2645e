import { newId } from '#app/core/ids.ts'
import { PARTNER_ROLES } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { KEEPER } from '#app/core/tenant-role.ts'
import { mayGiveRole } from '#app/features/roles/may-give.server.ts'
import { findLivingRole, type GivenRole } from '#app/features/roles/roles.queries.server.ts'
import { Membership } from '#app/platform/auth/auth.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { MemberRolesInput } from './invitation.schema.ts'
import { lockMemberships } from './lock-memberships.server.ts'

export type MemberRolesError = {
	code:
		| 'not-allowed'
		| 'self'
		| 'not-found'
		| 'role-unknown'
		| 'role-too-powerful'
		| 'wrong-side'
		| 'last-admin'
		| 'nothing-changed'
}

/**
 * Sets the roles that a person has in this tenant. They log in again: a session keeps no rights from before. Permission:
 * `update` on Member.
 * Errors: `not-allowed`; `self` (nobody changes their own); `not-found` (no member, or disabled); `role-unknown`;
 * `role-too-powerful` (`mayGiveRole`); `wrong-side` (a partner's person gets partner roles of its kind, the tenant's own
 * people get the others); `last-admin` (somebody must stay who looks after people and roles); `nothing-changed`.
 */
export async function changeMemberRoles(
	ctx: Context,
	input: MemberRolesInput,
): Promise<Result<{ name: string }, MemberRolesError>> {
	if (!ctx.ability.can('update', 'Member')) return err({ code: 'not-allowed' })
	if (input.accountId === ctx.actor.id) return err({ code: 'self' })
	const locked = await lockMemberships(ctx, input.accountId)
	const own = locked.filter((row) => row.account_id === input.accountId && !row.disabled)
	const person = own[0]
	if (!person) return err({ code: 'not-found' })
	const had = own.map((row) => row.role)
	const gained = input.roles.filter((role) => !had.includes(role))
	const lost = had.filter((role) => !input.roles.includes(role))
	if (gained.length + lost.length === 0) return err({ code: 'nothing-changed' })
	const admins = new Set(locked.filter((row) => row.role === KEEPER && !row.disabled).map((row) => row.account_id))
	if (lost.includes(KEEPER) && admins.size === 1) return err({ code: 'last-admin' })
	const memberships = await ctx.em.find(Membership, { tenantId: ctx.tenant.id, accountId: input.accountId })
	const { partyId, siteId } = memberships[0] ?? { partyId: null, siteId: null }
	const given = await rolesToGive(ctx, gained, partyId ? had[0] : undefined)
	if (!given.ok) return given
	for (const membership of memberships) if (lost.includes(membership.role)) ctx.em.remove(membership)
	for (const role of given.value) {
		const former = memberships.find((membership) => membership.role === role.key)
		if (former) former.disabledAt = null
		else
			ctx.em.create(Membership, {
				id: newId(),
				tenantId: ctx.tenant.id,
				accountId: input.accountId,
				role: role.key,
				partyId: partyId ?? null,
				siteId: siteId ?? null,
			})
	}
	await ctx.em.flush()
	await ctx.em.execute('delete from session where account_id = ? and tenant_id = ?', [input.accountId, ctx.tenant.id])
	ctx.audit.record({
		action: 'member.roles',
		subject: { type: 'account', id: input.accountId, label: person.name },
		before: { roles: had },
		after: { roles: input.roles },
		reason: input.reason,
	})
	return ok({ name: person.name })
}

/** The roles to add, when all of them may be given to this person; `partnerRole` is one that a partner's person has. */
async function rolesToGive(
	ctx: Context,
	keys: readonly string[],
	partnerRole: string | undefined,
): Promise<Result<GivenRole[], MemberRolesError>> {
	const side = partnerRole ? (await findLivingRole(ctx, partnerRole))?.base : undefined
	const given: GivenRole[] = []
	for (const key of keys) {
		const role = await findLivingRole(ctx, key)
		if (!role) return err({ code: 'role-unknown' })
		if (partnerRole ? role.base !== side : PARTNER_ROLES.includes(role.base)) return err({ code: 'wrong-side' })
		if (!mayGiveRole(ctx, role)) return err({ code: 'role-too-powerful' })
		given.push(role)
	}
	return ok(given)
}
