import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { listNotices, type NoticeSearch } from '#app/features/identity/account.queries.server.ts'
import { listMails, readMail } from '#app/features/identity/mail.queries.server.ts'
import { markNoticesRead } from '#app/features/identity/mark-notices-read.server.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { retryMail } from '#app/features/identity/retry-mail.server.ts'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()
const notice = {
	title: { en: 'Lot L1 waits for release', 'zh-CN': '批次 L1 待放行' },
	href: '/lots/1',
	dedupeKey: 'lot-1',
}

dbTest('everyone in a role is told once, and the one who acted not at all', async () => {
	const tenant = await makeTenant()
	const actor = await makePerson(tenant, ['quality_reviewer'])
	const one = await makePerson(tenant, ['quality_reviewer', 'auditor'])
	const other = await makePerson(tenant, ['operator'])
	await actAs(tenant, actor, (ctx) => notifyRole(ctx, 'quality_reviewer', notice))
	await actAs(tenant, actor, (ctx) => notifyRole(ctx, 'quality_reviewer', notice))
	expect((await actAs(tenant, one, (ctx) => listNotices(ctx))).notices).toMatchObject([
		{ title: notice.title, href: '/lots/1', readAt: null },
	])
	expect((await actAs(tenant, actor, (ctx) => listNotices(ctx))).notices).toEqual([])
	expect((await actAs(tenant, other, (ctx) => listNotices(ctx))).notices).toEqual([])
})

dbTest("a partner's notice reaches that partner's people alone", async () => {
	const tenant = await makeTenant()
	const supplier = await makeSupplier(tenant)
	const rival = await makeSupplier(tenant)
	const one = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const two = await makePerson(tenant, ['supplier'], { partyId: rival.id })
	await withTenantContext(tenant.id, (ctx) => notifyRole(ctx, 'supplier', notice, { partyId: supplier.id }))
	expect((await actAs(tenant, one, (ctx) => listNotices(ctx))).notices).toHaveLength(1)
	expect((await actAs(tenant, two, (ctx) => listNotices(ctx))).notices).toHaveLength(0)
})

dbTest('notices are read one by one or all at once, never those of others', async () => {
	const tenant = await makeTenant()
	const one = await makePerson(tenant, ['auditor'])
	const two = await makePerson(tenant, ['auditor'])
	for (const key of ['a', 'b', 'c'])
		await withTenantContext(tenant.id, (ctx) => notifyRole(ctx, 'auditor', { ...notice, dedupeKey: key }))
	const first = (await actAs(tenant, one, (ctx) => listNotices(ctx))).notices[0]?.id ?? ''
	expect(await actAs(tenant, two, (ctx) => markNoticesRead(ctx, { id: first }))).toEqual(ok(0))
	expect(await actAs(tenant, one, (ctx) => markNoticesRead(ctx, { id: first }))).toEqual(ok(1))
	expect(await actAs(tenant, one, (ctx) => markNoticesRead(ctx, 'all'))).toEqual(ok(2))
	expect((await actAs(tenant, two, (ctx) => listNotices(ctx))).notices.every((row) => row.readAt === null)).toBe(true)
})

dbTest('notices are found by kind and by whether they are read, and those of a kind are read together', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['quality_reviewer'])
	await withTenantContext(tenant.id, async (ctx) => {
		for (const [event, key] of [
			['lot_held', 'h1'],
			['lot_held', 'h2'],
			['recall_opened', 'r1'],
			['task_assigned', 't1'],
		] as const)
			await notifyRole(ctx, 'quality_reviewer', { ...notice, event, dedupeKey: key })
	})
	const list = (search: NoticeSearch = {}) => actAs(tenant, person, (ctx) => listNotices(ctx, search))
	expect((await list()).counts).toEqual({ all: 4, unread: 4, kinds: { release: 2, recall: 1, work: 1 } })
	expect((await list({ kind: 'release' })).notices.map((one) => one.kind)).toEqual(['release', 'release'])
	expect(await actAs(tenant, person, (ctx) => markNoticesRead(ctx, { kind: 'release' }))).toEqual(ok(2))
	const unread = await list({ unread: true })
	expect(unread.notices.map((one) => one.kind).sort()).toEqual(['recall', 'work'])
	expect(unread.counts).toMatchObject({ all: 4, unread: 2 })
	expect((await list({ unread: true, kind: 'release' })).notices).toEqual([])
})

dbTest('long lists of notices go on by cursor without doubles', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	await withTenantContext(tenant.id, async (ctx) => {
		for (let i = 0; i < 60; i++) await notifyRole(ctx, 'auditor', { ...notice, dedupeKey: `n${i}` })
	})
	const first = await actAs(tenant, person, (ctx) => listNotices(ctx))
	const second = await actAs(tenant, person, (ctx) => listNotices(ctx, { before: first.nextCursor }))
	expect([first.notices.length, second.notices.length, second.nextCursor]).toEqual([50, 10, null])
	expect(new Set([...first.notices, ...second.notices].map((row) => row.id)).size).toBe(60)
})

const write = (tenant: TenantInfo, key: string) =>
	withTenantContext(tenant.id, (ctx) =>
		queueMail(ctx, {
			to: 'x@example.test',
			language: 'en',
			template: 'invitation',
			dedupeKey: key,
			content: {
				subject: `Mail ${key}`,
				paragraphs: ['Hello'],
				action: { label: 'Join', url: `${ctx.baseUrl}/invitation/${'t'.repeat(43)}` },
			},
		}),
	)

dbTest('the outbox lists mails by status and shows one with its links while they are kept', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const id = (await write(tenant, 'one')) ?? ''
	await write(tenant, 'two')
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("update mail set status = 'failed', last_error = '451 try later' where id = ?", [id]),
	)
	const all = await actAs(tenant, admin, (ctx) => listMails(ctx))
	expect([all.mails.length, all.counts]).toEqual([2, { failed: 1, queued: 1 }])
	const failed = await actAs(tenant, admin, (ctx) => listMails(ctx, { status: 'failed' }))
	expect(failed.mails).toMatchObject([{ id, lastError: '451 try later', attempts: 0 }])
	const mail = await actAs(tenant, admin, (ctx) => readMail(ctx, id))
	expect(mail?.text).toContain(`/invitation/${'t'.repeat(43)}`)
	expect(mail?.templateName).toEqual({ en: expect.any(String), 'zh-CN': expect.any(String) })
	const paged = await actAs(tenant, admin, (ctx) => listMails(ctx, { limit: 1 }))
	const next = await actAs(tenant, admin, (ctx) => listMails(ctx, { limit: 1, before: paged.nextCursor ?? undefined }))
	expect([paged.mails[0]?.id, next.mails[0]?.id].sort()).toEqual(all.mails.map((row) => row.id).sort())
})

dbTest('where mails really go out, nobody reads the secrets of personal links in the outbox', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const id = (await write(tenant, 'secret')) ?? ''
	const kept = test.portal.mail
	test.portal.mail = { ...kept, kind: 'smtp' }
	try {
		const mail = await actAs(tenant, admin, (ctx) => readMail(ctx, id))
		expect(mail?.html).not.toContain('t'.repeat(43))
		expect(mail?.text).not.toContain('t'.repeat(43))
		expect(mail?.secretsHidden).toBe(true)
	} finally {
		test.portal.mail = kept
	}
})

dbTest(
	'a mail that was never taken is sent again by a compliance admin; others cannot, nor another tenant',
	async () => {
		const tenant = await makeTenant()
		const admin = await makePerson(tenant, ['compliance_admin'])
		const auditor = await makePerson(tenant, ['auditor'])
		const id = (await write(tenant, 'again')) ?? ''
		expect(await actAs(tenant, admin, (ctx) => retryMail(ctx, id))).toEqual(err({ code: 'not-failed' }))
		await withTenantContext(tenant.id, (ctx) => ctx.em.execute("update mail set status = 'failed' where id = ?", [id]))
		expect(await actAs(tenant, auditor, (ctx) => retryMail(ctx, id))).toEqual(err({ code: 'not-allowed' }))
		const other = await makeTenant()
		const stranger = await makePerson(other, ['compliance_admin'])
		expect(await actAs(other, stranger, (ctx) => retryMail(ctx, id))).toEqual(err({ code: 'not-found' }))
		expect(await actAs(other, stranger, (ctx) => readMail(ctx, id))).toBeNull()
		expect(await actAs(tenant, admin, (ctx) => retryMail(ctx, id))).toEqual(ok(null))
		expect((await actAs(tenant, admin, (ctx) => readMail(ctx, id)))?.status).toBe('queued')
	},
)
