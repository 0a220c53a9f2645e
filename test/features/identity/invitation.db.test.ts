import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { acceptInvitation } from '#app/features/identity/accept-invitation.server.ts'
import type { InviteInput } from '#app/features/identity/invitation.schema.ts'
import { readInvitation } from '#app/features/identity/invitations.queries.server.ts'
import { inviteMember } from '#app/features/identity/invite-member.server.ts'
import { resendInvitation } from '#app/features/identity/resend-invitation.server.ts'
import { revokeInvitation } from '#app/features/identity/revoke-invitation.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { readSession } from '#app/platform/auth/sessions.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withGrantContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeCustomer, makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()
const request = new Request('http://localhost/invitation/x')
const PASSWORD = 'copper lantern walks home'
const DAY = 86_400_000
let serial = 0

async function scene(): Promise<{ tenant: TenantInfo; admin: TestPerson }> {
	const tenant = await makeTenant()
	return { tenant, admin: await makePerson(tenant, ['compliance_admin'], { name: 'Ada Admin' }) }
}

const asked = (more: Partial<InviteInput> = {}): InviteInput => ({
	email: `guest${++serial}-${Date.now()}@example.test`,
	name: 'Gu Est',
	role: 'quality_reviewer',
	language: 'en',
	partyId: undefined,
	siteId: undefined,
	...more,
})

/** The token in the newest mail to an address. */
async function tokenFor(tenant: TenantInfo, email: string): Promise<string> {
	const [mail] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ text: string }[]>(
			'select text from mail where recipient = ? order by created_at desc, id desc limit 1',
			[email],
		),
	)
	return /\/invitation\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

const invite = async (tenant: TenantInfo, admin: TestPerson, input: InviteInput) =>
	actAs(tenant, admin, (ctx) => inviteMember(ctx, input))

dbTest('invites by mail in the language of the invited person, and stores only the hash of the link', async () => {
	const { tenant, admin } = await scene()
	const input = asked({ language: 'zh-CN' })
	expect((await invite(tenant, admin, input)).ok).toBe(true)
	const token = await tokenFor(tenant, input.email)
	expect(token.length).toBeGreaterThanOrEqual(43)
	const [mail] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ subject: string; language: string }[]>('select subject, language from mail'),
	)
	expect(mail).toEqual({ subject: `${tenant.name} 邀请您加入其门户`, language: 'zh-CN' })
	const stored = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ token_hash: string }[]>("select token_hash from access_grant where kind = 'invitation'"),
	)
	expect(stored).toHaveLength(1)
	expect(stored[0]?.token_hash).not.toContain(token)
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ action: string; after: Record<string, unknown> }[]>(
			"select action, after from audit_entry where action = 'member.invite'",
		),
	)
	expect(audit).toHaveLength(1)
	expect(JSON.stringify(audit)).not.toContain(token)
})

dbTest('somebody new sets a password, gets the role and is logged in', async () => {
	const { tenant, admin } = await scene()
	const input = asked()
	await invite(tenant, admin, input)
	const accepted = await acceptInvitation(request, await tokenFor(tenant, input.email), {
		name: 'Guest Person',
		password: PASSWORD,
	})
	if (!accepted.ok) throw new Error(accepted.error.code)
	const session = await readSession(accepted.value)
	expect(session?.tenant.id).toBe(tenant.id)
	expect(session?.actor.roles).toEqual(['quality_reviewer'])
	expect(session?.account).toMatchObject({ name: 'Guest Person', email: input.email, language: 'en' })
	expect((await proveIdentity({ email: input.email }, { password: PASSWORD })).ok).toBe(true)
	const actions = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ action: string; actor: { name: string } }[]>(
			"select action, actor from audit_entry where action in ('member.join', 'session.open') order by seq",
		),
	)
	expect(actions.map((row) => [row.action, row.actor.name])).toEqual([
		['member.join', 'Guest Person'],
		['session.open', 'Guest Person'],
	])
})

dbTest('a link is good once', async () => {
	const { tenant, admin } = await scene()
	const input = asked()
	await invite(tenant, admin, input)
	const token = await tokenFor(tenant, input.email)
	expect((await acceptInvitation(request, token, { name: 'One', password: PASSWORD })).ok).toBe(true)
	expect(await acceptInvitation(request, token, { name: 'Two', password: PASSWORD })).toEqual(
		err({ code: 'link-spent' }),
	)
})

dbTest('of two who press at once, one gets in', async () => {
	const { tenant, admin } = await scene()
	const input = asked()
	await invite(tenant, admin, input)
	const token = await tokenFor(tenant, input.email)
	const both = await Promise.all(
		[1, 2].map((n) => acceptInvitation(request, token, { name: `Person ${n}`, password: PASSWORD })),
	)
	expect(both.filter((result) => result.ok)).toHaveLength(1)
	expect(both.filter((result) => !result.ok)).toEqual([err({ code: 'link-spent' })])
})

dbTest('a link runs out after seven days, and an unknown one opens nothing', async () => {
	const { tenant, admin } = await scene()
	const input = asked()
	await invite(tenant, admin, input)
	const token = await tokenFor(tenant, input.email)
	test.clock.move(7 * DAY - 60_000)
	expect(await withGrantContext(request, token, 'invitation', readInvitation)).toMatchObject({
		email: input.email,
		hasAccount: false,
	})
	test.clock.move(120_000)
	expect(await withGrantContext(request, token, 'invitation', readInvitation)).toBeNull()
	expect(await acceptInvitation(request, token, { name: 'Late', password: PASSWORD })).toEqual(
		err({ code: 'link-spent' }),
	)
	expect(await acceptInvitation(request, 'x'.repeat(43), { name: 'No', password: PASSWORD })).toEqual(
		err({ code: 'link-spent' }),
	)
})

dbTest('refuses weak passwords and a missing name, and the link stays good', async () => {
	const { tenant, admin } = await scene()
	const input = asked()
	await invite(tenant, admin, input)
	const token = await tokenFor(tenant, input.email)
	expect(await acceptInvitation(request, token, { name: 'X', password: 'short' })).toEqual(
		err({ code: 'password-too-short' }),
	)
	expect(await acceptInvitation(request, token, { name: 'X', password: input.email })).toEqual(
		err({ code: 'password-is-email' }),
	)
	expect(await acceptInvitation(request, token, { name: 'X', password: 'password1234' })).toEqual(
		err({ code: 'password-common' }),
	)
	expect(await acceptInvitation(request, token, { name: '', password: PASSWORD })).toEqual(err({ code: 'name-needed' }))
	expect((await acceptInvitation(request, token, { name: 'X', password: PASSWORD })).ok).toBe(true)
})

dbTest('somebody with an account proves its password; a wrong one is counted and gives nothing', async () => {
	const { tenant, admin } = await scene()
	const other = await makeTenant()
	const known = await makePerson(other, ['auditor'])
	const input = asked({ email: known.email })
	await invite(tenant, admin, input)
	const token = await tokenFor(tenant, known.email)
	expect(await acceptInvitation(request, token, { name: 'Thief', password: PASSWORD })).toEqual(
		err({ code: 'wrong-password' }),
	)
	const accepted = await acceptInvitation(request, token, { password: known.password })
	if (!accepted.ok) throw new Error(accepted.error.code)
	const session = await readSession(accepted.value)
	expect(session?.account.name).toBe(known.name)
	expect(session?.tenants.map((one) => one.id).sort()).toEqual([tenant.id, other.id].sort())
	expect(session?.tenant.id).toBe(tenant.id)
})

dbTest('a link taken back opens nothing; a new sending replaces the one before', async () => {
	const { tenant, admin } = await scene()
	const input = asked()
	const invited = await invite(tenant, admin, input)
	if (!invited.ok) throw new Error('not invited')
	const first = await tokenFor(tenant, input.email)
	test.clock.move(1_000)
	expect(await actAs(tenant, admin, (ctx) => resendInvitation(ctx, invited.value.invitationId))).toEqual(ok(null))
	const second = await tokenFor(tenant, input.email)
	expect(second).not.toBe(first)
	expect(await withGrantContext(request, first, 'invitation', readInvitation)).toBeNull()
	expect(await withGrantContext(request, second, 'invitation', readInvitation)).not.toBeNull()
	expect(await actAs(tenant, admin, (ctx) => revokeInvitation(ctx, invited.value.invitationId))).toEqual(ok(null))
	expect(await withGrantContext(request, second, 'invitation', readInvitation)).toBeNull()
	expect(await actAs(tenant, admin, (ctx) => resendInvitation(ctx, invited.value.invitationId))).toEqual(
		err({ code: 'not-open' }),
	)
	expect(await actAs(tenant, admin, (ctx) => revokeInvitation(ctx, invited.value.invitationId))).toEqual(
		err({ code: 'not-open' }),
	)
})

dbTest('a supplier is invited for a supplier of this tenant, and acts for it', async () => {
	const { tenant, admin } = await scene()
	const supplier = await makeSupplier(tenant)
	const customer = await makeCustomer(tenant)
	const foreign = await makeSupplier(await makeTenant())
	expect(await invite(tenant, admin, asked({ role: 'supplier' }))).toEqual(err({ code: 'party-needed' }))
	expect(await invite(tenant, admin, asked({ role: 'auditor', partyId: supplier.id }))).toEqual(
		err({ code: 'party-not-allowed' }),
	)
	expect(await invite(tenant, admin, asked({ role: 'supplier', partyId: customer.id }))).toEqual(
		err({ code: 'party-mismatch' }),
	)
	expect(await invite(tenant, admin, asked({ role: 'supplier', partyId: foreign.id }))).toEqual(
		err({ code: 'party-unknown' }),
	)
	const input = asked({ role: 'supplier', partyId: supplier.id })
	expect((await invite(tenant, admin, input)).ok).toBe(true)
	const accepted = await acceptInvitation(request, await tokenFor(tenant, input.email), {
		name: 'Chen',
		password: PASSWORD,
	})
	if (!accepted.ok) throw new Error(accepted.error.code)
	expect((await readSession(accepted.value))?.actor.partyId).toBe(supplier.id)
})

dbTest('nobody is invited twice to what they are or are asked to be', async () => {
	const { tenant, admin } = await scene()
	const input = asked()
	await invite(tenant, admin, input)
	expect(await invite(tenant, admin, input)).toEqual(err({ code: 'already-invited' }))
	expect((await invite(tenant, admin, { ...input, role: 'auditor' })).ok).toBe(true)
	const colleague = await makePerson(tenant, ['compliance_admin'])
	expect(await invite(tenant, admin, asked({ email: colleague.email, role: 'compliance_admin' }))).toEqual(
		err({ code: 'already-member' }),
	)
})

dbTest('only a compliance admin invites, resends and revokes, and only in their tenant', async () => {
	const { tenant, admin } = await scene()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	expect(await invite(tenant, reviewer, asked())).toEqual(err({ code: 'not-allowed' }))
	const invited = await invite(tenant, admin, asked())
	if (!invited.ok) throw new Error('not invited')
	const { invitationId } = invited.value
	expect(await actAs(tenant, reviewer, (ctx) => resendInvitation(ctx, invitationId))).toEqual(
		err({ code: 'not-allowed' }),
	)
	expect(await actAs(tenant, reviewer, (ctx) => revokeInvitation(ctx, invitationId))).toEqual(
		err({ code: 'not-allowed' }),
	)
	const other = await scene()
	expect(await actAs(other.tenant, other.admin, (ctx) => resendInvitation(ctx, invitationId))).toEqual(
		err({ code: 'not-found' }),
	)
	expect(await actAs(other.tenant, other.admin, (ctx) => revokeInvitation(ctx, invitationId))).toEqual(
		err({ code: 'not-found' }),
	)
})
