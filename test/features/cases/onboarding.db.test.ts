import { expect } from 'vitest'
import { askDocuments } from '#app/features/cases/ask-documents.server.ts'
import { attachFile } from '#app/features/cases/attach-file.server.ts'
import { readCasePage } from '#app/features/cases/case-page.server.ts'
import { listCases } from '#app/features/cases/cases.queries.server.ts'
import { linkRecord } from '#app/features/cases/edit-case.server.ts'
import { type MoveCase, moveCase } from '#app/features/cases/move-case.server.ts'
import { onboardAll } from '#app/features/cases/onboard-suppliers.sweep.server.ts'
import { onboardingOf } from '#app/features/cases/onboarding.queries.server.ts'
import { createParty } from '#app/features/parties/create-party.server.ts'
import { listApprovals } from '#app/features/parties/parties.queries.server.ts'
import { partySchema } from '#app/features/parties/party.schema.ts'
import { setApproval } from '#app/features/parties/set-approval.server.ts'
import { fireDueTimers } from '#app/features/workflow/timers/timer-sweep.job.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { approveSupplier, makeSupplier } from '../../factories/party.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()

const ANSWERS = {
	legalName: 'Beiling 91610300',
	productionAddress: 'Baoji',
	qualitySystem: 'iso9001',
	traceability: 'lot_in_and_out',
	changeNotice: 'yes',
	recallContact: 'Li Wei',
}
const PAPER = { key: 'test/iso', fileName: 'iso.pdf', contentType: 'application/pdf', size: 10, sha256: '0'.repeat(64) }

const DAY = 86_400_000

/** A supplier made as a person makes one, with a login of its own, an item it is to deliver, and people who decide. */
async function scene() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const admin = await makePerson(tenant, ['compliance_admin'])
	const [quinn, rosa] = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['quality_reviewer'])]
	const form = partySchema.parse({
		kind: 'supplier',
		code: 'S-77',
		nameEn: 'Beiling',
		nameZh: '北岭',
		country: 'CN',
		language: 'en',
		active: 'on',
	})
	const made = await actAs(tenant, admin, (ctx) => createParty(ctx, form))
	if (!made.ok) throw new Error(made.error.code)
	const partyId = made.value.id
	const head = await actAs(tenant, admin, (ctx) => onboardingOf(ctx, partyId))
	if (!head) throw new Error('No onboarding')
	const { id } = head
	const supplier = await makePerson(tenant, ['supplier'], { partyId })
	const move = (by: typeof admin, transition: string, more: Partial<MoveCase> = {}) =>
		actAs(tenant, by, (ctx) => moveCase(ctx, { kind: 'supplier_onboarding', id, transition, ...more }), true)
	const refused = async (by: typeof admin, transition: string, more: Partial<MoveCase> = {}) => {
		const moved = await move(by, transition, more)
		if (moved.ok) return 'approvalId' in moved.value ? `${moved.value.have} of ${moved.value.need}` : moved.value.to
		return 'refusals' in moved.error ? moved.error.refusals.map(({ code }) => code).join() : moved.error.code
	}
	const page = async (by: typeof admin) => {
		const found = await actAs(tenant, by, (ctx) => readCasePage(ctx, 'supplier_onboarding', id))
		if (!found) throw new Error('No page')
		return found
	}
	const approvals = async () =>
		(await actAs(tenant, admin, (ctx) => listApprovals(ctx, { partyId }))).rows.map((row) => [
			row.status,
			row.qualification,
		])
	return { tenant, item, admin, quinn, rosa, supplier, partyId, id, move, refused, page, approvals }
}

const upload = (all: Awaited<ReturnType<typeof scene>>, by: 'supplier' | 'quinn', validUntil: string) =>
	actAs(all.tenant, all[by], (ctx) =>
		attachFile(ctx, {
			kind: 'supplier_onboarding',
			id: all.id,
			title: 'ISO 9001',
			file: PAPER,
			paper: { kind: 'quality_certificate', validUntil },
		}),
	)

dbTest(
	'a new supplier answers, is reviewed, approved by two others with signature, and goes on the approved list',
	async () => {
		const all = await scene()
		const { tenant, item, admin, quinn, rosa, supplier, partyId, id, refused, page, approvals } = all
		const linked = await actAs(tenant, quinn, (ctx) =>
			linkRecord(ctx, { kind: 'supplier_onboarding', id, code: item.sku }),
		)
		expect(linked.ok).toBe(true)
		const approve = { itemId: item.id, partyId, status: 'approved' as const, validUntil: undefined, supplierSku: null }
		expect(await actAs(tenant, admin, (ctx) => setApproval(ctx, approve))).toMatchObject({
			error: { code: 'not-onboarded' },
		})
		const asked = await actAs(tenant, supplier, (ctx) =>
			ctx.em.execute('select title from task where done_at is null and subject_id = ?', [id]),
		)
		expect(asked).toHaveLength(1)
		// What is missing keeps the answers from going off, and the supplier reads which.
		const sent = await all.move(supplier, 'submit', { fields: ANSWERS })
		expect(sent).toMatchObject({ ok: false, error: { refusals: [{ detail: { field: 'documents' } }] } })
		expect((await page(supplier)).onboarding?.documents).toMatchObject([
			{ kind: 'quality_certificate', state: 'missing' },
		])
		expect((await upload(all, 'supplier', '2020-01-01')).ok).toBe(true)
		expect((await page(supplier)).onboarding?.documents[0]?.state).toBe('expired')
		expect((await upload(all, 'supplier', '2099-01-01')).ok).toBe(true)
		expect(await refused(quinn, 'submit', { fields: ANSWERS })).toBe('permission')
		expect(await refused(supplier, 'submit', { fields: ANSWERS })).toBe('in_review')
		expect(
			await actAs(tenant, supplier, (ctx) =>
				ctx.em.execute('select id from task where done_at is null and subject_id = ?', [id]),
			),
		).toEqual([])
		world.clock.move(60_000)
		expect(await refused(quinn, 'propose', { fields: { assessment: 'All there', risk: 'low' } })).toBe(
			'awaiting_approval',
		)
		// The house's own words are not the supplier's to read; its answers are.
		const seen = await page(supplier)
		expect(seen.record.history.flatMap((entry) => entry.fields.map(({ value }) => value))).not.toContain('All there')
		expect(seen.onboarding?.answers.find(({ field }) => field === 'qualitySystem')?.value).toMatchObject({
			en: 'ISO 9001',
		})
		expect(seen.record.steps).toEqual([])
		expect(await refused(quinn, 'approve', { signature: await signAs(quinn) })).toBe('approval')
		expect(await refused(rosa, 'approve', { signature: await signAs(rosa) })).toBe('1 of 2')
		expect((await page(admin)).record.approvals[0]).toMatchObject({ have: 1, need: 2, mayStill: [admin.name] })
		expect(await refused(admin, 'approve', { signature: await signAs(admin) })).toBe('approved')
		expect(await approvals()).toEqual([['approved', 'approved']])
		const [decision] = await actAs(tenant, admin, (ctx) =>
			ctx.em.execute<{ outcome: string }[]>(
				`select outcome from decision where rule_set = 'supplier_onboarding' and subject_id = ? order by decided_at limit 1`,
				[id],
			),
		)
		expect(decision).toEqual({ outcome: 'pass' })
		// A year later it is asked again by the clock; without an answer it is suspended, everywhere.
		world.clock.move(366 * DAY)
		await fireDueTimers(tenant.id)
		expect((await page(admin)).one.status).toBe('requalification')
		expect(await approvals()).toEqual([['approved', 'approved']])
		world.clock.move(46 * DAY)
		await fireDueTimers(tenant.id)
		expect((await page(supplier)).one.status).toBe('suspended')
		expect(await approvals()).toEqual([['suspended', 'blocked']])
		expect(await refused(quinn, 'reinstate', { signature: await signAs(quinn) })).toBe('approved')
		expect(await approvals()).toEqual([['approved', 'approved']])
	},
	120_000,
)

dbTest(
	'what is asked changes with a reason; rules that doubt allow conditions only; rejection takes all away',
	async () => {
		const all = await scene()
		const { tenant, quinn, rosa, admin, supplier, id, refused, item, page, approvals } = all
		const ask = (by: typeof admin) =>
			actAs(tenant, by, (ctx) =>
				askDocuments(ctx, { kind: 'supplier_onboarding', id, documents: ['test_report'], reason: 'No system needed' }),
			)
		expect(await ask(supplier)).toMatchObject({ error: { code: 'forbidden' } })
		expect((await ask(quinn)).ok).toBe(true)
		await actAs(tenant, quinn, (ctx) => linkRecord(ctx, { kind: 'supplier_onboarding', id, code: item.sku }))
		await actAs(tenant, quinn, (ctx) =>
			attachFile(ctx, {
				kind: 'supplier_onboarding',
				id,
				title: 'Report',
				file: PAPER,
				paper: { kind: 'test_report' },
			}),
		)
		const doubtful = { ...ANSWERS, qualitySystem: 'none' }
		expect(await refused(quinn, 'record_answer', { fields: doubtful, reason: 'By telephone' })).toBe('in_review')
		world.clock.move(60_000)
		await refused(quinn, 'propose', { fields: { assessment: 'No system', risk: 'high' } })
		expect(await refused(rosa, 'approve', { signature: await signAs(rosa) })).toBe('guard,approval')
		const conditions = { fields: { conditions: 'Audit within a year' } }
		expect(await refused(rosa, 'approve_conditionally', { ...conditions, signature: await signAs(rosa) })).toBe(
			'1 of 2',
		)
		expect(await refused(admin, 'approve_conditionally', { ...conditions, signature: await signAs(admin) })).toBe(
			'conditional',
		)
		expect(await approvals()).toEqual([['conditional', 'conditional']])
		expect((await page(supplier)).record.history[0]?.fields[0]?.value).toBe('Audit within a year')
		expect(await refused(admin, 'withdraw', { reason: 'Out of business' })).toBe('withdrawn')
		expect(await approvals()).toEqual([['withdrawn', 'blocked']])
	},
)

dbTest('suppliers from before are taken over once; others neither see nor touch an onboarding', async () => {
	const tenant = await makeTenant()
	const [known, fresh, item] = [await makeSupplier(tenant), await makeSupplier(tenant), await makeItem(tenant)]
	await approveSupplier(tenant, { itemId: item.id, partyId: known.id })
	await onboardAll(tenant.id)
	await onboardAll(tenant.id)
	const auditor = await makePerson(tenant, ['auditor'])
	const listed = await actAs(tenant, auditor, (ctx) => listCases(ctx, 'supplier_onboarding', {}))
	expect(listed.items.map((one) => [one.partyId, one.status]).sort()).toEqual(
		[
			[known.id, 'approved'],
			[fresh.id, 'asked'],
		].sort(),
	)
	const id = listed.items.find((one) => one.partyId === known.id)?.id ?? ''
	const own = await makePerson(tenant, ['supplier'], { partyId: known.id })
	const rival = await makePerson(tenant, ['supplier'], { partyId: fresh.id })
	const stranger = await makePerson(await makeTenant(), ['compliance_admin'])
	const see = (by: typeof own, place = tenant) =>
		actAs(place, by, (ctx) => readCasePage(ctx, 'supplier_onboarding', id))
	expect((await see(own))?.links.rows.map((link) => link.label)).toEqual([item.sku])
	expect(await see(rival)).toBeNull()
	const other = await makeTenant()
	expect(await see(stranger, other)).toBeNull()
	const suspend = { kind: 'supplier_onboarding' as const, id, transition: 'suspend', reason: 'Mine now' }
	expect(await actAs(tenant, rival, (ctx) => moveCase(ctx, suspend))).toEqual({
		ok: false,
		error: { code: 'unknown-case' },
	})
	expect(await actAs(tenant, own, (ctx) => moveCase(ctx, suspend))).toMatchObject({
		error: { refusals: [{ code: 'permission' }] },
	})
	expect(await withTenantContext(other.id, (ctx) => moveCase(ctx, suspend))).toMatchObject({ ok: false })
})
