import { expect } from 'vitest'
import type { RoleKey } from '#app/core/permission.ts'
import { changeMemberRoles } from '#app/features/identity/change-member-roles.server.ts'
import { createApiKey } from '#app/features/identity/create-api-key.server.ts'
import { inviteMember } from '#app/features/identity/invite-member.server.ts'
import { changeRole } from '#app/features/roles/change-role.server.ts'
import { comparePermissions } from '#app/features/roles/compare-permissions.ts'
import { createRole } from '#app/features/roles/create-role.server.ts'
import { limitOf } from '#app/features/roles/may-give.server.ts'
import { resetRole } from '#app/features/roles/reset-role.server.ts'
import { readRole } from '#app/features/roles/roles.queries.server.ts'
import { writePermissions } from '#app/features/roles/roles.schema.ts'
import { comingIn, roleForm } from '../../factories/role.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* Nobody gives themselves more than they have: by a role that they hold, one that they make, an invitation or a key. */

/** Somebody who may change roles, invite and make keys by a role of the tenant's own, without being an administrator. */
async function scene() {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const rights = 'Lot.read Role.read Role.create Role.update Member.read Member.invite Member.update ApiKey.create'
	const made = await actAs(tenant, admin, (ctx) =>
		createRole(ctx, { ...roleForm(rights, { titleEn: 'Role keeper' }), base: 'operator' as RoleKey }),
	)
	if (!made.ok) throw new Error(made.error.code)
	const keeper = await makePerson(tenant, ['operator'])
	const given = await actAs(tenant, admin, (ctx) =>
		changeMemberRoles(ctx, { accountId: keeper.id, roles: [made.value.key], reason: 'looks after roles' }),
	)
	expect(given.ok).toBe(true)
	return { tenant, admin, keeper: await comingIn(tenant, keeper), key: made.value.key, rights }
}

dbTest('nobody widens a role that they hold; taking away from it and renaming it stays possible', async () => {
	const { tenant, admin, keeper, key, rights } = await scene()
	await actAs(tenant, keeper, async (ctx) => {
		expect(await changeRole(ctx, key, roleForm(`${rights} Lot.release`, { version: 1 }))).toEqual({
			ok: false,
			error: { code: 'own-role' },
		})
		expect(limitOf(ctx, await roleOf(ctx, key))).toMatchObject({ why: 'own-role', most: { Lot: ['read'] } })
	})
	await actAs(tenant, admin, async (ctx) => {
		const own = await roleOf(ctx, 'compliance_admin')
		const { added } = comparePermissions(own.permissions, own.grantable)
		const [missing] = added
		const more = roleForm(`${writePermissions(own.permissions)} ${missing?.subject}.${missing?.action}`)
		expect(await changeRole(ctx, 'compliance_admin', more)).toEqual({ ok: false, error: { code: 'own-role' } })
		const less = writePermissions({ ...own.permissions, Lot: ['read'] })
		expect(await changeRole(ctx, 'compliance_admin', roleForm(less, { titleEn: 'Admin' }))).toMatchObject({ ok: true })
		expect(await resetRole(ctx, 'compliance_admin', 'back')).toEqual({ ok: false, error: { code: 'own-role' } })
	})
	// Another administrator gives it.
	const changed = await actAs(tenant, admin, (ctx) =>
		changeRole(ctx, key, roleForm(`${rights} Lot.release`, { version: 1 })),
	)
	expect(changed).toMatchObject({ ok: true })
})

const roleOf = async (ctx: Parameters<typeof readRole>[0], key: string) => {
	const role = await readRole(ctx, key)
	if (!role) throw new Error(`no role ${key}`)
	return role
}

dbTest('who may change roles but is no administrator gives nothing beyond their own, by no way', async () => {
	const { tenant, admin, keeper } = await scene()
	const helper = await makePerson(tenant, ['operator'])
	await actAs(tenant, keeper, async (ctx) => {
		const role = { ...roleForm('Lot.read Lot.release', { titleEn: 'Helper' }), base: 'operator' as RoleKey }
		expect(await createRole(ctx, role)).toEqual({ ok: false, error: { code: 'beyond-own' } })
		expect(await createRole(ctx, { ...role, titleEn: 'Reader', permissions: 'Lot.read' })).toMatchObject({ ok: true })
		expect(await changeRole(ctx, 'auditor', roleForm('Lot.release'))).toMatchObject({ error: { code: 'beyond-own' } })
		const roles = { accountId: helper.id, roles: ['quality_reviewer'], reason: 'helps out' }
		expect(await changeMemberRoles(ctx, roles)).toMatchObject({ error: { code: 'role-too-powerful' } })
		expect(await createApiKey(ctx, { name: 'ERP', scopes: ['lots:write'] })).toMatchObject({
			error: { code: 'scope-too-powerful' },
		})
	})
	// An administrator sets roles up for others without doing their work.
	await actAs(tenant, admin, async (ctx) => {
		const role = { ...roleForm('Lot.read Lot.release', { titleEn: 'Helper' }), base: 'operator' as RoleKey }
		expect(await createRole(ctx, role)).toMatchObject({ ok: true, value: { key: 'helper' } })
	})
})

dbTest(
	'nobody gives themselves a role: not by the list of people, nor by an invitation to their own address',
	async () => {
		const { tenant, admin } = await scene()
		await actAs(tenant, admin, async (ctx) => {
			const own = { accountId: admin.id, roles: ['compliance_admin', 'quality_reviewer'], reason: 'saves time' }
			expect(await changeMemberRoles(ctx, own)).toEqual({ ok: false, error: { code: 'self' } })
			expect(await inviteMember(ctx, invite(admin.email.toUpperCase()))).toEqual({ ok: false, error: { code: 'self' } })
		})
	},
)

const invite = (email: string) => ({
	email,
	name: 'Lin',
	role: 'quality_reviewer',
	language: 'en' as const,
})

dbTest('another company’s administrator changes nothing here', async () => {
	const { tenant, key, rights } = await scene()
	const other = await makeTenant()
	const stranger = await makePerson(other, ['compliance_admin'])
	await actAs(other, stranger, async (ctx) => {
		expect(await changeRole(ctx, key, roleForm(rights, { version: 1 }))).toEqual({
			ok: false,
			error: { code: 'unknown' },
		})
		expect(await changeRole(ctx, 'auditor', roleForm('Lot.release'))).toMatchObject({ ok: true })
	})
	await actAs(tenant, await makePerson(tenant, ['compliance_admin']), async (ctx) => {
		expect((await roleOf(ctx, 'auditor')).permissions.Lot).not.toContain('release')
	})
})
