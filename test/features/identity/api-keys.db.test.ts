import { expect } from 'vitest'
import { API_SCOPES } from '#app/core/permission.ts'
import { err, ok } from '#app/core/result.ts'
import type { ApiKeyInput } from '#app/features/identity/api-key.schema.ts'
import { listApiKeys } from '#app/features/identity/api-keys.queries.server.ts'
import { createApiKey } from '#app/features/identity/create-api-key.server.ts'
import { revokeApiKey } from '#app/features/identity/revoke-api-key.server.ts'
import { permissions } from '#app/platform/auth/ability.server.ts'
import { readGrant, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()
const asked = (more: Partial<ApiKeyInput> = {}): ApiKeyInput => ({
	name: 'ERP',
	scopes: ['lots:read'],
	expiresOn: undefined,
	partyId: undefined,
	...more,
})

dbTest('a key is shown once, works until revoked, and its secret is stored nowhere', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const made = await actAs(tenant, admin, (ctx) => createApiKey(ctx, asked()))
	if (!made.ok) throw new Error(made.error.code)
	const { id, secret } = made.value
	expect(await readGrant(secret)).toMatchObject({ kind: 'api-key', subjectId: id })
	const keys = await actAs(tenant, admin, (ctx) => listApiKeys(ctx))
	expect(keys.rows).toMatchObject([{ id, name: 'ERP', scopes: ['lots:read'], createdBy: admin.name, revokedAt: null }])
	const stored = await withTenantContext(tenant.id, async (ctx) => [
		await ctx.em.execute('select * from access_grant'),
		await ctx.em.execute('select * from api_key'),
		await ctx.em.execute('select * from audit_entry'),
	])
	expect(JSON.stringify(stored)).not.toContain(secret.slice(8))
	expect(await actAs(tenant, admin, (ctx) => revokeApiKey(ctx, id))).toEqual(ok(null))
	expect(await readGrant(secret)).toBeNull()
	expect(await actAs(tenant, admin, (ctx) => revokeApiKey(ctx, id))).toEqual(err({ code: 'already-revoked' }))
})

dbTest("a key works through its last day in the tenant's time zone", async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const made = await actAs(tenant, admin, (ctx) => createApiKey(ctx, asked({ expiresOn: '2026-11-22' })))
	if (!made.ok) throw new Error(made.error.code)
	// 2026-11-22 in Shanghai ends at 16:00 UTC; the test's clock began at 09:00.
	test.clock.move(6.9 * 3_600_000)
	expect(await readGrant(made.value.secret)).not.toBeNull()
	test.clock.move(0.2 * 3_600_000)
	expect(await readGrant(made.value.secret)).toBeNull()
	expect(await actAs(tenant, admin, (ctx) => createApiKey(ctx, asked({ expiresOn: '2026-11-22' })))).toEqual(
		err({ code: 'expiry-past' }),
	)
})

dbTest('a key may act for a partner of this tenant alone', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const own = await makeSupplier(tenant)
	const foreign = await makeSupplier(await makeTenant())
	expect((await actAs(tenant, admin, (ctx) => createApiKey(ctx, asked({ partyId: own.id })))).ok).toBe(true)
	expect(await actAs(tenant, admin, (ctx) => createApiKey(ctx, asked({ partyId: foreign.id })))).toEqual(
		err({ code: 'party-unknown' }),
	)
})

dbTest('only a compliance admin makes and revokes keys, and only those of their tenant', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const auditor = await makePerson(tenant, ['auditor'])
	const made = await actAs(tenant, admin, (ctx) => createApiKey(ctx, asked()))
	if (!made.ok) throw new Error(made.error.code)
	expect(await actAs(tenant, auditor, (ctx) => createApiKey(ctx, asked()))).toEqual(err({ code: 'not-allowed' }))
	expect(await actAs(tenant, auditor, (ctx) => revokeApiKey(ctx, made.value.id))).toEqual(err({ code: 'not-allowed' }))
	const other = await makeTenant()
	const stranger = await makePerson(other, ['compliance_admin'])
	expect(await actAs(other, stranger, (ctx) => revokeApiKey(ctx, made.value.id))).toEqual(err({ code: 'not-found' }))
})

dbTest('every scope that a permission asks for can be given', () => {
	const used = new Set(permissions.flatMap((permission) => permission.scopes ?? []))
	expect([...used].filter((scope) => !(API_SCOPES as readonly string[]).includes(scope))).toEqual([])
})
