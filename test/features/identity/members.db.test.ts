import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { disableMember } from '#app/features/identity/disable-member.server.ts'
import { enableMember } from '#app/features/identity/enable-member.server.ts'
import { logIn } from '#app/features/identity/log-in.server.ts'
import { listMembers } from '#app/features/identity/members.queries.server.ts'
import { loader } from '#app/features/identity/routes/notifications.tsx'
import { readSession } from '#app/platform/auth/sessions.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { writeSessionToken } from '#app/platform/request/cookies.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const requestAs = async (token: string): Promise<Response | unknown> => {
	const cookie = (await writeSessionToken(token)).split(';')[0] ?? ''
	const request = new Request('http://localhost/notifications', { headers: { cookie } })
	return Promise.resolve(loader({ request, params: {}, context: {} })).catch((thrown: unknown) => thrown)
}

dbTest("a disabled person's next request is refused", async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const person = await makePerson(tenant, ['operator', 'receiving'])
	const session = await logIn({ email: person.email, password: person.password })
	if (!session.ok) throw new Error('not logged in')
	expect(await requestAs(session.value)).toMatchObject({ notices: [] })
	expect(await actAs(tenant, admin, (ctx) => disableMember(ctx, person.id, 'left the company'))).toEqual(ok(null))
	const refused = await requestAs(session.value)
	expect(refused).toBeInstanceOf(Response)
	expect((refused as Response).status).toBe(302)
	expect((refused as Response).headers.get('Location')).toContain('/login')
	expect(await logIn({ email: person.email, password: person.password })).toEqual(err({ code: 'no-access' }))
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ reason: string; before: { roles: string[] } }[]>(
			"select reason, before from audit_entry where action = 'member.disable'",
		),
	)
	expect(audit[0]).toMatchObject({
		reason: 'left the company',
		before: { roles: expect.arrayContaining(['operator', 'receiving']) },
	})
})

dbTest('another tenant of the same person is untouched', async () => {
	const tenant = await makeTenant()
	const other = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const person = await makePerson(tenant, ['auditor'])
	await withTenantContext(other.id, (ctx) =>
		ctx.em.execute(
			"insert into membership (id, tenant_id, account_id, role, created_at) values (gen_random_uuid(), ?, ?, 'auditor', now())",
			[other.id, person.id],
		),
	)
	await actAs(tenant, admin, (ctx) => disableMember(ctx, person.id))
	const session = await logIn({ email: person.email, password: person.password })
	if (!session.ok) throw new Error(session.error.code)
	expect((await readSession(session.value))?.tenants.map((one) => one.id)).toEqual([other.id])
})

dbTest('nobody disables themselves', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	await makePerson(tenant, ['compliance_admin'])
	expect(await actAs(tenant, admin, (ctx) => disableMember(ctx, admin.id))).toEqual(err({ code: 'self' }))
})

dbTest('the last compliance admin stays, even of two who disable each other at once', async () => {
	const tenant = await makeTenant()
	const one = await makePerson(tenant, ['compliance_admin'])
	const two = await makePerson(tenant, ['compliance_admin'])
	const both = await Promise.all([
		actAs(tenant, one, (ctx) => disableMember(ctx, two.id)),
		actAs(tenant, two, (ctx) => disableMember(ctx, one.id)),
	])
	expect(both.filter((result) => result.ok)).toHaveLength(1)
	const left = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ count: number }[]>(
			"select count(*)::int as count from membership where tenant_id = ? and role = 'compliance_admin' and disabled_at is null",
			[tenant.id],
		),
	)
	expect(left[0]?.count).toBe(1)
})

dbTest('an admin whose account is switched off is not the one who stays', async () => {
	const tenant = await makeTenant()
	const [admin, gone] = [await makePerson(tenant, ['compliance_admin']), await makePerson(tenant, ['compliance_admin'])]
	const helper = await makePerson(tenant, ['compliance_admin'])
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute("update membership set role = 'auditor' where account_id = ?", [helper.id])
	})
	await getPortal().orm.em.fork().execute('update account set disabled_at = now() where id = ?', [gone.id])
	expect(await actAs(tenant, helper, (ctx) => disableMember(ctx, admin.id))).toEqual(err({ code: 'last-admin' }))
})

dbTest('a disabled person comes back with the roles that they had', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const person = await makePerson(tenant, ['shipping'])
	await actAs(tenant, admin, (ctx) => disableMember(ctx, person.id))
	expect(await actAs(tenant, admin, (ctx) => disableMember(ctx, person.id))).toEqual(err({ code: 'already-disabled' }))
	expect(await actAs(tenant, admin, (ctx) => enableMember(ctx, person.id))).toEqual(ok(null))
	expect(await actAs(tenant, admin, (ctx) => enableMember(ctx, person.id))).toEqual(err({ code: 'not-disabled' }))
	expect((await logIn({ email: person.email, password: person.password })).ok).toBe(true)
})

dbTest('only a compliance admin changes people, and only those of their tenant', async () => {
	const tenant = await makeTenant()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const person = await makePerson(tenant, ['shipping'])
	expect(await actAs(tenant, reviewer, (ctx) => disableMember(ctx, person.id))).toEqual(err({ code: 'not-allowed' }))
	expect(await actAs(tenant, reviewer, (ctx) => enableMember(ctx, person.id))).toEqual(err({ code: 'not-allowed' }))
	const other = await makeTenant()
	const stranger = await makePerson(other, ['compliance_admin'])
	expect(await actAs(other, stranger, (ctx) => disableMember(ctx, person.id))).toEqual(err({ code: 'not-found' }))
	expect(await actAs(other, stranger, (ctx) => enableMember(ctx, person.id))).toEqual(err({ code: 'not-found' }))
	expect((await actAs(other, stranger, (ctx) => listMembers(ctx))).rows.map((member) => member.accountId)).toEqual([
		stranger.id,
	])
})

dbTest("the list shows this tenant's roles only, and finds by name and address", async () => {
	const tenant = await makeTenant()
	const other = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'], { name: 'Ada 100% Admin' })
	await makePerson(tenant, ['shipping'], { name: 'Bo' })
	await withTenantContext(other.id, (ctx) =>
		ctx.em.execute(
			"insert into membership (id, tenant_id, account_id, role, created_at) values (gen_random_uuid(), ?, ?, 'auditor', now())",
			[other.id, admin.id],
		),
	)
	const { rows: all } = await actAs(tenant, admin, (ctx) => listMembers(ctx))
	expect(all.map((member) => [member.name, member.roles.map((role) => role.key)])).toEqual([
		['Ada 100% Admin', ['compliance_admin']],
		['Bo', ['shipping']],
	])
	expect(
		(await actAs(tenant, admin, (ctx) => listMembers(ctx, { q: '100%' }))).rows.map((member) => member.name),
	).toEqual(['Ada 100% Admin'])
	expect((await actAs(tenant, admin, (ctx) => listMembers(ctx, { q: '_00_' }))).rows).toEqual([])
})
