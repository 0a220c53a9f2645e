import { expect } from 'vitest'
import { signaturesOf } from '#app/features/audit/signatures.queries.server.ts'
import { holdLots } from '#app/features/lots/hold-lots.server.ts'
import { liftHold } from '#app/features/lots/lift-hold.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { type Delegate, delegate, endDelegation } from '#app/features/workflow/delegate.server.ts'
import { ownDelegations } from '#app/features/workflow/delegations.queries.server.ts'
import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import type { WorkflowApproval } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()
const DAY = 86_400_000
const fromNow = (days: number) => new Date(world.clock.now().getTime() + days * DAY)

const delegateTo = (tenant: TenantInfo, from: TestPerson, to: { id: string }, more: Partial<Delegate> = {}) =>
	actAs(tenant, from, (ctx) =>
		delegate(ctx, {
			delegateId: to.id,
			startsAt: fromNow(-1),
			endsAt: fromNow(7),
			kinds: [],
			reason: 'On leave',
			...more,
		}),
	)

/** A reviewer who is away, an operator who stands in, and a lot in quarantine that needs approvals to be submitted. */
async function away(approval: WorkflowApproval = { quorum: 2, roles: ['quality_reviewer'] }) {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', { approval })
	const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' })
	const cy = await makePerson(tenant, ['operator'], { name: 'Cy' })
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const submit = async (person: TestPerson, inNameOf?: string) => {
		const result = await actAs(tenant, person, (ctx) =>
			transitionLot(ctx, { lotId: lot.id, transition: 'submit', mayApprove: true, inNameOf }),
		)
		if (result.ok) return result.value.approvals ? `${result.value.approvals.have}` : 'moved'
		return result.error.code === 'transition-refused' ? result.error.refusals.map((one) => one.code).join() : 'unknown'
	}
	return { tenant, ann, cy, lot, submit }
}

dbTest('lets a delegate act in the name of the one who is away, with both on record', async () => {
	const { tenant, ann, cy, lot, submit } = await away()
	expect(await submit(cy, ann.id)).toBe('permission')
	expect(await delegateTo(tenant, ann, cy)).toMatchObject({ ok: true })
	expect(await submit(cy, ann.id)).toBe('1')
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('select approver_id, delegate_id, roles from workflow_approval where subject_id = ?', [lot.id]),
	)
	expect(row).toEqual({ approver_id: ann.id, delegate_id: cy.id, roles: ['quality_reviewer'] })
	// Both are used up: neither makes the second approval.
	expect(await submit(ann)).toBe('approval')
	expect(await submit(cy, ann.id)).toBe('approval')
})

dbTest('gives no right that the delegator has not got now, nor beyond its time, kinds and end', async () => {
	const { tenant, ann, cy, submit } = await away()
	await delegateTo(tenant, ann, cy, { kinds: ['recall'] })
	expect(await submit(cy, ann.id)).toBe('permission')
	await delegateTo(tenant, ann, cy, { startsAt: fromNow(1) })
	expect(await submit(cy, ann.id)).toBe('permission')
	const made = await delegateTo(tenant, ann, cy)
	if (!made.ok) throw new Error(made.error.code)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("update membership set role = 'operator' where account_id = ?", [ann.id]),
	)
	expect(await submit(cy, ann.id)).toContain('approval')
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update membership set disabled_at = now() where account_id = ?', [ann.id]),
	)
	expect(await submit(cy, ann.id)).toBe('permission')
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("update membership set role = 'quality_reviewer', disabled_at = null where account_id = ?", [
			ann.id,
		]),
	)
	expect(await actAs(tenant, cy, (ctx) => endDelegation(ctx, made.value.id))).toMatchObject({ ok: true })
	expect(await submit(cy, ann.id)).toBe('permission')
	expect(await actAs(tenant, cy, (ctx) => endDelegation(ctx, made.value.id))).toMatchObject({ error: { code: 'over' } })
})

dbTest('excludes the requester as somebody’s delegate too', async () => {
	const { tenant, ann, cy, lot } = await away({ quorum: 1, exclude: ['requester'], roles: ['quality_reviewer'] })
	await publishStep(tenant, 'send_back', {
		approval: { quorum: 1, exclude: ['requester'], roles: ['quality_reviewer'] },
	})
	const operator = await makePerson(tenant, ['operator'])
	const other = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const move = (person: TestPerson, transition: string, inNameOf?: string) =>
		actAs(tenant, person, (ctx) =>
			transitionLot(ctx, { lotId: other.id, transition, reason: 'Look again', mayApprove: true, inNameOf }),
		)
	expect(lot.id).not.toBe(other.id)
	expect(await move(operator, 'submit')).toMatchObject({ ok: true })
	await delegateTo(tenant, ann, operator)
	expect(await move(operator, 'send_back', ann.id)).toMatchObject({ ok: false })
	await delegateTo(tenant, ann, cy)
	expect(await move(cy, 'send_back', ann.id)).toMatchObject({ ok: true })
})

dbTest('refuses a delegation that makes no sense, and shows each only to its two people', async () => {
	const { tenant, ann, cy } = await away()
	const supplier = await makePerson(tenant, ['supplier'])
	const other = await makeTenant()
	const stranger = await makePerson(other, ['quality_reviewer'])
	const refused = async (to: { id: string }, more: Partial<Delegate> = {}) => {
		const result = await delegateTo(tenant, ann, to, more)
		return result.ok ? 'ok' : result.error.code
	}
	expect(await refused(ann)).toBe('yourself')
	expect(await refused(stranger)).toBe('unknown-person')
	expect(await refused(cy, { endsAt: fromNow(-2) })).toBe('ends-before-start')
	expect(await refused(cy, { startsAt: fromNow(-9), endsAt: fromNow(-2) })).toBe('in-the-past')
	expect(await refused(cy, { endsAt: fromNow(200) })).toBe('too-long')
	expect(await refused(cy, { reason: ' ' })).toBe('reason-missing')
	expect(await refused(cy)).toBe('ok')
	const seen = async (person: TestPerson, place = tenant) =>
		(await actAs(place, person, (ctx) => ownDelegations(ctx))).rows
	expect(await seen(ann)).toMatchObject([{ person: 'Cy', mine: true, standing: 'in-force' }])
	expect(await seen(cy)).toMatchObject([{ person: 'Ann', mine: false }])
	expect(await seen(supplier)).toEqual([])
	expect(await seen(stranger, other)).toEqual([])
})

dbTest('a hold is lifted in the name of the one who is away, and by nobody who only says so', async () => {
	const { tenant, ann, cy, lot } = await away()
	const held = await actAs(tenant, ann, (ctx) => holdLots(ctx, { lotIds: [lot.id], reason: 'Seal looks open' }))
	expect(held.ok).toBe(true)
	const lift = async (inNameOf?: string) => {
		const signature = await signAs(cy, 'Seal was whole')
		return actAs(tenant, cy, (ctx) => liftHold(ctx, { lotId: lot.id, reason: 'Seal was whole', signature, inNameOf }))
	}
	expect(await lift()).toMatchObject({ ok: false })
	expect(await lift(ann.id)).toMatchObject({ ok: false })
	await delegateTo(tenant, ann, cy)
	expect(await lift(ann.id)).toMatchObject({ ok: true, value: { onHold: false } })
})

dbTest('a step signed for who is away is told with both names, in the history and with the signatures', async () => {
	const { tenant, ann, cy, lot } = await away()
	await actAs(tenant, ann, (ctx) => holdLots(ctx, { lotIds: [lot.id], reason: 'Seal looks open' }))
	await delegateTo(tenant, ann, cy)
	const signature = await signAs(cy, 'Seal was whole')
	const lifted = await actAs(tenant, cy, (ctx) =>
		liftHold(ctx, { lotId: lot.id, reason: 'Seal was whole', signature, inNameOf: ann.id }),
	)
	expect(lifted).toMatchObject({ ok: true })
	const { history } = await actAs(tenant, ann, (ctx) => readRecordPage(ctx, 'lot', lot.id, { version: 1 }))
	const signed = history.filter((entry) => entry.signature)
	expect(signed).toMatchObject([{ actor: 'Ann', delegate: 'Cy', signature: { name: 'Cy', inNameOf: 'Ann' } }])
	const shown = await actAs(tenant, ann, (ctx) => signaturesOf(ctx, lot.id, '2100-01-01T00:00:00Z'))
	expect(shown).toMatchObject([{ printedName: 'Cy', inNameOf: 'Ann', standing: 'good' }])
})

dbTest('a step begins in the name of who is away where the reader’s own right is not enough', async () => {
	const { tenant, ann, cy, lot } = await away()
	const begins = async (person: TestPerson) => {
		const { steps } = await actAs(tenant, person, (ctx) => readRecordPage(ctx, 'lot', lot.id, { version: 1 }))
		return steps.find(({ key }) => key === 'submit')?.inNameOf
	}
	expect(await begins(ann)).toBeNull()
	await delegateTo(tenant, ann, cy)
	expect(await begins(cy)).toBe(ann.id)
	// Another reviewer can approve by their own right, and begins with it.
	const bo = await makePerson(tenant, ['quality_reviewer'], { name: 'Bo' })
	await delegateTo(tenant, ann, bo)
	expect(await begins(bo)).toBeNull()
})
