import { expect } from 'vitest'
import { itemUnitSchema } from '#app/features/catalog/item-unit.schema.ts'
import { saveItemUnit } from '#app/features/catalog/save-item-unit.server.ts'
import { answerEventForm } from '#app/features/genealogy/answer-event-form.server.ts'
import { eventFormSchema } from '#app/features/genealogy/event-form.schema.ts'
import { readEvent } from '#app/features/genealogy/event-page.queries.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	await defineAttribute(tenant, admin, 'witness', { subject: 'event', requiredAt: 'registration' })
	await defineAttribute(tenant, admin, 'roomCelsius', {
		subject: 'event',
		type: 'decimal',
		maximum: '25',
		roles: ['quality_reviewer'],
	})
	const item = await makeItem(tenant, { unit: 'H87' })
	return {
		tenant,
		admin,
		item,
		lot: await makeLot(tenant, item),
		operator: await makePerson(tenant, ['operator', 'receiving']),
		reviewer: await makePerson(tenant, ['quality_reviewer', 'receiving']),
	}
}

const formOf = (lot: { code: string }, quantity: string, dictionary: Record<string, string>) =>
	eventFormSchema.parse({
		kind: 'destroy',
		eventTime: '',
		siteId: '',
		container: '',
		equipment: '',
		step: '',
		reference: '',
		scrap: '',
		note: '',
		inputs: [{ lot: lot.code, quantity }],
		outputs: [],
		dictionary,
	})

dbTest('the form of an event asks for what the dictionary asks, keeps it, and shows it to who may see it', async () => {
	const { tenant, lot, operator, reviewer } = await scene()
	const missing = await actAs(tenant, operator, (ctx) => answerEventForm(ctx, formOf(lot, '1', {})))
	expect(missing).toMatchObject({ ok: false, fieldErrors: { 'dictionary.witness': expect.any(String) } })
	const done = await actAs(tenant, reviewer, (ctx) =>
		answerEventForm(ctx, formOf(lot, '1', { witness: 'Sun Lei', roomCelsius: '21.5' })),
	)
	if (!done.ok) throw new Error(JSON.stringify(done))
	const seenBy = (person: TestPerson) =>
		actAs(tenant, person, async (ctx) => (await readEvent(ctx, done.eventId))?.attributes)
	expect(await seenBy(reviewer)).toEqual({ witness: 'Sun Lei', roomCelsius: '21.5' })
	expect(await seenBy(operator)).toEqual({ witness: 'Sun Lei' })
})

dbTest(
	'what is wrong with an attribute undoes the event; what the portal itself records is asked nothing',
	async () => {
		const { tenant, lot, operator, reviewer } = await scene()
		const record = (person: TestPerson, attributes: Record<string, unknown> | undefined) =>
			actAs(tenant, person, (ctx) =>
				recordEvent(ctx, {
					kind: 'destroy',
					inputs: [{ lotId: lot.id, quantity: { value: '1', unit: 'H87' } }],
					attributes,
				}),
			)
		expect(await record(reviewer, { witness: 'A', roomCelsius: '30' })).toMatchObject({
			error: { problems: [{ code: 'attribute-above', path: 'attributes.roomCelsius', detail: '25' }] },
		})
		expect(await record(operator, { witness: 'A', roomCelsius: '20' })).toMatchObject({
			error: { problems: [{ code: 'attribute-unknown', path: 'attributes.roomCelsius' }] },
		})
		expect((await record(operator, undefined)).ok).toBe(true)
	},
)

dbTest('a quantity in the form may carry another unit of the item', async () => {
	const { tenant, admin, item, lot, operator } = await scene()
	const unit = itemUnitSchema.parse({
		unit: 'XBX',
		factor: '12',
		baseUnit: 'H87',
		effectiveFrom: '2026-01-01',
		reason: 'Packed',
	})
	await actAs(tenant, admin, (ctx) => saveItemUnit(ctx, item.id, unit))
	const done = await actAs(tenant, operator, (ctx) => answerEventForm(ctx, formOf(lot, '2 box', { witness: 'A' })))
	if (!done.ok) throw new Error(JSON.stringify(done))
	const event = await actAs(tenant, operator, (ctx) => readEvent(ctx, done.eventId))
	expect(event?.lots).toMatchObject([{ quantity: { value: '24', unit: 'H87' }, given: { value: '2', unit: 'XBX' } }])
})
