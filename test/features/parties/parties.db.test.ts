import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { historyNaming } from '#app/features/audit/record-history.queries.server.ts'
import { createParty } from '#app/features/parties/create-party.server.ts'
import { createSite } from '#app/features/parties/create-site.server.ts'
import {
	listApprovals,
	listParties,
	listSites,
	readParty,
	readSite,
} from '#app/features/parties/parties.queries.server.ts'
import { partySchema, siteSchema } from '#app/features/parties/party.schema.ts'
import { setApproval } from '#app/features/parties/set-approval.server.ts'
import { updateParty } from '#app/features/parties/update-party.server.ts'
import { updateSite } from '#app/features/parties/update-site.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { makeCustomer, makeSite, makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const partyForm = (more: Record<string, string> = {}) =>
	partySchema.parse({
		kind: 'supplier',
		code: 'S-001',
		nameEn: 'Beiling Titanium',
		nameZh: '北岭钛材',
		country: 'CN',
		cityEn: 'Baoji',
		language: 'zh-CN',
		active: 'on',
		...more,
	})
const siteForm = (more: Record<string, string> = {}) =>
	siteSchema.parse({
		code: 'SUZ',
		nameEn: 'Suzhou 2',
		nameZh: '苏州二厂',
		country: 'CN',
		cityEn: 'Suzhou',
		cityZh: '苏州',
		timeZone: 'Asia/Shanghai',
		active: 'on',
		...more,
	})

async function scene() {
	const tenant = await makeTenant()
	return {
		tenant,
		admin: await makePerson(tenant, ['compliance_admin']),
		reviewer: await makePerson(tenant, ['quality_reviewer']),
	}
}

dbTest('makes a partner and notes it in the audit trail', async () => {
	const { tenant, admin } = await scene()
	const made = await actAs(tenant, admin, (ctx) => createParty(ctx, partyForm({ gln: '4012345-00000-9' })))
	if (!made.ok) throw new Error(made.error.code)
	const party = await actAs(tenant, admin, (ctx) => readParty(ctx, made.value.id))
	expect(party).toMatchObject({
		code: 'S-001',
		name: { en: 'Beiling Titanium', 'zh-CN': '北岭钛材' },
		city: { en: 'Baoji', 'zh-CN': 'Baoji' },
		gln: '4012345000009',
		active: true,
	})
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select 1 from audit_entry where action = 'party.create'"),
	)
	expect(audit).toHaveLength(1)
})

dbTest('a code is one partner alone', async () => {
	const { tenant, admin } = await scene()
	await actAs(tenant, admin, (ctx) => createParty(ctx, partyForm()))
	expect(await actAs(tenant, admin, (ctx) => createParty(ctx, partyForm()))).toEqual(err({ code: 'code-taken' }))
	const other = await makeSupplier(tenant)
	expect(await actAs(tenant, admin, (ctx) => updateParty(ctx, other.id, partyForm()))).toEqual(
		err({ code: 'code-taken' }),
	)
})

dbTest('a change keeps what it was before, and refuses what somebody changed meanwhile', async () => {
	const { tenant, admin } = await scene()
	const supplier = await makeSupplier(tenant)
	expect(await actAs(tenant, admin, (ctx) => updateParty(ctx, supplier.id, partyForm({ version: '1' })))).toEqual(
		ok(null),
	)
	expect(await actAs(tenant, admin, (ctx) => updateParty(ctx, supplier.id, partyForm({ version: '1' })))).toEqual(
		err({ code: 'stale' }),
	)
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ before: { code: string }; after: { code: string } }[]>(
			"select before, after from audit_entry where action = 'party.update'",
		),
	)
	expect([entry?.before.code, entry?.after.code]).toEqual([supplier.code, 'S-001'])
})

dbTest('only a compliance admin changes partners and places, and only those of their tenant', async () => {
	const { tenant, reviewer } = await scene()
	const supplier = await makeSupplier(tenant)
	const site = await makeSite(tenant)
	expect(await actAs(tenant, reviewer, (ctx) => createParty(ctx, partyForm()))).toEqual(err({ code: 'not-allowed' }))
	expect(await actAs(tenant, reviewer, (ctx) => updateParty(ctx, supplier.id, partyForm()))).toEqual(
		err({ code: 'not-allowed' }),
	)
	expect(await actAs(tenant, reviewer, (ctx) => createSite(ctx, siteForm()))).toEqual(err({ code: 'not-allowed' }))
	expect(await actAs(tenant, reviewer, (ctx) => updateSite(ctx, site.id, siteForm()))).toEqual(
		err({ code: 'not-allowed' }),
	)
	const other = await scene()
	expect(await actAs(other.tenant, other.admin, (ctx) => updateParty(ctx, supplier.id, partyForm()))).toEqual(
		err({ code: 'not-found' }),
	)
	expect(await actAs(other.tenant, other.admin, (ctx) => updateSite(ctx, site.id, siteForm()))).toEqual(
		err({ code: 'not-found' }),
	)
	expect(await actAs(other.tenant, other.admin, (ctx) => readParty(ctx, supplier.id))).toBeNull()
	expect(await actAs(other.tenant, other.admin, (ctx) => createSite(ctx, siteForm({ partyId: supplier.id })))).toEqual(
		err({ code: 'party-unknown' }),
	)
})

dbTest("a partner's person sees their own company and no other", async () => {
	const { tenant } = await scene()
	const own = await makeSupplier(tenant)
	const rival = await makeSupplier(tenant)
	const person = await makePerson(tenant, ['supplier'], { partyId: own.id })
	const { parties } = await actAs(tenant, person, (ctx) => listParties(ctx))
	expect(parties.map((party) => party.id)).toEqual([own.id])
	expect(await actAs(tenant, person, (ctx) => readParty(ctx, rival.id))).toBeNull()
	expect(await actAs(tenant, person, (ctx) => updateParty(ctx, own.id, partyForm()))).toEqual(
		err({ code: 'not-allowed' }),
	)
})

dbTest('makes and changes a place, also one of a partner', async () => {
	const { tenant, admin } = await scene()
	const supplier = await makeSupplier(tenant)
	const made = await actAs(tenant, admin, (ctx) => createSite(ctx, siteForm({ partyId: supplier.id })))
	if (!made.ok) throw new Error(made.error.code)
	expect(await actAs(tenant, admin, (ctx) => createSite(ctx, siteForm()))).toEqual(err({ code: 'code-taken' }))
	expect(
		await actAs(tenant, admin, (ctx) =>
			updateSite(ctx, made.value.id, siteForm({ version: '1', gln: '4012345000009' })),
		),
	).toEqual(ok(null))
	expect(await actAs(tenant, admin, (ctx) => updateSite(ctx, made.value.id, siteForm({ version: '1' })))).toEqual(
		err({ code: 'stale' }),
	)
	expect(await actAs(tenant, admin, (ctx) => readSite(ctx, made.value.id))).toMatchObject({
		gln: '4012345000009',
		partyId: null,
	})
})

dbTest('an approval is made, changed and kept on record when withdrawn', async () => {
	const { tenant, admin } = await scene()
	const supplier = await makeSupplier(tenant)
	const item = await makeItem(tenant)
	const set = (status: 'approved' | 'withdrawn', validUntil?: string) =>
		actAs(tenant, admin, (ctx) =>
			setApproval(ctx, { itemId: item.id, partyId: supplier.id, status, validUntil, supplierSku: 'T-7' }),
		)
	const first = await set('approved', '2027-06-30')
	const second = await set('withdrawn')
	expect(first).toEqual(second)
	const rows = await actAs(tenant, admin, (ctx) => listApprovals(ctx, { partyId: supplier.id }))
	expect(rows.rows).toMatchObject([{ sku: item.sku, status: 'withdrawn', validUntil: null, supplierSku: 'T-7' }])
	expect(await actAs(tenant, admin, (ctx) => listApprovals(ctx, { itemId: item.id }))).toEqual(rows)
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ before: { validUntil: string } | null }[]>(
			"select before from audit_entry where action = 'approved-supplier.set' order by seq",
		),
	)
	expect(audit.map((entry) => entry.before?.validUntil ?? null)).toEqual([null, '2027-06-30'])
	const asked = { subjects: [supplier.id], action: 'approved-supplier', field: 'itemId', id: item.id }
	const ofItem = await actAs(tenant, admin, (ctx) => historyNaming(ctx, asked))
	const changes = ofItem.filter((entry) => entry.action === 'approved-supplier.set')
	expect(changes.map(({ label, by, after }) => [label, by, after?.status])).toEqual([
		[`${supplier.code} · ${item.sku}`, admin.name, 'withdrawn'],
		[`${supplier.code} · ${item.sku}`, admin.name, 'approved'],
	])
	const other = await makeItem(tenant)
	expect(await actAs(tenant, admin, (ctx) => historyNaming(ctx, { ...asked, id: other.id }))).toEqual([])
	const theirs = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	expect(await actAs(tenant, theirs, (ctx) => historyNaming(ctx, asked))).toEqual([])
})

dbTest('refuses approvals of customers, of what is not there, and by others', async () => {
	const { tenant, admin, reviewer } = await scene()
	const supplier = await makeSupplier(tenant)
	const customer = await makeCustomer(tenant)
	const item = await makeItem(tenant)
	const foreign = await makeItem(await makeTenant())
	const base = {
		itemId: item.id,
		partyId: supplier.id,
		status: 'approved' as const,
		validUntil: undefined,
		supplierSku: null,
	}
	expect(await actAs(tenant, admin, (ctx) => setApproval(ctx, { ...base, partyId: customer.id }))).toEqual(
		err({ code: 'not-a-supplier' }),
	)
	expect(await actAs(tenant, admin, (ctx) => setApproval(ctx, { ...base, itemId: foreign.id }))).toEqual(
		err({ code: 'item-unknown' }),
	)
	expect(await actAs(tenant, admin, (ctx) => setApproval(ctx, { ...base, partyId: item.id }))).toEqual(
		err({ code: 'party-unknown' }),
	)
	expect(await actAs(tenant, reviewer, (ctx) => setApproval(ctx, base))).toEqual(err({ code: 'not-allowed' }))
})

dbTest('lists narrow by text and kind, and go on by cursor', async () => {
	const { tenant, admin } = await scene()
	for (const code of ['S-1', 'S-2', 'S-3'])
		await makeSupplier(tenant, { code, name: { en: `Steel ${code}`, 'zh-CN': `钢材 ${code}` } })
	await makeCustomer(tenant, { code: 'C-1' })
	const search = (more: Parameters<typeof listParties>[1]) => actAs(tenant, admin, (ctx) => listParties(ctx, more))
	expect((await search({ q: '钢材' })).parties.map((party) => party.code)).toEqual(['S-1', 'S-2', 'S-3'])
	expect((await search({ q: '%' })).parties).toEqual([])
	expect((await search({ kind: 'customer' })).parties.map((party) => party.code)).toEqual(['C-1'])
	const first = await search({ limit: 3 })
	const second = await search({ limit: 3, after: first.nextCursor ?? '' })
	expect([...first.parties, ...second.parties].map((party) => party.code)).toEqual(['C-1', 'S-1', 'S-2', 'S-3'])
	await makeSite(tenant, { code: 'ZZ' })
	const [supplier] = first.parties
	await makeSite(tenant, { code: 'AA', partyId: supplier?.id ?? '' })
	const own = await actAs(tenant, admin, (ctx) => listSites(ctx, { limit: 1 }))
	expect(own.sites.map((site) => site.code)).toEqual(['ZZ'])
	expect(
		(await actAs(tenant, admin, (ctx) => listSites(ctx, { after: own.nextCursor ?? '' }))).sites.map(
			(site) => site.code,
		),
	).toEqual(['AA'])
})
