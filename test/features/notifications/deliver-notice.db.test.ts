import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { saveAttribute } from '#app/features/dictionary/save-attribute.server.ts'
import { notifyAccounts, notifyRole } from '#app/features/identity/notify-people.server.ts'
import { eventOf } from '#app/features/notifications/find-event.ts'
import type { TemplateContent } from '#app/features/notifications/notice-event.model.ts'
import { shippedPreference } from '#app/features/notifications/preference.model.ts'
import { previewTemplate } from '#app/features/notifications/preview-template.server.ts'
import { savePreference } from '#app/features/notifications/save-preference.server.ts'
import { saveTemplate } from '#app/features/notifications/save-template.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { placeLot } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const held = (dedupeKey: string, id: string = newId()) => ({
	event: 'lot_held',
	about: { type: 'lot', id, label: 'L-1' },
	href: `/lots/${id}`,
	dedupeKey,
})
const notices = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<
			{
				account_id: string
				title: { en: string; 'zh-CN': string }
				shown: boolean
				digest: string | null
				template: string
				template_version: number | null
			}[]
		>('select account_id, title, shown, digest, template, template_version from notification order by created_at, id'),
	)
const mails = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<
			{
				recipient: string
				subject: string
				html: string
				text: string
				template_version: number | null
				dedupe_key: string
			}[]
		>('select recipient, subject, html, text, template_version, dedupe_key from mail order by recipient, created_at'),
	)
const words = (key: string, en: Partial<TemplateContent['en']>): TemplateContent => ({
	...eventOf(key).shipped,
	en: { ...eventOf(key).shipped.en, ...en },
})

dbTest('a notice reaches each person of a role once, in both languages, and not the one who acted', async () => {
	const tenant = await makeTenant()
	const [one, other] = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['quality_reviewer'])]
	await actAs(tenant, one, (ctx) => notifyRole(ctx, 'quality_reviewer', held('h1')))
	await actAs(tenant, one, (ctx) => notifyRole(ctx, 'quality_reviewer', held('h1')))
	expect(await notices(tenant)).toMatchObject([
		{ account_id: other.id, title: { en: 'L-1 was put on hold', 'zh-CN': 'L-1 已冻结' }, shown: true, digest: null },
	])
	expect(await mails(tenant)).toEqual([])
})

dbTest('a person gets it as they chose: mail at once, digest alone, or not at all', async () => {
	const tenant = await makeTenant()
	const [now, digest, off] = [
		await makePerson(tenant, ['quality_reviewer']),
		await makePerson(tenant, ['quality_reviewer']),
		await makePerson(tenant, ['quality_reviewer']),
	]
	const choose = (person: typeof now, release: { inApp: boolean; mail: 'off' | 'now' | 'digest' }) =>
		actAs(tenant, person, (ctx) =>
			savePreference(ctx, { ...shippedPreference('Asia/Shanghai'), digest: 'daily', channels: { release } }),
		)
	await choose(now, { inApp: true, mail: 'now' })
	await choose(digest, { inApp: false, mail: 'digest' })
	await choose(off, { inApp: false, mail: 'off' })
	await withTenantContext(tenant.id, (ctx) => notifyRole(ctx, 'quality_reviewer', held('h2')))
	const written = new Map((await notices(tenant)).map((row) => [row.account_id, row]))
	expect(written.get(now.id)).toMatchObject({ shown: true, digest: null })
	expect(written.get(digest.id)).toMatchObject({ shown: false, digest: 'waiting' })
	expect(written.has(off.id)).toBe(false)
	expect(await mails(tenant)).toMatchObject([
		{ recipient: now.email, subject: 'L-1 was put on hold', dedupe_key: `notice:h2:${now.id}` },
	])
})

dbTest('a recall cannot be switched off', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['recall_manager'])
	await actAs(tenant, person, (ctx) =>
		savePreference(ctx, {
			...shippedPreference('Asia/Shanghai'),
			channels: { recall: { inApp: false, mail: 'off' } },
		}),
	)
	await withTenantContext(tenant.id, (ctx) =>
		notifyAccounts(ctx, [person.id], {
			event: 'recall_opened',
			about: { type: 'recall', id: newId(), label: 'RC-1' },
			href: '/recalls/x',
			dedupeKey: 'r1',
		}),
	)
	expect(await notices(tenant)).toMatchObject([{ shown: true }])
	expect(await mails(tenant)).toMatchObject([{ recipient: person.email, subject: 'Recall RC-1 was opened' }])
})

dbTest("the tenant's own words are used, with the record's facts, and markup in a value stays text", async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const lot = await placeLot(tenant, await makeItem(tenant, { sku: 'FACT-1' }), { state: 'released', onHand: '5' })
	await actAs(tenant, admin, async (ctx) => {
		const saved = await saveTemplate(ctx, {
			key: 'lot_released',
			expected: 0,
			content: words('lot_released', {
				title: 'Go: {{label}} ({{lot.code}})',
				body: 'Dear {{recipient}}\n\n{{label}}',
			}),
			note: 'shorter',
		})
		expect(saved).toMatchObject({ ok: true, value: { number: 1 } })
		await savePreference(ctx, {
			...shippedPreference('Asia/Shanghai'),
			channels: { release: { inApp: true, mail: 'now' } },
		})
	})
	await withTenantContext(tenant.id, (ctx) =>
		notifyAccounts(ctx, [admin.id], {
			event: 'lot_released',
			about: { type: 'lot', id: lot.id, label: '<b>x</b>' },
			href: `/lots/${lot.id}`,
			dedupeKey: 'g1',
		}),
	)
	expect(await notices(tenant)).toMatchObject([
		{ title: { en: `Go: <b>x</b> (${lot.code})` }, template: 'lot_released', template_version: 1 },
	])
	const [mail] = await mails(tenant)
	expect(mail?.html).toContain('&lt;b&gt;x&lt;/b&gt;')
	expect(mail?.html).not.toContain('<b>x</b>')
	expect(mail?.text).toContain(`Dear ${admin.name}`)
	expect(mail?.template_version).toBe(1)
})

dbTest("a template may name the attributes of the tenant's own dictionary, and no other tenant's", async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const input = attributeSchema.parse({
		subject: 'lot',
		key: 'kiln',
		type: 'text',
		labelEn: 'Kiln',
		labelZh: '窑炉',
		effectiveFrom: '2020-01-01',
		reason: 'Asked for',
	})
	await actAs(tenant, admin, (ctx) => saveAttribute(ctx, null, input))
	const item = await makeItem(tenant, { sku: 'FACT-2' })
	const lot = await makeLot(tenant, item, { code: 'L-KILN', attributes: { kiln: 'K-7' } })
	const content = words('lot_released', { title: 'From {{lot.attributes.kiln}}' })
	const saved = await actAs(tenant, admin, (ctx) => saveTemplate(ctx, { key: 'lot_released', expected: 0, content }))
	expect(saved).toMatchObject({ ok: true })
	const shown = await actAs(tenant, admin, (ctx) =>
		previewTemplate(ctx, { key: 'lot_released', content, lot: 'L-KILN' }),
	)
	expect(shown).toMatchObject({ ok: true, value: { en: { title: 'From K-7' } } })
	await withTenantContext(tenant.id, (ctx) =>
		notifyAccounts(ctx, [admin.id], {
			event: 'lot_released',
			about: { type: 'lot', id: lot.id, label: 'L-KILN' },
			href: `/lots/${lot.id}`,
			dedupeKey: 'kiln',
		}),
	)
	expect(await notices(tenant)).toMatchObject([{ title: { en: 'From K-7' }, template_version: 1 }])
	const other = await makeTenant()
	const stranger = await makePerson(other, ['compliance_admin'])
	const refused = await actAs(other, stranger, (ctx) =>
		saveTemplate(ctx, { key: 'lot_released', expected: 0, content }),
	)
	expect(refused).toMatchObject({
		error: { code: 'template-refused', problems: [{ code: 'unknown-variable', name: 'lot.attributes.kiln' }] },
	})
})

dbTest(
	'a stored template that cannot be used falls back to the shipped one, and the admins are told once',
	async () => {
		const tenant = await makeTenant()
		const admin = await makePerson(tenant, ['compliance_admin'])
		const person = await makePerson(tenant, ['quality_reviewer'])
		await withTenantContext(tenant.id, async (ctx) => {
			await ctx.em.execute(
				`insert into notice_template (id, tenant_id, key, number, content, author_name, created_at) values (?, ?, 'lot_held', 1, ?::jsonb, 'x', now())`,
				[newId(), tenant.id, JSON.stringify(words('lot_held', { title: '{{nobody.knows}}' }))],
			)
		})
		for (const key of ['f1', 'f2'])
			await withTenantContext(tenant.id, (ctx) => notifyAccounts(ctx, [person.id], held(key)))
		const rows = await notices(tenant)
		expect(rows.filter((row) => row.account_id === person.id).map((row) => row.title.en)).toEqual([
			'L-1 was put on hold',
			'L-1 was put on hold',
		])
		expect(rows.filter((row) => row.account_id === admin.id)).toMatchObject([{ template: 'template_failed' }])
	},
)
