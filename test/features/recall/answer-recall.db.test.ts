import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { signaturesOfLots } from '#app/features/audit/signatures.queries.server.ts'
import { answerRecall } from '#app/features/recall/answer-recall.server.ts'
import { cancelRecall } from '#app/features/recall/cancel-recall.server.ts'
import { readCase } from '#app/features/recall/case.queries.server.ts'
import { readNotices } from '#app/features/recall/case-notices.queries.server.ts'
import { changeAddress } from '#app/features/recall/change-address.server.ts'
import { closeRecall } from '#app/features/recall/close-recall.server.ts'
import { markNoticeOpened } from '#app/features/recall/mark-notice-opened.server.ts'
import { listOwnNotices, readNotice } from '#app/features/recall/notice-page.queries.server.ts'
import { notifyConsignees } from '#app/features/recall/notify-consignees.server.ts'
import { remindConsignees } from '#app/features/recall/remind-consignees.server.ts'
import { sendNotice } from '#app/features/recall/send-notice.job.server.ts'
import { startReconciliation } from '#app/features/recall/start-reconciliation.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { readGrant, withGrantContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeChain, makeOpenRecall, signatureOf } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const someRequest = () => new Request('http://localhost/answer')

/** An open recall of the chain, its notices sent, with each consignee's link as the mail has it. */
async function told() {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const chain = await makeChain(tenant)
	const recallId = await makeOpenRecall(tenant, manager, [chain.seed])
	const sent = await actAs(tenant, manager, (ctx) => notifyConsignees(ctx, { recallId }))
	expect(sent).toEqual({ ok: true, value: { queued: 2, withoutAddress: 0 } })
	const notices = await actAs(tenant, manager, (ctx) => readNotices(ctx, recallId))
	for (const notice of notices) await withTenantContext(tenant.id, (ctx) => sendNotice(ctx, notice.id, 'first'))
	const east = notices.find((notice) => notice.party.id === chain.east.id)
	const west = notices.find((notice) => notice.party.id === chain.west.id)
	if (!east || !west) throw new Error('Both were to have a notice')
	return { tenant, manager, chain, recallId, east, west }
}

type Told = Awaited<ReturnType<typeof told>>

const mailsOf = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ recipient: string; text: string; message_id: string; language: string }[]>(
			'select recipient, text, message_id, language from mail order by created_at, id',
		),
	)

async function tokenOf(tenant: TenantInfo, email: string): Promise<string> {
	const mail = (await mailsOf(tenant)).find((row) => row.recipient === email)
	return /\/answer\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

const full = (notice: Told['east']) => ({
	answeredBy: 'M. Bernard, quality',
	acknowledged: true as const,
	lots: notice.lines.map((line) => ({
		lotId: line.lotId,
		returned: line.shipped,
		quarantined: '0',
		used: '0',
		destroyed: '0',
	})),
})

const answerBy = (token: string, input: Parameters<typeof answerRecall>[2]) =>
	withGrantContext(someRequest(), token, 'recall-notice', (ctx, id) => answerRecall(ctx, id, input))

dbTest('each consignee gets one mail in their language, and the same occasion never writes twice', async () => {
	const scene = await told()
	for (const notice of [scene.east, scene.west])
		await withTenantContext(scene.tenant.id, (ctx) => sendNotice(ctx, notice.id, 'first'))
	const mails = await mailsOf(scene.tenant)
	expect(mails.map((mail) => mail.recipient).sort()).toEqual([scene.chain.east.email, scene.chain.west.email].sort())
	expect(new Set(mails.map((mail) => mail.message_id)).size).toBe(2)
	const east = mails.find((mail) => mail.recipient === scene.chain.east.email)
	expect(east?.language).toBe('zh-CN')
	expect(east?.text).toContain('请停止使用以下批次')
	expect(east?.text).toContain('ROD-1, ROD-2')
	const notices = await actAs(scene.tenant, scene.manager, (ctx) => readNotices(ctx, scene.recallId))
	expect(notices.map((notice) => [notice.status, notice.mail])).toEqual([
		['sent', 'queued'],
		['sent', 'queued'],
	])
})

dbTest('the mailed link opens that notice alone, in its own tenant, and marks it as opened once', async () => {
	const scene = await told()
	const token = await tokenOf(scene.tenant, scene.chain.east.email)
	expect(await readGrant(`${token}x`)).toBeNull()
	const open = (ctx: Context, id: string) => markNoticeOpened(ctx, id).then(() => readNotice(ctx, id))
	const page = await withGrantContext(someRequest(), token, 'recall-notice', open)
	await withGrantContext(someRequest(), token, 'recall-notice', open)
	expect(page?.party.id).toBe(scene.chain.east.id)
	expect(page?.lots.map((lot) => [lot.code, lot.shipped])).toEqual([
		['ROD-1', '60'],
		['ROD-2', '40'],
	])
	const other = await withGrantContext(someRequest(), token, 'recall-notice', (ctx) =>
		answerRecall(ctx, scene.west.id, full(scene.west)),
	)
	expect(other).toEqual({ ok: false, error: { code: 'unknown-notice' } })
	expect(await withGrantContext(someRequest(), token, 'invitation', async () => 'opened')).toBeNull()
	const foreign = await told()
	const theirs = await withGrantContext(
		someRequest(),
		await tokenOf(foreign.tenant, foreign.chain.east.email),
		'recall-notice',
		(ctx) => answerRecall(ctx, scene.east.id, full(scene.east)),
	)
	expect(theirs).toEqual({ ok: false, error: { code: 'unknown-notice' } })
	const entries = await actAs(scene.tenant, scene.manager, (ctx) =>
		ctx.em.execute<unknown[]>(`select 1 from audit_entry where action = 'recall.notice-opened'`),
	)
	expect(entries).toHaveLength(1)
})

dbTest('takes an answer without an account, lets it be corrected, and says who gave it', async () => {
	const scene = await told()
	const token = await tokenOf(scene.tenant, scene.chain.east.email)
	const input = full(scene.east)
	const [first] = input.lots
	const part = await answerBy(token, { ...input, lots: first ? [{ ...first, returned: '10', used: '5' }] : [] })
	expect(part).toEqual({ ok: true, value: { unknown: '85' } })
	expect(await answerBy(token, input)).toEqual({ ok: true, value: { unknown: '0' } })
	const [notice] = (await actAs(scene.tenant, scene.manager, (ctx) => readNotices(ctx, scene.recallId))).filter(
		(one) => one.id === scene.east.id,
	)
	expect(notice).toMatchObject({ status: 'answered', answeredBy: 'M. Bernard, quality' })
	expect(notice?.lines.map((line) => line.answer?.returned)).toEqual(['60', '40'])
	const entries = await actAs(scene.tenant, scene.manager, (ctx) =>
		ctx.em.execute<
			{ actor: { kind: string; name: string }; before: { lots: Record<string, { returned: string } | null> } }[]
		>(`select actor, before from audit_entry where action = 'recall.answer' order by seq`),
	)
	expect(entries.map((entry) => [entry.actor.kind, entry.actor.name])).toEqual([
		['grant', 'M. Bernard, quality'],
		['grant', 'M. Bernard, quality'],
	])
	expect(entries[1]?.before.lots[first?.lotId ?? '']?.returned).toBe('10')
})

dbTest('refuses more than was shipped and lots that are not on the notice, and keeps nothing of it', async () => {
	const scene = await told()
	const token = await tokenOf(scene.tenant, scene.chain.east.email)
	const input = full(scene.east)
	const tooMuch = { ...input, lots: input.lots.map((lot, index) => (index === 1 ? { ...lot, used: '0.000001' } : lot)) }
	expect(await answerBy(token, tooMuch)).toMatchObject({
		ok: false,
		error: { code: 'more-than-shipped', lotId: input.lots[1]?.lotId },
	})
	expect(
		await answerBy(token, {
			...input,
			lots: [{ lotId: scene.chain.other.id, returned: '1', quarantined: '0', used: '0', destroyed: '0' }],
		}),
	).toMatchObject({ ok: false, error: { code: 'unknown-lot' } })
	const notices = await actAs(scene.tenant, scene.manager, (ctx) => readNotices(ctx, scene.recallId))
	expect(
		notices.every((notice) => notice.answeredAt === null && notice.lines.every((line) => line.answer === null)),
	).toBe(true)
})

dbTest('a logged-in customer sees and answers their own notices only; other roles none', async () => {
	const scene = await told()
	const buyer = await makePerson(scene.tenant, ['customer'], { partyId: scene.chain.west.id })
	const own = await actAs(scene.tenant, buyer, (ctx) => listOwnNotices(ctx, { limit: 10 }))
	expect(own.items.map((notice) => notice.id)).toEqual([scene.west.id])
	expect(await actAs(scene.tenant, buyer, (ctx) => readNotice(ctx, scene.east.id))).toBeNull()
	expect(await actAs(scene.tenant, buyer, (ctx) => answerRecall(ctx, scene.east.id, full(scene.east)))).toEqual({
		ok: false,
		error: { code: 'unknown-notice' },
	})
	expect(await actAs(scene.tenant, buyer, (ctx) => answerRecall(ctx, scene.west.id, full(scene.west)))).toMatchObject({
		ok: true,
	})
	const reviewer = await makePerson(scene.tenant, ['quality_reviewer'])
	expect(await actAs(scene.tenant, reviewer, (ctx) => answerRecall(ctx, scene.west.id, full(scene.west)))).toEqual({
		ok: false,
		error: { code: 'unknown-notice' },
	})
	const byPhone = await actAs(scene.tenant, scene.manager, (ctx) => answerRecall(ctx, scene.east.id, full(scene.east)))
	expect(byPhone).toMatchObject({ ok: true })
})

dbTest('reminds those who have not accounted for everything, once for one number', async () => {
	const scene = await told()
	const token = await tokenOf(scene.tenant, scene.chain.west.email)
	await answerBy(token, full(scene.west))
	const all = await actAs(scene.tenant, scene.manager, (ctx) => remindConsignees(ctx, { recallId: scene.recallId }))
	expect(all).toEqual({ ok: true, value: { queued: 1 } })
	expect(
		await actAs(scene.tenant, scene.manager, (ctx) =>
			remindConsignees(ctx, { recallId: scene.recallId, noticeId: scene.west.id }),
		),
	).toEqual({ ok: false, error: { code: 'unknown-notice' } })
	await withTenantContext(scene.tenant.id, (ctx) => sendNotice(ctx, scene.east.id, 'reminder-1'))
	await withTenantContext(scene.tenant.id, (ctx) => sendNotice(ctx, scene.east.id, 'reminder-1'))
	expect(await mailsOf(scene.tenant)).toHaveLength(3)
	const auditor = await makePerson(scene.tenant, ['auditor'])
	expect(await actAs(scene.tenant, auditor, (ctx) => remindConsignees(ctx, { recallId: scene.recallId }))).toEqual({
		ok: false,
		error: { code: 'forbidden' },
	})
	expect(await actAs(scene.tenant, scene.manager, (ctx) => remindConsignees(ctx, { recallId: newId() }))).toEqual({
		ok: false,
		error: { code: 'unknown-recall' },
	})
})

dbTest('a corrected address gets the notice; the first link stays good', async () => {
	const scene = await told()
	const token = await tokenOf(scene.tenant, scene.chain.east.email)
	const request = { recallId: scene.recallId, noticeId: scene.east.id, email: 'quality@east.example' }
	expect(await actAs(scene.tenant, scene.manager, (ctx) => changeAddress(ctx, request))).toEqual({
		ok: true,
		value: { sending: true },
	})
	expect(await actAs(scene.tenant, scene.manager, (ctx) => changeAddress(ctx, request))).toEqual({
		ok: false,
		error: { code: 'same-address' },
	})
	await withTenantContext(scene.tenant.id, (ctx) => sendNotice(ctx, scene.east.id, 'address-quality@east.example'))
	expect(await tokenOf(scene.tenant, 'quality@east.example')).not.toBe('')
	expect(await readGrant(token)).toMatchObject({ subjectId: scene.east.id })
})

dbTest('refuses to close with everything that is missing, and closes with a signed explanation', async () => {
	const scene = await told()
	await answerBy(await tokenOf(scene.tenant, scene.chain.west.email), full(scene.west))
	await actAs(scene.tenant, scene.manager, (ctx) => startReconciliation(ctx, { recallId: scene.recallId }))
	const signature = await signatureOf(scene.manager)
	const refused = await actAs(scene.tenant, scene.manager, (ctx) =>
		closeRecall(ctx, { recallId: scene.recallId, signature }),
	)
	expect(refused).toMatchObject({
		ok: false,
		error: {
			code: 'not-ready',
			missing: [
				{ key: 'all-answered', missing: 1 },
				{ key: 'nothing-unknown', missing: 2 },
			],
		},
	})
	const short = await actAs(scene.tenant, scene.manager, (ctx) =>
		closeRecall(ctx, { recallId: scene.recallId, signature, explanation: 'too short' }),
	)
	expect(short).toMatchObject({ ok: false, error: { code: 'not-ready' } })
	const reviewer = await makePerson(scene.tenant, ['quality_reviewer'])
	const theirs = await signatureOf(reviewer)
	expect(
		await actAs(scene.tenant, reviewer, (ctx) => closeRecall(ctx, { recallId: scene.recallId, signature: theirs })),
	).toMatchObject({ ok: false, error: { code: 'transition-refused', refusals: [{ code: 'permission' }] } })
	const closed = await actAs(scene.tenant, scene.manager, (ctx) =>
		closeRecall(ctx, {
			recallId: scene.recallId,
			signature,
			explanation: 'The consignee went out of business; its stock was sold by the receiver.',
		}),
	)
	expect(closed).toEqual({ ok: true, value: { lots: 4 } })
	await actAs(scene.tenant, scene.manager, async (ctx) => {
		expect(await readCase(ctx, scene.recallId)).toMatchObject({ status: 'closed', category: 'done' })
		const lots = await ctx.em.execute<{ status: string }[]>(
			`select distinct l.status from recall_lot x join lot l on l.id = x.lot_id`,
		)
		expect(lots).toEqual([{ status: 'recall_closed' }])
		const [entry] = await ctx.em.execute<{ after: { fields: { explanation: string } } }[]>(
			`select after from audit_entry where action = 'recall.close'`,
		)
		expect(entry?.after.fields.explanation).toContain('out of business')
	})
	expect(await answerBy(await tokenOf(scene.tenant, scene.chain.east.email), full(scene.east))).toEqual({
		ok: false,
		error: { code: 'recall-closed' },
	})
})

dbTest(
	'cancelling puts the lots on hold with a reason, except those of another open recall, and tells who was told',
	async () => {
		const scene = await told()
		const other = await makeOpenRecall(scene.tenant, scene.manager, [scene.chain.second])
		const signature = await signatureOf(scene.manager, 'The retest was wrong')
		const cancelled = await actAs(scene.tenant, scene.manager, (ctx) =>
			cancelRecall(ctx, { recallId: scene.recallId, signature }),
		)
		expect(cancelled).toEqual({ ok: true, value: { lots: 3, told: 2 } })
		await actAs(scene.tenant, scene.manager, async (ctx) => {
			const lots = await ctx.em.execute<{ code: string; status: string; reason: string | null }[]>(
				`select l.code, l.status, h.reason from lot l left join hold h on h.lot_id = l.id and h.lifted_at is null where l.code in ('BAR-1', 'ROD-1', 'ROD-2') order by l.code`,
			)
			expect(lots.map((lot) => [lot.code, lot.status, lot.reason?.includes('The retest was wrong') ?? false])).toEqual([
				['BAR-1', 'on_hold', true],
				['ROD-1', 'on_hold', true],
				['ROD-2', 'recalled', false],
			])
			expect((await readCase(ctx, other))?.status).toBe('open')
			// The trace of a lot on paper has who opened and cancelled what.
			const signed = await signaturesOfLots(ctx, [scene.chain.second.id], 10)
			expect(signed.rows.map((row) => [row.reason, row.standing])).toEqual([
				['The retest was wrong', 'good'],
				['Confirmed failure', 'good'],
				['Confirmed failure', 'good'],
			])
			expect(new Set(signed.rows.map((row) => row.about)).size).toBe(2)
			expect(await signaturesOfLots(ctx, [scene.chain.second.id], 1)).toMatchObject({
				all: 3,
				rows: [{ about: expect.any(String) }],
			})
		})
		await withTenantContext(scene.tenant.id, (ctx) => sendNotice(ctx, scene.east.id, 'cancelled'))
		const last = (await mailsOf(scene.tenant)).at(-1)
		expect(last?.text).not.toContain('/answer/')
		expect(await answerBy(await tokenOf(scene.tenant, scene.chain.east.email), full(scene.east))).toEqual({
			ok: false,
			error: { code: 'recall-closed' },
		})
	},
)
