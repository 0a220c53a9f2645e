import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { logIn } from '#app/features/identity/log-in.server.ts'
import { settingsSchema } from '#app/features/tenants/settings.schema.ts'
import { readTenantSettings } from '#app/features/tenants/tenants.queries.server.ts'
import { updateTenant } from '#app/features/tenants/update-tenant.server.ts'
import { readSession } from '#app/platform/auth/sessions.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const form = (more: Record<string, string> = {}) =>
	settingsSchema.parse({
		name: 'Harvest Foods',
		initials: 'HF',
		language: 'zh-CN',
		timeZone: 'Europe/Berlin',
		theme: 'harvest',
		contactEmail: 'Quality@harvest.example',
		contactPhone: '',
		contactWeb: 'https://harvest.example',
		...more,
	})

dbTest('changes name, language, zone, theme and contact; the next request has them', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	expect(await actAs(tenant, admin, (ctx) => updateTenant(ctx, form()))).toEqual(ok(null))
	const session = await logIn({ email: admin.email, password: admin.password })
	if (!session.ok) throw new Error('not logged in')
	expect((await readSession(session.value))?.tenant).toMatchObject({
		name: 'Harvest Foods',
		initials: 'HF',
		language: 'zh-CN',
		timeZone: 'Europe/Berlin',
		theme: 'harvest',
	})
	expect((await actAs(tenant, admin, readTenantSettings)).contact).toEqual({
		email: 'quality@harvest.example',
		web: 'https://harvest.example',
	})
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ before: { theme: string }; after: { theme: string } }[]>(
			"select before, after from audit_entry where action = 'tenant.update'",
		),
	)
	expect([entry?.before.theme, entry?.after.theme]).toEqual(['aurora', 'harvest'])
})

dbTest('refuses an unknown theme, a contact without an address, and everyone but the compliance admin', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const auditor = await makePerson(tenant, ['auditor'])
	expect(await actAs(tenant, admin, (ctx) => updateTenant(ctx, form({ theme: 'neon' })))).toEqual(
		err({ code: 'theme-unknown' }),
	)
	expect(await actAs(tenant, admin, (ctx) => updateTenant(ctx, form({ contactEmail: '' })))).toEqual(
		err({ code: 'contact-needs-email' }),
	)
	expect(await actAs(tenant, auditor, (ctx) => updateTenant(ctx, form()))).toEqual(err({ code: 'not-allowed' }))
	expect((await actAs(tenant, admin, readTenantSettings)).theme).toBe('aurora')
})

dbTest('a tenant changes itself alone', async () => {
	const tenant = await makeTenant()
	const other = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	await actAs(tenant, admin, (ctx) => updateTenant(ctx, form()))
	expect((await withTenantContext(other.id, readTenantSettings)).theme).toBe('aurora')
})
