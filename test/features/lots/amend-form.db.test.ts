import { expect } from 'vitest'
import { readLotPage } from '#app/features/lots/lot-page.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { amendLotForm } from '#app/features/lots/lots.schema.ts'
import { submitAmendment } from '#app/features/lots/submit-amendment.server.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { makeItem, makeLot, makeParty } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene(state: 'announced' | 'quarantine') {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const party = await makeParty(tenant)
	const supplier = await makePerson(tenant, ['supplier'], { partyId: party.id })
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const lot = await makeLot(tenant, item, {
		state,
		supplierId: party.id,
		supplierLot: 'MM-1',
		quantity: { value: '2.5', unit: 'KGM' },
		references: [
			{ kind: 'container', value: 'DRUM-1' },
			{ kind: 'serial', value: 'S-1' },
		],
	})
	return { tenant, item, supplier, quality, lot }
}

/** The form as the page fills it, with what somebody typed. */
const typed = (version: number, more: object) =>
	amendLotForm.parse({
		version,
		supplierLot: 'MM-1',
		revision: '',
		manufacturedOn: '',
		expiresOn: '',
		siteId: '',
		containers: 'DRUM-1',
		ssccs: '',
		dictionary: {},
		reason: 'Certificate came later',
		...more,
	})

dbTest('what was left open at registration is given later on the page of the lot, and the rest stays', async () => {
	const { tenant, quality, lot } = await scene('quarantine')
	const answer = await actAs(tenant, quality, async (ctx) => {
		const { version = 0 } = (await readLot(ctx, lot.id)) ?? {}
		return submitAmendment(ctx, lot.id, typed(version, { expiresOn: '2028-10-01', containers: 'DRUM-1, DRUM-2' }))
	})
	expect(answer).toEqual({ ok: true })
	const [after, entries] = await actAs(tenant, quality, async (ctx) => [
		await readLot(ctx, lot.id),
		await ctx.em.execute<{ before: object; after: object; reason: string }[]>(
			"select before, after, reason from audit_entry where action = 'lot.amend' and subject_id = ?",
			[lot.id],
		),
	])
	expect(after).toMatchObject({
		expiresOn: '2028-10-01',
		supplierLot: 'MM-1',
		quantity: { value: '2.5', unit: 'KGM' },
	})
	expect(after?.references?.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
		'container DRUM-1',
		'container DRUM-2',
		'serial S-1',
	])
	expect(entries).toHaveLength(1)
	expect(entries[0]).toMatchObject({ reason: 'Certificate came later', after: { expiresOn: '2028-10-01' } })
	expect(Object.keys(entries[0]?.after ?? {}).sort()).toEqual(['expiresOn', 'references'])
})

dbTest(
	'nothing changed, an older version, dates that cannot be: each is refused in words, beside its field',
	async () => {
		const { tenant, quality, lot } = await scene('quarantine')
		await actAs(tenant, quality, async (ctx) => {
			const { version = 0 } = (await readLot(ctx, lot.id)) ?? {}
			const send = (more: object, of = version) => submitAmendment(ctx, lot.id, typed(of, more))
			expect(await send({})).toEqual({ ok: false, formError: expect.stringContaining('Nothing differs') })
			expect(await send({ expiresOn: '2028-10-01' }, version + 1)).toEqual({
				ok: false,
				formError: expect.stringContaining('was changed while you wrote'),
			})
			expect(await send({ manufacturedOn: '2026-10-02', expiresOn: '2026-10-01' })).toEqual({
				ok: false,
				fieldErrors: { expiresOn: expect.stringContaining('expire before it was made') },
			})
			expect(await send({ ssccs: '11202026' })).toEqual({
				ok: false,
				fieldErrors: { ssccs: expect.stringContaining('is no SSCC') },
			})
			expect(await send({ quantity: '3' })).toEqual({
				ok: false,
				formError: expect.stringContaining('corrected by an event'),
			})
		})
	},
)

dbTest(
	'a supplier corrects its lot while it is only announced; who may not write to a lot is offered nothing',
	async () => {
		const announced = await scene('announced')
		await actAs(announced.tenant, announced.supplier, async (ctx) => {
			const page = await readLotPage(ctx, announced.lot.id)
			expect(page?.mayAmend).toBe(true)
			expect(await submitAmendment(ctx, announced.lot.id, typed(page?.lot.version ?? 0, { quantity: '3.25' }))).toEqual(
				{
					ok: true,
				},
			)
			expect(await readLot(ctx, announced.lot.id)).toMatchObject({ quantity: { value: '3.25', unit: 'KGM' } })
		})
		const received = await scene('quarantine')
		const auditor = await makePerson(received.tenant, ['auditor'])
		for (const person of [received.supplier, auditor]) {
			await actAs(received.tenant, person, async (ctx) => {
				const page = await readLotPage(ctx, received.lot.id)
				expect(page?.mayAmend ?? false).toBe(false)
				expect(await submitAmendment(ctx, received.lot.id, typed(page?.lot.version ?? 0, { quantity: '3' }))).toBeNull()
			})
		}
	},
)

dbTest(
	'an attribute of the dictionary is given, changed and taken away; one that the type refuses is named',
	async () => {
		const { tenant, quality, lot } = await scene('quarantine')
		const admin = await makePerson(tenant, ['compliance_admin'])
		await defineAttribute(tenant, admin, 'purity', { type: 'decimal' })
		const send = (purity: string) =>
			actAs(tenant, quality, async (ctx) => {
				const { version = 0 } = (await readLot(ctx, lot.id)) ?? {}
				const answer = await submitAmendment(ctx, lot.id, typed(version, { dictionary: { purity } }))
				return { answer, held: (await readLot(ctx, lot.id))?.attributes.purity }
			})
		expect((await send('99.5')).held).toBe('99.5')
		expect((await send('much')).answer).toEqual({
			ok: false,
			fieldErrors: { 'dictionary.purity': expect.stringContaining('does not fit') },
		})
		expect(await send('')).toEqual({ answer: { ok: true }, held: undefined })
	},
)
