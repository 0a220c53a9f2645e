import { LockMode } from '@mikro-orm/core'
import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { findLivingRole } from '#app/features/roles/roles.queries.server.ts'
import { Account, Membership } from '#app/platform/auth/auth.entity.server.ts'
import { hashPassword } from '#app/platform/auth/passwords.server.ts'
import { type ProofError, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { openSession } from '#app/platform/auth/sessions.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withGrantContext } from '#app/platform/request/with-context.server.ts'
import { Invitation } from './invitation.entity.server.ts'
import type { AcceptInput } from './invitation.schema.ts'
import { readInvitation } from './invitations.queries.server.ts'
import { revokeInvitationLinks } from './issue-invitation.server.ts'
import { type PasswordProblem, passwordProblem } from './password-policy.model.ts'

export type AcceptError = ProofError | { code: 'link-spent' | 'name-needed' | 'account-disabled' | PasswordProblem }

type Credentials = { name: string; passwordHash: string | null; secondFactor: boolean }

/**
 * Takes an invitation by its link: somebody new gets an account with the password given, somebody with an account proves
 * the password that they have (and code, where set up). Gives the role in the tenant, spends the link and answers the
 * token of a new session.
 * Errors: `link-spent` (unknown, run out, revoked, used, or its role is retired); `name-needed`; the problems of a new password
 * (`passwordProblem`); `account-disabled`; for existing accounts those of `proveIdentity`.
 */
export async function acceptInvitation(
	request: Request,
	token: string,
	given: AcceptInput,
): Promise<Result<string, AcceptError>> {
	const invitation = await withGrantContext(request, token, 'invitation', readInvitation)
	if (!invitation) return err({ code: 'link-spent' })
	const credentials = invitation.hasAccount
		? await proveExisting(invitation.email, given)
		: await prepareNew(invitation.email, given)
	if (!credentials.ok) return credentials
	// The link is read again under the invitation's lock: of two who press at once, one gets in.
	const accepted = await withGrantContext(request, token, 'invitation', (ctx, id) => accept(ctx, id, credentials.value))
	return accepted ?? err({ code: 'link-spent' })
}

async function proveExisting(email: string, given: AcceptInput): Promise<Result<Credentials, ProofError>> {
	const proof = await proveIdentity({ email }, { password: given.password, code: given.code || undefined })
	return proof.ok ? ok({ name: '', passwordHash: null, secondFactor: Boolean(given.code) }) : proof
}

async function prepareNew(email: string, given: AcceptInput): Promise<Result<Credentials, AcceptError>> {
	if (!given.name) return err({ code: 'name-needed' })
	const problem = passwordProblem(given.password, email)
	if (problem) return err({ code: problem })
	return ok({ name: given.name, passwordHash: await hashPassword(given.password), secondFactor: false })
}

async function accept(ctx: Context, invitationId: string, given: Credentials): Promise<Result<string, AcceptError>> {
	const invitation = await ctx.em.findOne(Invitation, { id: invitationId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
	if (!invitation || invitation.acceptedAt || invitation.revokedAt || invitation.expiresAt <= ctx.now)
		return err({ code: 'link-spent' })
	const account = await accountFor(ctx, invitation, given)
	if (!account) return err({ code: 'link-spent' })
	if (account.disabledAt) return err({ code: 'account-disabled' })
	if (!(await findLivingRole(ctx, invitation.role))) return err({ code: 'link-spent' })
	// The membership refers to the account by id alone, so the ORM cannot order the two.
	await ctx.em.flush()
	await giveRole(ctx, invitation, account.id)
	invitation.acceptedAt = ctx.now
	await revokeInvitationLinks(ctx, invitation.id)
	await ctx.em.flush()
	const actor = { kind: 'person', id: account.id, name: account.name }
	ctx.audit.record({
		action: 'member.join',
		subject: { type: 'account', id: account.id, label: account.name },
		after: {
			email: account.email,
			role: invitation.role,
			partyId: invitation.partyId ?? null,
			invitationId: invitation.id,
		},
		actor,
	})
	ctx.audit.record({ action: 'session.open', subject: { type: 'account', id: account.id, label: account.name }, actor })
	return ok(await openSession(ctx.em, account.id, ctx.tenant.id, given.secondFactor))
}

/** The account of the invited address; null where it came or went since the person proved who they are. */
async function accountFor(ctx: Context, invitation: Invitation, given: Credentials): Promise<Account | null> {
	const known = await ctx.em.findOne(Account, { email: invitation.email }, { lockMode: LockMode.PESSIMISTIC_WRITE })
	if (!given.passwordHash) return known
	if (known) {
		if (known.passwordHash) return null
		known.passwordHash = given.passwordHash
		return known
	}
	return ctx.em.create(Account, {
		id: newId(),
		email: invitation.email,
		name: given.name,
		passwordHash: given.passwordHash,
		language: invitation.language,
	})
}

async function giveRole(ctx: Context, invitation: Invitation, accountId: string): Promise<void> {
	const { role } = invitation
	const partyId = invitation.partyId ?? null
	const former = await ctx.em.findOne(Membership, { tenantId: ctx.tenant.id, accountId, role, partyId })
	if (former) {
		former.disabledAt = null
		former.siteId = invitation.siteId ?? null
		return
	}
	ctx.em.create(Membership, {
		id: newId(),
		tenantId: ctx.tenant.id,
		accountId,
		role,
		partyId,
		siteId: invitation.siteId ?? null,
	})
}
