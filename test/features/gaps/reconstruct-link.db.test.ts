import { expect } from 'vitest'
import { signaturesOfLots } from '#app/features/audit/signatures.queries.server.ts'
import { readGapOverview } from '#app/features/gaps/gaps.queries.server.ts'
import { toTraceBody } from '#app/features/genealogy/api/trace-body.ts'
import { eventsOfLot } from '#app/features/genealogy/events.queries.server.ts'
import { neighboursOf } from '#app/features/genealogy/neighbours.queries.server.ts'
import { type ReconstructLink, reconstructLink } from '#app/features/genealogy/reconstruct-link.server.ts'
import { traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function sign(person: TestPerson, reason = 'The batch record shows it') {
	const proof = await proveIdentity({ accountId: person.id }, { password: person.password })
	if (!proof.ok) throw new Error(proof.error.code)
	return { proof: proof.value, meaning: 'reconstructed', reason }
}

type Scene = {
	tenant: TenantInfo
	person: TestPerson
	parent: { id: string; code: string }
	child: { id: string; code: string }
}

async function makeScene(): Promise<Scene> {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	return {
		tenant,
		person: await makePerson(tenant, ['quality_reviewer']),
		parent: await makeLot(tenant, item, { manufacturedOn: '2026-06-01' }),
		child: await makeLot(tenant, item),
	}
}

const link = async ({ tenant, person, parent, child }: Scene, more: Partial<ReconstructLink> = {}) => {
	const signature = more.signature ?? (await sign(person))
	return actAs(tenant, person, (ctx) =>
		reconstructLink(ctx, {
			parentId: parent.id,
			childId: child.id,
			kind: 'consume',
			quantity: { value: '40000', unit: 'GRM' },
			happenedAt: new Date('2026-07-01T08:00:00Z'),
			evidence: 'Batch record 17, page 4',
			takeFromStock: false,
			...more,
			signature,
		}),
	)
}

dbTest('its signature is told with the lots at both ends, and to nobody else', async () => {
	const scene = await makeScene()
	const made = await link(scene)
	if (!made.ok) throw new Error(made.error.code)
	const { tenant, parent, child, person } = scene
	const both = [parent.id, child.id]
	const told = await withTenantContext(tenant.id, (ctx) => signaturesOfLots(ctx, both, 10))
	expect(told).toMatchObject({
		all: 1,
		rows: [
			{ about: `${parent.code} → ${child.code}`, printedName: person.name, meaning: 'reconstructed', standing: 'good' },
		],
	})
	expect((await withTenantContext(tenant.id, (ctx) => signaturesOfLots(ctx, [child.id], 10))).all).toBe(0)
	const other = await makeTenant()
	expect((await withTenantContext(other.id, (ctx) => signaturesOfLots(ctx, both, 10))).all).toBe(0)
	const supplier = await makePerson(tenant, ['supplier'], { partyId: (await makeParty(tenant, 'supplier')).id })
	expect((await actAs(tenant, supplier, (ctx) => signaturesOfLots(ctx, both, 10))).all).toBe(0)
})

dbTest('a reconstructed link is in the trace, in the interface and on both pages, marked and signed', async () => {
	const scene = await makeScene()
	const made = await link(scene)
	if (!made.ok) throw new Error(made.error.code)
	await withTenantContext(scene.tenant.id, async (ctx) => {
		const trace = await traceLots(ctx, scene.child.id, 'backward')
		if (!trace) throw new Error('No trace')
		expect(toTraceBody(trace, 'en').edges).toEqual([
			{
				parent: scene.parent.id,
				child: scene.child.id,
				kind: 'consume',
				quantity: { value: '40', unit: 'KGM' },
				eventTime: '2026-07-01T08:00:00.000Z',
				reconstructed: true,
			},
		])
		expect((await neighboursOf(ctx, scene.parent.id)).links).toMatchObject([{ reconstructed: true }])
		const events = await eventsOfLot(ctx, scene.child.id)
		expect(events.map((event) => [event.kind, event.reconstructed])).toEqual([
			['register', false],
			['consume', true],
		])
		const [signature] = await ctx.em.execute(
			'select printed_name, meaning, reason, subject_type from signature where subject_id = ?',
			[made.value.eventId],
		)
		expect(signature).toEqual({
			printed_name: scene.person.name,
			meaning: 'reconstructed',
			reason: 'The batch record shows it',
			subject_type: 'event',
		})
		const [stock] = await ctx.em.execute<{ stock: string }[]>(
			'select trim_scale(on_hand)::text as stock from lot where id = ?',
			[scene.parent.id],
		)
		expect(stock?.stock).toBe('100')
	})
})

dbTest('nobody can take the mark or the link away', async () => {
	const scene = await makeScene()
	await link(scene)
	const refused = (sql: string) =>
		expect(withTenantContext(scene.tenant.id, (ctx) => ctx.em.execute(sql))).rejects.toThrow()
	await refused('update lot_link set reconstructed = false')
	await refused('delete from lot_link')
	await refused('update trace_event set reconstructed = false')
})

dbTest('takes the quantity out of stock where it was never booked out', async () => {
	const scene = await makeScene()
	expect(await link(scene, { takeFromStock: true })).toMatchObject({ ok: true })
	const [stock] = await withTenantContext(scene.tenant.id, (ctx) =>
		ctx.em.execute<{ stock: string }[]>('select trim_scale(on_hand)::text as stock from lot where id = ?', [
			scene.parent.id,
		]),
	)
	expect(stock?.stock).toBe('60')
	expect(await link(scene, { takeFromStock: true, quantity: { value: '61', unit: 'KGM' } })).toMatchObject({
		error: { code: 'insufficient-quantity', path: 'quantity', detail: '60 KGM' },
	})
})

dbTest('refuses what cannot have been, and leaves nothing behind', async () => {
	const scene = await makeScene()
	const other = await makeScene()
	const code = async (more: Partial<ReconstructLink>) => {
		const result = await link(scene, more)
		return result.ok ? 'ok' : result.error.code
	}
	expect(await code({ parentId: other.parent.id })).toBe('unknown-lot')
	expect(await code({ childId: scene.parent.id })).toBe('same-lot')
	expect(await code({ quantity: { value: '0', unit: 'KGM' } })).toBe('not-a-quantity')
	expect(await code({ quantity: { value: 'x', unit: 'KGM' } })).toBe('not-a-quantity')
	expect(await code({ quantity: { value: '1', unit: 'MTR' } })).toBe('unit-mismatch')
	expect(await code({ quantity: { value: '101', unit: 'KGM' } })).toBe('more-than-lot')
	expect(await code({ happenedAt: new Date('2027-11-22T00:00:00Z') })).toBe('time-in-future')
	expect(await code({ happenedAt: new Date('2026-05-01T08:00:00Z') })).toBe('before-lot')
	expect(await code({ evidence: ' ' })).toBe('evidence-missing')
	expect(await code({ signature: await sign(scene.person, 'x') })).toBe('reason-missing')
	expect(await code({ signature: await sign(other.person) })).toBe('proof-invalid')
	const spent = await sign(scene.person)
	expect(await code({ signature: spent })).toBe('ok')
	expect(
		await code({
			signature: spent,
			quantity: { value: '1', unit: 'KGM' },
			happenedAt: new Date('2026-07-02T08:00:00Z'),
		}),
	).toBe('proof-invalid')
	expect(await code({})).toBe('link-exists')
	expect(await code({ parentId: scene.child.id, childId: scene.parent.id })).toBe('genealogy-cycle')
	const links = await withTenantContext(scene.tenant.id, (ctx) => ctx.em.execute('select 1 from lot_link'))
	expect(links).toHaveLength(1)
})

dbTest('only who may reconstructs', async () => {
	const scene = await makeScene()
	const operator = await makePerson(scene.tenant, ['operator'])
	expect(await link({ ...scene, person: operator })).toMatchObject({ error: { code: 'forbidden' } })
	expect((await withTenantContext(scene.tenant.id, readGapOverview)).lastRun).toBeNull()
})
