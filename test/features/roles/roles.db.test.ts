import { expect } from 'vitest'
import type { RoleKey } from '#app/core/permission.ts'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { changeMemberRoles } from '#app/features/identity/change-member-roles.server.ts'
import { createApiKey } from '#app/features/identity/create-api-key.server.ts'
import { inviteMember } from '#app/features/identity/invite-member.server.ts'
import { changeRole } from '#app/features/roles/change-role.server.ts'
import { createRole } from '#app/features/roles/create-role.server.ts'
import { viewOfPerson } from '#app/features/roles/person-view.queries.server.ts'
import { resetRole } from '#app/features/roles/reset-role.server.ts'
import { retireRole } from '#app/features/roles/retire-role.server.ts'
import { listRoles, readRole } from '#app/features/roles/roles.queries.server.ts'
import { writePermissions } from '#app/features/roles/roles.schema.ts'
import { readMember } from '#app/platform/auth/sessions.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withBehalfContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeParty } from '../../factories/party.ts'
import { comingIn, roleForm } from '../../factories/role.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	return { tenant, admin: await makePerson(tenant, ['compliance_admin']) }
}

async function makeRole(
	tenant: TenantInfo,
	admin: TestPerson,
	base: RoleKey,
	permissions: string,
	titleEn = 'Line leader',
) {
	const made = await actAs(tenant, admin, (ctx) => createRole(ctx, { ...roleForm(permissions, { titleEn }), base }))
	if (!made.ok) throw new Error(made.error.code)
	return made.value.key
}

const give = (tenant: TenantInfo, admin: TestPerson, person: TestPerson, roles: string[]) =>
	actAs(tenant, admin, (ctx) => changeMemberRoles(ctx, { accountId: person.id, roles, reason: 'new duties' }))

dbTest('a role of the tenant’s own gives what is ticked, from the next request on, and nothing else', async () => {
	const { tenant, admin } = await scene()
	const key = await makeRole(tenant, admin, 'operator', 'Lot.read Lot.hold Recall.read')
	const person = await makePerson(tenant, ['operator'])
	expect(await give(tenant, admin, person, [key])).toMatchObject({ ok: true })
	const actor = await comingIn(tenant, person)
	expect(actor.roles).toEqual([key])
	await actAs(tenant, actor, async (ctx) => {
		expect(ctx.ability.can('hold', 'Lot')).toBe(true)
		expect(ctx.ability.can('read', 'Recall')).toBe(true)
		expect(ctx.ability.can('produce', 'ProductionOrder')).toBe(false)
		expect(ctx.ability.can('release', 'Lot')).toBe(false)
	})
	await actAs(tenant, admin, async (ctx) => {
		const role = await readRole(ctx, key)
		expect(role).toMatchObject({ people: 1, shipped: false, base: 'operator', version: 1 })
		expect(
			await changeRole(ctx, key, roleForm(`${writePermissions(role?.permissions ?? {})} Lot.release`, { version: 1 })),
		).toMatchObject({ ok: true })
	})
	await actAs(tenant, await comingIn(tenant, person), async (ctx) => {
		expect(ctx.ability.can('release', 'Lot')).toBe(true)
	})
})

dbTest('a changed role of the portal counts at once, and set back it is as shipped', async () => {
	const { tenant, admin } = await scene()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const other = await makeTenant()
	const elsewhere = await makePerson(other, ['quality_reviewer'])
	await actAs(tenant, admin, async (ctx) => {
		const shipped = await readRole(ctx, 'quality_reviewer')
		const without = { ...shipped?.permissions, Lot: ['read' as const, 'hold' as const] }
		const changed = roleForm(writePermissions(without), { titleEn: 'Quality assistant' })
		expect(await changeRole(ctx, 'quality_reviewer', changed)).toMatchObject({ ok: true })
	})
	const may = async (inTenant: TenantInfo, person: TestPerson) =>
		actAs(inTenant, await comingIn(inTenant, person), async (ctx) => ctx.ability.can('release', 'Lot'))
	expect(await may(tenant, reviewer)).toBe(false)
	expect(await may(other, elsewhere)).toBe(true)
	expect((await readMember(reviewer.id, tenant.id))?.tenants[0]?.roles).toEqual([
		{ key: 'quality_reviewer', title: { en: 'Quality assistant', 'zh-CN': '班组长' } },
	])
	await actAs(tenant, admin, async (ctx) => {
		expect(await resetRole(ctx, 'quality_reviewer', 'too little')).toMatchObject({ ok: true })
		expect(await resetRole(ctx, 'quality_reviewer', 'again')).toMatchObject({ error: { code: 'nothing-changed' } })
		expect((await listRoles(ctx)).find((role) => role.key === 'quality_reviewer')).toMatchObject({ changed: false })
		expect(await resetRole(ctx, 'line_leader', 'no such')).toMatchObject({ error: { code: 'not-shipped' } })
	})
	expect(await may(tenant, reviewer)).toBe(true)
	await actAs(tenant, admin, async (ctx) => {
		const history = await recordHistory(ctx, 'quality_reviewer', { action: 'role' })
		expect(history.map((change) => [change.action, change.reason, change.by])).toEqual([
			['role.reset', 'too little', admin.name],
			['role.change', 'as asked by production', admin.name],
		])
		expect(history[1]).toMatchObject({
			before: { permissions: { Lot: expect.arrayContaining(['release']) } },
			after: { permissions: { Lot: ['read', 'hold'] } },
		})
	})
})

dbTest(
	'nobody is locked out: the first role keeps what looks after people and roles, and its last holder stays',
	async () => {
		const { tenant, admin } = await scene()
		const second = await makePerson(tenant, ['compliance_admin'])
		await actAs(tenant, admin, async (ctx) => {
			expect(await changeRole(ctx, 'compliance_admin', roleForm('Lot.read'))).toMatchObject({ ok: true })
		})
		const actor = await comingIn(tenant, admin)
		await actAs(tenant, actor, async (ctx) => {
			expect(ctx.ability.can('update', 'Role')).toBe(true)
			expect(ctx.ability.can('invite', 'Member')).toBe(true)
			expect(ctx.ability.can('update', 'Member')).toBe(true)
			expect(ctx.ability.can('read', 'Home')).toBe(true)
			expect(ctx.ability.can('publish', 'RuleSet')).toBe(false)
			expect(await changeMemberRoles(ctx, { accountId: admin.id, roles: ['auditor'], reason: 'tired' })).toMatchObject({
				error: { code: 'self' },
			})
		})
		expect(await give(tenant, admin, second, ['auditor'])).toMatchObject({ ok: true })
		const helper = await makePerson(tenant, ['quality_reviewer'])
		const key = await makeRole(tenant, admin, 'auditor', 'Member.read Member.update Role.read', 'People helper')
		expect(await give(tenant, admin, helper, [key])).toMatchObject({ ok: true })
		await actAs(tenant, await comingIn(tenant, helper), async (ctx) => {
			expect(await changeMemberRoles(ctx, { accountId: admin.id, roles: [key], reason: 'coup' })).toMatchObject({
				error: { code: 'last-admin' },
			})
		})
	},
)

dbTest('a right to invite or to make keys is no way to more rights than one’s own', async () => {
	const { tenant, admin } = await scene()
	const key = await makeRole(
		tenant,
		admin,
		'auditor',
		'Member.read Member.invite Member.update ApiKey.read ApiKey.create Lot.read',
	)
	const helper = await makePerson(tenant, ['operator'])
	const guest = await makePerson(tenant, ['auditor'])
	await give(tenant, admin, helper, [key])
	const actor = await comingIn(tenant, helper)
	await actAs(tenant, actor, async (ctx) => {
		const person = { name: 'New', language: 'en' as const }
		expect(await inviteMember(ctx, { ...person, email: 'a@example.test', role: 'compliance_admin' })).toMatchObject({
			error: { code: 'role-too-powerful' },
		})
		expect(
			await changeMemberRoles(ctx, { accountId: guest.id, roles: ['compliance_admin'], reason: 'friend' }),
		).toMatchObject({
			error: { code: 'role-too-powerful' },
		})
		expect(await createApiKey(ctx, { name: 'all', scopes: ['rules:write'] })).toMatchObject({
			error: { code: 'scope-too-powerful' },
		})
		expect(await inviteMember(ctx, { ...person, email: 'b@example.test', role: key })).toMatchObject({ ok: true })
		expect(await inviteMember(ctx, { ...person, email: 'c@example.test', role: 'nothing' })).toMatchObject({
			error: { code: 'role-unknown' },
		})
	})
})

dbTest('a role made from a partner’s stays within it, and reaches that partner’s records alone', async () => {
	const { tenant, admin } = await scene()
	const supplier = await makeParty(tenant, 'supplier')
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const key = await makeRole(tenant, admin, 'supplier', 'Lot.read Lot.release Member.invite', 'Supplier reader')
	await actAs(tenant, admin, async (ctx) => {
		expect((await readRole(ctx, key))?.permissions).toEqual({ Home: ['read'], Lot: ['read'] })
	})
	expect(await give(tenant, admin, person, ['auditor'])).toMatchObject({ error: { code: 'wrong-side' } })
	expect(await give(tenant, admin, person, [key])).toMatchObject({ ok: true })
	const actor = await comingIn(tenant, person)
	expect(actor.partyId).toBe(supplier.id)
	await actAs(tenant, actor, async (ctx) => {
		expect(ctx.ability.rulesFor('read', 'Lot').map((rule) => rule.conditions)).toEqual([{ supplierId: supplier.id }])
		expect(ctx.ability.can('create', 'Lot')).toBe(false)
		expect(ctx.ability.can('release', 'Lot')).toBe(false)
	})
	const own = await makePerson(tenant, ['operator'])
	expect(await give(tenant, admin, own, [key])).toMatchObject({ error: { code: 'wrong-side' } })
})

dbTest('refuses what has changed meanwhile, what is held, what is taken, and whoever may not', async () => {
	const { tenant, admin } = await scene()
	const auditor = await makePerson(tenant, ['auditor'])
	const key = await makeRole(tenant, admin, 'operator', 'Lot.read')
	const held = await makePerson(tenant, ['operator'])
	await give(tenant, admin, held, [key])
	await actAs(tenant, admin, async (ctx) => {
		expect(await createRole(ctx, { ...roleForm('Lot.read'), base: 'operator' })).toMatchObject({
			error: { code: 'taken' },
		})
		expect(await createRole(ctx, { ...roleForm('', { titleEn: 'Auditor' }), base: 'operator' })).toMatchObject({
			error: { code: 'taken' },
		})
		expect(await createRole(ctx, { ...roleForm('', { titleEn: '班组' }), base: 'operator' })).toMatchObject({
			error: { code: 'name-unusable' },
		})
		expect(await changeRole(ctx, key, roleForm('Lot.read', { version: 7 }))).toMatchObject({ error: { code: 'stale' } })
		expect(await changeRole(ctx, key, roleForm('Lot.read', { version: 1 }))).toMatchObject({
			error: { code: 'nothing-changed' },
		})
		expect(await changeRole(ctx, 'nobody', roleForm('Lot.read'))).toMatchObject({ error: { code: 'unknown' } })
		expect(await retireRole(ctx, 'operator', 'gone')).toMatchObject({ error: { code: 'shipped' } })
		expect(await retireRole(ctx, key, 'gone')).toMatchObject({ error: { code: 'held', people: 1 } })
	})
	await give(tenant, admin, held, ['operator'])
	await actAs(tenant, admin, async (ctx) => {
		expect(await retireRole(ctx, key, 'gone')).toMatchObject({ ok: true })
		expect(await retireRole(ctx, key, 'gone')).toMatchObject({ error: { code: 'retired' } })
		expect(await changeRole(ctx, key, roleForm('Lot.read', { version: 2 }))).toMatchObject({
			error: { code: 'retired' },
		})
	})
	expect(await give(tenant, admin, held, [key])).toMatchObject({ error: { code: 'role-unknown' } })
	await actAs(tenant, auditor, async (ctx) => {
		expect(await createRole(ctx, { ...roleForm(''), base: 'operator' })).toMatchObject({ error: { code: 'forbidden' } })
		expect(await changeRole(ctx, 'operator', roleForm('Lot.read'))).toMatchObject({ error: { code: 'forbidden' } })
		expect(await resetRole(ctx, 'operator', 'x')).toMatchObject({ error: { code: 'forbidden' } })
		expect(await retireRole(ctx, key, 'x')).toMatchObject({ error: { code: 'forbidden' } })
		expect(await changeMemberRoles(ctx, { accountId: held.id, roles: ['auditor'], reason: 'x' })).toMatchObject({
			error: { code: 'not-allowed' },
		})
	})
})

dbTest('another company’s roles are neither seen nor changed', async () => {
	const { tenant, admin } = await scene()
	const other = await scene()
	const key = await makeRole(tenant, admin, 'operator', 'Lot.read')
	const person = await makePerson(other.tenant, ['operator'])
	await actAs(other.tenant, other.admin, async (ctx) => {
		expect(await readRole(ctx, key)).toBeNull()
		expect(await changeRole(ctx, key, roleForm('Lot.read', { version: 1 }))).toMatchObject({
			error: { code: 'unknown' },
		})
		expect(await retireRole(ctx, key, 'x')).toMatchObject({ error: { code: 'unknown' } })
	})
	expect(await give(other.tenant, other.admin, person, [key])).toMatchObject({ error: { code: 'role-unknown' } })
	// A member of both companies has each company's role in that company alone.
	await actAs(tenant, admin, (ctx) =>
		ctx.em.execute(
			`insert into membership (id, tenant_id, account_id, role, created_at) values (gen_random_uuid(), ?, ?, ?, now())`,
			[tenant.id, person.id, key],
		),
	)
	expect((await readMember(person.id, other.tenant.id))?.actor.tenantRoles).toEqual([])
	expect((await readMember(person.id, tenant.id))?.actor.tenantRoles?.map((role) => role.key)).toEqual([key])
})

dbTest('what a person sees is read with that person’s own rights', async () => {
	const { tenant, admin } = await scene()
	const supplier = await makeParty(tenant, 'supplier')
	const another = await makeParty(tenant, 'supplier')
	const item = await makeItem(tenant)
	await makeLot(tenant, item, { supplierId: supplier.id })
	await makeLot(tenant, item, { supplierId: another.id })
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const seen = await withBehalfContext(tenant.id, person.id, viewOfPerson)
	expect(seen.counts.find((one) => one.subject === 'Lot')).toEqual({ subject: 'Lot', count: 1 })
	expect(seen.lots).toHaveLength(1)
	expect(seen.permissions.find((one) => one.subject === 'Lot')?.ownOnly).toBe(true)
	expect(seen.permissions.some((one) => one.subject === 'Member')).toBe(false)
	const all = await withBehalfContext(tenant.id, admin.id, viewOfPerson)
	expect(all.counts.find((one) => one.subject === 'Lot')?.count).toBe(2)
})
