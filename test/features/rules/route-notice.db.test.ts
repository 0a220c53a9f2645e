import { expect } from 'vitest'
import { listMails } from '#app/features/identity/mail.queries.server.ts'
import { notifyRole, sendNotice } from '#app/features/identity/notify-people.server.ts'
import { readDecision } from '#app/features/rules/decision.queries.server.ts'
import { NOTIFICATION_ROUTING, routeNotice } from '#app/features/rules/route-notice.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import { contentHash, publishVersion } from '#app/platform/definitions/publish-content.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeSupplier } from '../../factories/party.ts'
import { makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const about = { type: 'lot', id: null, label: 'L-1' }
const notice = {
	title: { en: 'L-1 is recalled', 'zh-CN': 'L-1 已召回' },
	href: '/lots/1',
	dedupeKey: 'recall-1',
	about,
}
const at = (tenant: TenantInfo, moment: string, handler: (ctx: Context) => Promise<unknown>) =>
	withTenantContext(tenant.id, (ctx) => handler({ ...ctx, now: new Date(moment) }))
const told = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ account_id: string }[]>('select account_id from notification order by account_id'),
	)

dbTest('tells those whom the notice names, and stores the decision that says so', async () => {
	const tenant = await makeTenant()
	const routed = await withTenantContext(tenant.id, (ctx) =>
		routeNotice(ctx, { event: 'lot_released', severity: 'info', about, named: [{ role: 'auditor' }] }),
	)
	expect(routed.routes).toEqual([{ kind: 'role', role: 'auditor', partyId: null, channels: ['portal'] }])
	const stored = await withTenantContext(tenant.id, (ctx) => readDecision(ctx, routed.decision.id ?? ''))
	expect(stored).toMatchObject({ ruleSet: NOTIFICATION_ROUTING, outcome: 'notify' })
	expect(stored?.facts.notice).toMatchObject({ event: 'lot_released', hasRecipients: true })
})

dbTest(
	'a critical notice reaches quality and the recall manager by mail, at night the compliance admins too',
	async () => {
		const tenant = await makeTenant()
		const quality = await makePerson(tenant, ['quality_reviewer'])
		const admin = await makePerson(tenant, ['compliance_admin'])
		const critical = { ...notice, event: 'recall_opened', severity: 'critical' as const }
		// Sunday, 14:00 in Shanghai, and Monday, 14:00.
		await at(tenant, '2026-11-23T06:00:00Z', (ctx) => sendNotice(ctx, critical, []))
		expect((await told(tenant)).map((row) => row.account_id)).toEqual([quality.id])
		await at(tenant, '2026-11-22T06:00:00Z', (ctx) => sendNotice(ctx, { ...critical, dedupeKey: 'recall-2' }, []))
		expect((await told(tenant)).map((row) => row.account_id).sort()).toEqual([quality.id, quality.id, admin.id].sort())
		const mails = await withTenantContext(tenant.id, (ctx) => listMails(ctx))
		expect(mails.mails.map((mail) => mail.recipient).sort()).toEqual([quality.email, quality.email, admin.email].sort())
	},
)

dbTest('a warning to a partner is mailed to its people and to nobody of another partner', async () => {
	const tenant = await makeTenant()
	const [ours, other] = [await makeSupplier(tenant), await makeSupplier(tenant)]
	const person = await makePerson(tenant, ['supplier'], { partyId: ours.id })
	await makePerson(tenant, ['supplier'], { partyId: other.id })
	const rejected = { ...notice, event: 'lot_rejected', severity: 'warning' as const, dedupeKey: 'rejected-1' }
	await withTenantContext(tenant.id, (ctx) => notifyRole(ctx, 'supplier', rejected, { partyId: ours.id }))
	await withTenantContext(tenant.id, (ctx) => notifyRole(ctx, 'supplier', rejected, { partyId: ours.id }))
	expect((await told(tenant)).map((row) => row.account_id)).toEqual([person.id])
	const mails = await withTenantContext(tenant.id, (ctx) => listMails(ctx))
	expect(mails.mails.map((mail) => mail.recipient)).toEqual([person.email])
})

dbTest('a set that cannot tell silences nobody', async () => {
	const tenant = await makeTenant()
	await withTenantContext(tenant.id, async (ctx) => {
		const active = await ctx.em.findOneOrFail(DefinitionVersion, { key: NOTIFICATION_ROUTING, status: 'active' })
		const rules = [
			{
				key: 'only_finished',
				conditions: { all: [{ fact: 'item', path: '$.kind', operator: 'equal', value: 'finished_product' }] },
				event: { type: 'notify', params: { notify: { to: ['named'], by: ['portal'] } } },
			},
		]
		const content = { ...active.content, rules, tests: [], outcomes: ['none', 'notify'] }
		const draft = ctx.em.create(DefinitionVersion, {
			kind: 'rule-set',
			key: NOTIFICATION_ROUTING,
			title: active.title,
			content,
			contentHash: contentHash(content),
			status: 'approved',
		})
		await ctx.em.flush()
		await publishVersion(ctx, draft)
	})
	const person = await makePerson(tenant, ['auditor'])
	await withTenantContext(tenant.id, (ctx) => notifyRole(ctx, 'auditor', notice))
	expect((await told(tenant)).map((row) => row.account_id)).toEqual([person.id])
})
