import { expect } from 'vitest'
import { answerEventForm } from '#app/features/genealogy/answer-event-form.server.ts'
import { type EventForm, eventFormSchema } from '#app/features/genealogy/event-form.schema.ts'
import { readEvent } from '#app/features/genealogy/event-page.queries.server.ts'
import { lotByCode } from '#app/features/lots/lots.queries.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { lotChanges } from '#app/features/production/lot-changes.queries.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { giveCodePattern } from '../../factories/code-pattern.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeSite } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const item = await makeItem(tenant, { unit: 'H87' })
	const lot = await makeLot(tenant, item, { code: 'OLD-1' })
	await withTenantContext(tenant.id, (ctx) => giveCodePattern(ctx, item.id, 'T{SITE}-{LINE}-{SEQ:3}'))
	return {
		tenant,
		admin,
		item,
		site: await makeSite(tenant),
		lot,
		operator: await makePerson(tenant, ['operator']),
		quality: await makePerson(tenant, ['quality_reviewer']),
	}
}

const form = (more: Partial<EventForm>) =>
	eventFormSchema.parse({
		kind: 'change',
		eventTime: '',
		siteId: '',
		container: '',
		equipment: '',
		step: '',
		reference: '',
		scrap: '',
		note: '',
		inputs: [],
		outputs: [],
		...more,
	})

dbTest('a lot that an event makes on screen gets the line, dates and attributes that its form asks for', async () => {
	const { tenant, admin, item, site, lot, operator } = await scene()
	await defineAttribute(tenant, admin, 'colour', {
		type: 'enum',
		choices: [{ value: 'red', labelEn: 'Red', labelZh: '红' }],
	})
	const inputs = [{ lot: lot.code, quantity: '10' }]
	const record = (output: object, more: Partial<EventForm> = {}) =>
		actAs(tenant, operator, (ctx) =>
			answerEventForm(
				ctx,
				form({ inputs, outputs: [{ lot: '', quantity: '10', itemId: item.id, ...output }], ...more }),
			),
		)
	const refused = await record({ attributes: { colour: 'green' } })
	expect(refused).toMatchObject({ ok: false, fieldErrors: { 'outputs.0.attributes.colour': expect.any(String) } })
	expect(Object.keys((refused as { fieldErrors: object }).fieldErrors)).toEqual(
		expect.arrayContaining(['siteId', 'outputs.0.line']),
	)
	const made = await record(
		{ line: 'L7', manufacturedOn: '2026-01-02', attributes: { colour: 'red' } },
		{
			siteId: site.id,
			parameters: [
				{ name: 'Temperature', value: '21.5', unit: '°C' },
				{ name: 'Pressure', value: '3', unit: 'kPa' },
			],
			scrap: '',
		},
	)
	if (!made.ok) throw new Error(JSON.stringify(made))
	const event = await actAs(tenant, operator, (ctx) => readEvent(ctx, made.eventId))
	expect(event?.parameters).toEqual({
		Temperature: { value: '21.5', unit: '°C' },
		Pressure: { value: '3', unit: expect.any(String) },
	})
	const code = event?.lots.find((one) => one.role === 'output')?.code ?? ''
	expect(code).toMatch(/-L7-001$/)
	const lotMade = await actAs(tenant, operator, (ctx) => lotByCode(ctx, code))
	expect(lotMade).toMatchObject({ manufacturedOn: '2026-01-02', attributes: { colour: 'red' } })
})

dbTest('what the form refuses is said with units and states as people call them', async () => {
	const { tenant, lot, operator, quality } = await scene()
	const scrap = (quantity: string) =>
		actAs(tenant, operator, (ctx) =>
			answerEventForm(ctx, form({ kind: 'destroy', inputs: [{ lot: lot.code, quantity }] })),
		)
	expect(await scrap('101')).toMatchObject({
		fieldErrors: { 'inputs.0.quantity': 'There is less of the lot than that (100 pcs).' },
	})
	await actAs(tenant, quality, (ctx) => placeHold(ctx, { lotId: lot.id, reason: 'Looks odd' }))
	const split = await actAs(tenant, operator, (ctx) =>
		answerEventForm(ctx, form({ kind: 'consume', inputs: [{ lot: lot.code, quantity: '1' }] })),
	)
	expect(JSON.stringify(split)).not.toMatch(/on_hold|H87/)
})

dbTest('rows that nobody filled are passed over, unless the event would have nothing without them', async () => {
	const { tenant, item, lot, operator } = await scene()
	const empty = { lot: '', quantity: '', itemId: '' }
	const filled = { lot: lot.code, quantity: '1', itemId: '' }
	const record = (more: Partial<EventForm>) => actAs(tenant, operator, (ctx) => answerEventForm(ctx, form(more)))
	expect((await record({ kind: 'return', inputs: [empty], outputs: [filled] })).ok).toBe(true)
	expect((await record({ kind: 'adjust', inputs: [filled, empty], outputs: [empty] })).ok).toBe(true)
	const missing = { ok: false, fieldErrors: { 'inputs.0.lot': 'Name a lot, or remove the row.' } }
	expect(await record({ kind: 'return', inputs: [empty], outputs: [empty] })).toMatchObject(missing)
	const made = { lot: 'NEW-2', quantity: '1', itemId: item.id }
	expect(await record({ kind: 'split', inputs: [empty], outputs: [made] })).toMatchObject(missing)
})

dbTest('a lot that an event made is not used before that event', async () => {
	const { tenant, item, lot, site, operator } = await scene()
	const made = await actAs(tenant, operator, (ctx) =>
		answerEventForm(
			ctx,
			form({
				kind: 'split',
				siteId: site.id,
				inputs: [{ lot: lot.code, quantity: '10' }],
				outputs: [{ lot: 'NEW-1', quantity: '10', itemId: item.id }],
			}),
		),
	)
	if (!made.ok) throw new Error(JSON.stringify(made))
	const scrap = (eventTime: string) =>
		actAs(tenant, operator, (ctx) =>
			answerEventForm(ctx, form({ kind: 'destroy', eventTime, inputs: [{ lot: 'NEW-1', quantity: '1' }] })),
		)
	expect(await scrap('2020-01-01T10:00')).toMatchObject({
		fieldErrors: {
			'inputs.0.lot': expect.stringMatching(/^The lot was made later than that \(\w{3} \d{1,2}, \d{4}\)\.$/),
		},
	})
	expect((await scrap('')).ok).toBe(true)
})

dbTest('the page of a change has the lot before and after side by side', async () => {
	const { tenant, admin, item, lot, site, operator } = await scene()
	await defineAttribute(tenant, admin, 'colour', {})
	const made = await actAs(tenant, operator, (ctx) =>
		answerEventForm(
			ctx,
			form({
				siteId: site.id,
				inputs: [{ lot: lot.code, quantity: '10' }],
				outputs: [{ lot: 'NEW-2', quantity: '10', itemId: item.id, attributes: { colour: 'red' } }],
			}),
		),
	)
	if (!made.ok) throw new Error(JSON.stringify(made))
	expect(await actAs(tenant, operator, (ctx) => lotChanges(ctx, { eventId: made.eventId }))).toMatchObject({
		all: 1,
		rows: [
			{
				before: { code: 'OLD-1' },
				after: { code: 'NEW-2' },
				lines: [{ name: 'colour', before: null, after: 'red', change: 'added' }],
			},
		],
	})
})
