import { expect } from 'vitest'
import { signaturesOf } from '#app/features/audit/signatures.queries.server.ts'
import { readReleasePage } from '#app/features/release/release-page.server.ts'
import { signRelease } from '#app/features/release/sign-release.server.ts'
import { delegate } from '#app/features/workflow/delegate.server.ts'
import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { lotState } from '../../factories/delivery.ts'
import { lotVersion, makeTestedLot } from '../../factories/quality.ts'
import { requestOf } from '../../factories/request.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()
const DAY = 86_400_000

/** A tested lot, its reviewer Ann who is away, and Cy of production who stands in for her. */
async function standIn() {
	const tenant = await makeTenant()
	const made = await makeTestedLot(tenant)
	const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' })
	const cy = await makePerson(tenant, ['operator'], { name: 'Cy' })
	const now = world.clock.now().getTime()
	const times = { startsAt: new Date(now - DAY), endsAt: new Date(now + DAY) }
	const given = await actAs(tenant, ann, (ctx) =>
		delegate(ctx, { delegateId: cy.id, ...times, kinds: ['lot'], reason: 'On leave' }),
	)
	if (!given.ok) throw new Error(given.error.code)
	return { tenant, lot: made.lot, ann, cy }
}

/** The release page's dialog, sent by a person. */
async function sign(tenant: TenantInfo, person: TestPerson, lotId: string, more: Record<string, string> = {}) {
	const fields = { intent: 'transition', transition: 'release', version: String(await lotVersion(tenant, lotId)) }
	const typed = { reason: 'Record reviewed', password: person.password, ...more }
	const body = new URLSearchParams({ ...fields, ...typed })
	return signRelease({ request: await requestOf(tenant, person, `/release/${lotId}`, { method: 'POST', body }) }, lotId)
}

dbTest('a lot is released in the name of who is away; history, signatures and audit name both', async () => {
	const { tenant, lot, ann, cy } = await standIn()
	const page = await actAs(tenant, cy, (ctx) => readReleasePage(ctx, lot.id))
	expect(page?.page.delegators).toEqual([{ id: ann.id, name: 'Ann' }])
	expect(page?.page.actions.find(({ key }) => key === 'release')).toMatchObject({ permitted: true, inNameOf: ann.id })

	const own = await sign(tenant, cy, lot.id)
	expect(own).toMatchObject({ ok: false, formError: expect.stringMatching(/permission|right|may/i) })
	expect(await sign(tenant, cy, lot.id, { inNameOf: ann.id })).toEqual({ ok: true, approvals: null })
	expect(await lotState(tenant, lot.id)).toMatchObject({ status: 'released' })

	const after = await actAs(tenant, ann, (ctx) => readReleasePage(ctx, lot.id))
	expect(after?.last).toMatchObject({
		transition: 'release',
		title: { en: 'Release', 'zh-CN': '放行' },
		actor: 'Ann',
		delegate: 'Cy',
	})
	const { history } = await actAs(tenant, ann, (ctx) => readRecordPage(ctx, 'lot', lot.id, { version: 1 }))
	expect(history.filter((entry) => entry.signature)).toMatchObject([
		{ actor: 'Ann', delegate: 'Cy', signature: { name: 'Cy', inNameOf: 'Ann' } },
	])
	const signatures = await actAs(tenant, ann, (ctx) => signaturesOf(ctx, lot.id, '2100-01-01T00:00:00Z'))
	expect(signatures).toMatchObject([{ printedName: 'Cy', inNameOf: 'Ann', standing: 'good' }])
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`select actor->>'name' as by, after::text like '%Ann%' as names from audit_entry where subject_id = ? and action = 'lot.release'`,
			[lot.id],
		),
	)
	expect(entry).toEqual({ by: 'Cy', names: true })
})

dbTest('the release asks what the company’s own step asks, and keeps what was decided', async () => {
	const { tenant, lot, ann } = await standIn()
	await publishChanged(tenant, 'lot_lifecycle', (definition) => {
		const release = definition.transitions.find(({ key }) => key === 'release')
		const label = { en: 'Certificate seen', 'zh-CN': '已核对证书' }
		if (release) release.form = { required: [], fields: [{ field: 'seen', label, type: 'text', required: true }] }
	})
	const later = await makeTestedLot(tenant)
	expect(await sign(tenant, ann, later.lot.id)).toMatchObject({
		ok: false,
		fieldErrors: { 'field.seen': expect.any(String) },
	})
	expect(await sign(tenant, ann, later.lot.id, { 'field.seen': 'Yes, MTC-26-1' })).toMatchObject({ ok: true })
	// The lot from before stays on the version that it began on.
	expect(await sign(tenant, ann, lot.id)).toMatchObject({ ok: true })
	const kept = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`select outcome from decision where rule_set = 'release_gate' and subject_id = ?`, [lot.id]),
	)
	expect(kept).toEqual([{ outcome: 'pass' }])
})

dbTest('who signs what somebody else has decided is told who it was, and no decision is kept for it', async () => {
	const { tenant, lot, ann } = await standIn()
	const second = await makePerson(tenant, ['quality_reviewer'])
	const seen = { version: String(await lotVersion(tenant, lot.id)) }
	expect(await sign(tenant, ann, lot.id)).toMatchObject({ ok: true })
	expect(await sign(tenant, second, lot.id, seen)).toMatchObject({
		ok: false,
		formError: expect.stringMatching(/^Ann was faster: .* Reload the page/),
	})
	const kept = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`select outcome from decision where rule_set = 'release_gate' and subject_id = ?`, [lot.id]),
	)
	expect(kept).toHaveLength(1)
})
