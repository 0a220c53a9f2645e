import { expect } from 'vitest'
import { makeApiKey } from '../factories/api-key.ts'
import { PDF } from '../factories/document.ts'
import { makeItem } from '../factories/item.ts'
import { approveSupplier, makeCustomer, makeSite, makeSupplier } from '../factories/party.ts'
import { makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

/* The story of a lot as programs tell it: from the supplier's registration to the recall, each step by the interface. */

useTestPortal()
const app = webApp()

type Lot = { id: string; code: string; status: string; onHand: { value: string } }
type Event = { id: string; outputs: { lot: string; code: string }[] }
type Recall = {
	id: string
	status: string
	scope: { lots: { code: string; status: string }[] }
	notices: { status: string; party: { name: string } }[]
}

const AT = '2026-11-22T08:00:00Z'
const kg = (value: string) => ({ value, unit: 'KGM' })
const signedBy = (person: TestPerson, reason: string) => ({ email: person.email, password: person.password, reason })

async function company() {
	const tenant = await makeTenant()
	const supplier = await makeSupplier(tenant)
	const bar = await makeItem(tenant, { kind: 'raw_material', certificateRequired: true, shelfLifeDays: 365 })
	await approveSupplier(tenant, { itemId: bar.id, partyId: supplier.id })
	return {
		tenant,
		bar,
		implant: await makeItem(tenant, { kind: 'finished_product', gtin: '04012345678901' }),
		site: await makeSite(tenant),
		customer: await makeCustomer(tenant),
		reviewer: await makePerson(tenant, ['quality_reviewer']),
		manager: await makePerson(tenant, ['recall_manager']),
		ours: await makeApiKey(tenant),
		theirs: await makeApiKey(tenant, { partyId: supplier.id }),
	}
}

dbTest('takes a lot from the supplier to the customer and back by a recall', async () => {
	const { bar, implant, site, customer, reviewer, manager, ours, theirs } = await company()
	const lotNow = async (id: string) => (await call<Lot>(app, 'get', `/lots/${id}`, { key: ours })).body
	const move = (id: string, body: object) =>
		call<Lot & ProblemBody>(app, 'post', `/lots/${id}/transitions`, { key: ours, body })
	const happen = async (body: object) => {
		const {
			status,
			text,
			body: event,
		} = await call<Event>(app, 'post', '/events', {
			key: ours,
			body: { eventTime: AT, site: site.code, ...body },
		})
		expect(status, text).toBe(201)
		return event
	}

	// The supplier registers a lot with its certificate.
	const registered = await call<Lot>(app, 'post', '/lots', {
		key: theirs,
		body: {
			item: bar.sku,
			quantity: kg('100'),
			supplierLot: 'HEAT-7',
			manufacturedOn: '2026-10-01',
			expiresOn: '2027-10-01',
		},
	})
	expect([registered.status, registered.body.status]).toEqual([201, 'announced'])
	const heat = registered.body.id
	const certificate = new FormData()
	certificate.set('file', new File([PDF], 'certificate.pdf', { type: 'application/pdf' }))
	certificate.set('kind', 'mill_certificate')
	certificate.set('title', 'Mill certificate')
	certificate.set('validUntil', '2027-10-01')
	certificate.set('lotId', heat)
	expect((await call(app, 'post', '/documents', { key: theirs, form: certificate })).status).toBe(201)

	// Receiving looks at every check, and books it in.
	const check = await call<{ ruleSet: string; rules: unknown[] }>(app, 'post', '/match-checks', {
		key: ours,
		body: { ruleSet: 'receiving_match', records: { lot: heat } },
	})
	expect([check.status, check.body.ruleSet]).toEqual([200, 'receiving_match'])
	await happen({ kind: 'receive', outputs: [{ lot: heat, quantity: kg('100') }] })
	expect((await lotNow(heat)).status).toBe('quarantine')

	// Not released, it may not be used.
	const early = await call<ProblemBody>(app, 'post', '/events', {
		key: ours,
		body: {
			kind: 'produce',
			eventTime: AT,
			inputs: [{ lot: heat, quantity: kg('10') }],
			outputs: [{ newLot: { item: implant.sku }, quantity: kg('10') }],
		},
	})
	expect(early.status).toBe(422)
	expect((await move(heat, { transition: 'submit' })).status).toBe(200)
	const released = await move(heat, { transition: 'release', signature: signedBy(reviewer, 'As the certificate says') })
	expect([released.status, released.body.status], JSON.stringify(released.body)).toEqual([200, 'released'])

	// Production makes a lot of it, with machine and readings; quality releases that one too.
	const made = await happen({
		kind: 'produce',
		inputs: [{ lot: heat, quantity: kg('10') }],
		outputs: [{ newLot: { item: implant.sku }, quantity: kg('10') }],
		equipment: 'CNC-04',
		step: 'Machining',
		parameters: { spindle: { value: 3200, unit: 'rpm', max: '3500' } },
	})
	const product = made.outputs[0]?.lot ?? ''
	const ship = (more: object) =>
		call<ProblemBody>(app, 'post', '/events', {
			key: ours,
			body: { kind: 'ship', eventTime: AT, inputs: [{ lot: product, quantity: kg('10') }], ...more },
		})
	const tooEarly = await ship({ site: site.code, party: customer.code })
	expect([tooEarly.status, tooEarly.body.errors?.map((error) => [error.path, error.code])]).toEqual([
		422,
		[['/inputs/0/lot', 'lot_not_released']],
	])
	expect((await ship({})).body.errors?.map((error) => error.code)).toEqual(['party-missing', 'site-missing'])
	const standing = (await lotNow(product)).status
	if (standing === 'in_production') expect((await move(product, { transition: 'finish' })).status).toBe(200)
	expect((await move(product, { transition: 'submit' })).status).toBe(200)
	const passed = await move(product, {
		transition: 'release',
		signature: signedBy(reviewer, 'Every result within limits'),
	})
	expect([passed.status, passed.body.status], JSON.stringify(passed.body)).toEqual([200, 'released'])

	// It goes to a customer; whoever scans its code reads where it came from.
	await happen({
		kind: 'ship',
		inputs: [{ lot: product, quantity: kg('10') }],
		party: customer.code,
		reference: 'SH-1',
	})
	expect(await lotNow(product)).toMatchObject({ status: 'shipped', onHand: { value: '0' } })
	const story = (code: string) =>
		call<{ verdict: string; integrity: { verified: boolean } }>(
			app,
			'get',
			`/provenance?code=${encodeURIComponent(`(01)${implant.gtin}(10)${code}`)}`,
			{ key: ours },
		)
	const code = (await lotNow(product)).code
	expect((await story(code)).body).toMatchObject({ verdict: 'released', integrity: { verified: true } })
	const trace = await call<{ nodes: { id: string }[]; complete: boolean }>(
		app,
		'get',
		`/lots/${heat}/trace?direction=forward`,
		{ key: ours },
	)
	expect(trace.body.nodes.map((node) => node.id).sort()).toEqual([heat, product].sort())

	// The heat fails a retest: everything made of it is called back, and the customer is told.
	const drafted = await call<Recall>(app, 'post', '/recalls', {
		key: ours,
		body: { title: 'Low strength', class: 'II', reason: 'The heat failed a retest', seeds: [heat] },
	})
	const step = (body: object) =>
		call<Recall & ProblemBody>(app, 'post', `/recalls/${drafted.body.id}/transitions`, { key: ours, body })
	const opened = await step({
		transition: 'open',
		signature: { ...signedBy(manager, 'Confirmed'), meaning: 'approved' },
	})
	expect(opened.body.scope.lots.map((lot) => lot.status)).toEqual(['recalled', 'recalled'])
	const told = await step({ transition: 'notify' })
	expect([told.status, told.body.notices.length], told.text).toEqual([200, 1])
	expect((await story(code)).body.verdict).toBe('recalled')

	// All of it stands in the audit trail, whose chain holds.
	const audit = await call<{ items: { action: string }[] }>(app, 'get', '/audit?limit=500', { key: ours })
	const actions = new Set(audit.body.items.map((entry) => entry.action))
	for (const action of ['lot.register', 'document.add', 'lot.release', 'recall.open', 'recall.notify'])
		expect([...actions]).toContain(action)
	const verdict = await call<{ valid: boolean; firstBad: null }>(app, 'get', '/audit/verify', { key: ours })
	expect(verdict.body).toMatchObject({ valid: true, firstBad: null })
})
