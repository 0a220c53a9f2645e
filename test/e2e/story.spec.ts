import { type Browser, expect, type Locator, type Page, request, test } from '@playwright/test'
import { API_KEY, logIn, openBrowser, PASSWORD, picture } from './support.ts'

/** What production makes in the story. */
const GTIN = '03596010535344'

/** The whole story of a lot, told by the people who live it, each in a browser of their own. */
test.describe
	.serial('the story of a lot', () => {
		test.setTimeout(240_000)

		const stamp = Date.now().toString(36).toUpperCase().slice(-6)
		const SUPPLIER = {
			email: `story-${stamp.toLowerCase()}@sz-label.example`,
			name: 'Wei Story',
			password: 'four words nobody guesses',
		}
		const GOOD = `GOOD-${stamp}`
		const SHORT = `SHORT-${stamp}`
		const NEXT = `NEXT-${stamp}`
		const lots = new Map<string, { address: string; code: string }>()
		const found = { delivery: '', decision: '' }
		const finished = { address: '', code: '' }

		const people = new Map<string, Page>()
		/** The browser in which somebody works; logs them in the first time. */
		async function as(browser: Browser, email: string, password?: string): Promise<Page> {
			const known = people.get(email)
			if (known) return known
			const page = await openBrowser(browser)
			await logIn(page, email, password)
			people.set(email, page)
			return page
		}

		test.afterAll(async () => {
			for (const page of people.values()) await page.context().close()
		})

		test('an admin invites a supplier, who finds the link in the mail and joins', async ({ browser }) => {
			const admin = await as(browser, 'admin@aurora.example')
			await picture(admin, 'home')
			await admin.goto('/parties')
			await admin.getByRole('link', { name: /Suzhou Label & Print/ }).click()
			await admin.getByRole('button', { name: /Invite a contact/ }).click()
			const dialog = admin.getByRole('dialog')
			await dialog.getByLabel('E-mail address').fill(SUPPLIER.email)
			await dialog.getByLabel('Name').fill(SUPPLIER.name)
			await dialog.getByLabel('Language of the mail').selectOption('en')
			await dialog.getByRole('button', { name: 'Send the invitation' }).click()
			await expect(admin.getByText(`${SUPPLIER.name} is invited. The mail is on its way.`)).toBeVisible()

			const link = await linkInMail(admin, SUPPLIER.email, /\/invitation\//)
			const supplier = await openBrowser(browser)
			await supplier.goto(link)
			await supplier.getByLabel('Your name').fill(SUPPLIER.name)
			await supplier.getByRole('textbox', { name: 'Choose a password' }).fill(SUPPLIER.password)
			await supplier.getByRole('button', { name: 'Join' }).click()
			await expect(supplier).toHaveURL('/')
			await expect(supplier.getByRole('heading', { level: 1 })).toBeVisible()
			people.set(SUPPLIER.email, supplier)
		})

		test('the supplier registers lots by form, with the certificate', async ({ browser }) => {
			const supplier = await as(browser, SUPPLIER.email, SUPPLIER.password)
			for (const [lot, days] of [
				[GOOD, 300],
				[SHORT, 30],
				[NEXT, 300],
			] as const) {
				await supplier.goto('/lots/new')
				await supplier
					.getByLabel('Item', { exact: false })
					.first()
					.selectOption({ label: 'Unit carton S2 · CARTON-S2' })
				await supplier.getByLabel('Your lot code').fill(lot)
				await supplier.getByRole('textbox', { name: /^Quantity/ }).fill('200')
				await supplier.getByLabel('Made on').fill(dayFromNow(-20))
				await supplier.getByLabel('Expires on').fill(dayFromNow(days))
				await supplier.getByLabel('File').setInputFiles({
					name: `certificate-${lot}.pdf`,
					mimeType: 'application/pdf',
					buffer: tinyPdf(`Certificate of ${lot}`),
				})
				await supplier.getByRole('textbox', { name: 'Number', exact: true }).fill(`COC-${lot}`)
				await supplier.getByRole('button', { name: 'Register lot' }).first().click()
				await expect(supplier).toHaveURL(/\/lots\/[0-9a-f-]{36}/)
				await expect(supplier.getByText(lot).first()).toBeVisible()
				await expect(supplier.getByRole('heading', { level: 1 })).toHaveText(/^CX/)
				const code = (await supplier.getByRole('heading', { level: 1 }).innerText()).trim()
				lots.set(lot, { address: new URL(supplier.url()).pathname, code })
			}
			expect(lots.size).toBe(3)
		})

		test('the supplier announces two lots; a lot with too little shelf life is refused and received by signature', async ({
			browser,
		}) => {
			const supplier = await as(browser, SUPPLIER.email, SUPPLIER.password)
			found.delivery = await announce(
				supplier,
				[GOOD, SHORT].map((lot) => lots.get(lot)?.code ?? ''),
			)
			const receiving = await as(browser, 'receiving@aurora.example')
			await receiving.goto(found.delivery)
			await receiving.getByRole('button', { name: 'Record arrival' }).click()
			await expect(receiving.getByText('Arrival recorded. The lots have been checked.')).toBeVisible()

			const short = lots.get(SHORT)?.code ?? ''
			await openLine(receiving, short)
			await count(receiving, '200')
			await expect(receiving.getByText(/Cannot be received: Enough shelf life left/)).toBeVisible()
			await picture(receiving, 'receiving')
			await expect(receiving.getByRole('button', { name: 'Receive', exact: true })).toHaveAccessibleDescription(
				/Cannot be received: 1 blocked/,
			)
			await receiving.getByRole('button', { name: /Receive past the checks/ }).click()
			await sign(receiving, 'Used within the week, agreed with planning', 'Sign and receive')
			await expect(receiving.getByText(/Received past the checks, signed by Chen Jianguo/)).toBeVisible()

			const good = lots.get(GOOD)?.code ?? ''
			await openLine(receiving, good)
			await count(receiving, '200')
			await expect(receiving.getByText('Every check passed. It may be received.')).toBeVisible()
			found.decision = (await receiving.getByRole('link', { name: 'see the decision' }).getAttribute('href')) ?? ''
			await receiving.getByRole('button', { name: 'Receive', exact: true }).click()
			await expect(receiving.getByText(/^Received .*200/).first()).toBeVisible()
			await expect(receiving.getByText('2 of 2 lots received')).toBeVisible()
		})

		test('production uses the received lot; the wrong lot is refused', async ({ browser, baseURL }) => {
			const operator = await as(browser, 'operator@aurora.example')
			await operator.goto('/production/new')
			await operator.getByLabel('Item').selectOption({ label: '71360949 EMPERION 19 mm modular pilot' })
			await operator.getByLabel('Quantity to make').fill('40')
			await operator.getByLabel('Site').selectOption({ index: 1 })
			await operator.getByRole('textbox', { name: /^Line/ }).fill('L1')
			await operator.getByRole('button', { name: 'Create order' }).click()
			await operator.getByRole('button', { name: 'Start' }).click()
			await expect(operator.getByText(/Started\. Its lot is/)).toBeVisible()

			await scan(operator, lots.get(NEXT)?.code ?? '')
			await expect(operator.getByText(`Do not use ${lots.get(NEXT)?.code}`)).toBeVisible()
			await use(operator, lots.get(GOOD)?.code ?? '', '40')
			const blank = await releasedLot(baseURL ?? '', 'PILOT-BLANK-19')
			await use(operator, blank, '40')

			await operator
				.getByLabel('Made', { exact: true })
				.or(operator.getByRole('textbox', { name: /^Made/ }))
				.first()
				.fill('40')
			const output = operator.getByRole('button', { name: 'Record output' })
			const form = operator.locator('form').filter({ has: output })
			await form.getByLabel('Equipment').fill('CNC-07')
			await form.getByRole('button', { name: 'Add a parameter' }).click()
			await form.getByRole('textbox', { name: 'Name' }).fill('temperature')
			await form.getByRole('textbox', { name: 'Value' }).fill('21.5')
			await form.getByRole('textbox', { name: 'Unit' }).fill('°C')
			await output.click()
			await expect(operator.getByText('Output recorded.')).toBeVisible()
			await operator.getByRole('button', { name: 'Finish and submit for release' }).click()
			await expect(operator.getByText('Finished. The lot waits for release.')).toBeVisible()
			const link = operator.getByRole('link', { name: 'Open the lot' })
			finished.address = (await link.getAttribute('href')) ?? ''
			await link.click()
			await expect(operator.getByRole('heading', { level: 1 })).toHaveText(/^EP/)
			finished.code = (await operator.getByRole('heading', { level: 1 }).innerText()).trim()
			await picture(operator, 'lot')
		})

		test('quality enters results and releases with a signature; the slower of two is told', async ({
			browser,
			baseURL,
		}) => {
			const id = finished.address.split('/').at(-1) ?? ''
			await addCertificate(baseURL ?? '', id)
			const quality = await as(browser, 'quality@aurora.example')
			const slower = await as(browser, 'quality2@aurora.example')
			await quality.goto(`/release/${id}`)
			await expect(quality.getByRole('button', { name: /^Release/ })).toHaveAccessibleDescription(/not all met/)
			await quality.goto(`/lots/${id}/results`)
			const values = quality.getByRole('textbox', { name: 'Result' })
			await values.nth(0).fill('19.01')
			await values.nth(1).fill('41')
			await quality.getByRole('button', { name: 'Record the results' }).click()
			await expect(quality.getByText('Every release condition is met. The lot can be signed off.')).toBeVisible()

			await slower.goto(`/release/${id}`)
			await slower.getByRole('button', { name: /^Release/ }).click()
			await expect(slower.getByRole('dialog')).toBeVisible()
			await quality.getByRole('button', { name: /^Release/ }).click()
			await sign(quality, 'Results complete, batch record reviewed', 'Sign and release')
			await expect(quality.getByText('Released', { exact: true }).first()).toBeVisible()
			await slower
				.getByRole('dialog')
				.getByRole('textbox', { name: /reason/i })
				.fill('Reviewed')
			await slower.getByRole('dialog').locator('[name=password]').fill(PASSWORD)
			await slower.getByRole('button', { name: 'Sign and release' }).click()
			await expect(slower.getByText(/Zhou Yuhang.* was faster/).first()).toBeVisible()
		})

		test('shipping sends the lot, and the customer gets a mail', async ({ browser }) => {
			const shipping = await as(browser, 'shipping@aurora.example')
			await shipping.goto('/shipments/new')
			const customer = shipping.getByLabel('Customer')
			await customer.selectOption((await customer.getByRole('option', { name: /C-233/ }).getAttribute('value')) ?? '')
			await shipping.getByLabel('From site').selectOption({ index: 1 })
			await shipping.getByRole('searchbox', { name: 'Find a lot or item' }).fill(finished.code)
			await shipping.getByRole('checkbox', { name: `Ship ${finished.code}` }).check()
			await shipping.getByRole('textbox', { name: new RegExp(`Quantity ${finished.code}`) }).fill('25')
			await shipping.getByRole('button', { name: 'Plan shipment' }).click()
			await expect(shipping).toHaveURL(/\/shipments\/[0-9a-f-]{36}/)
			await shipping.getByRole('button', { name: 'Ship', exact: true }).click()
			await expect(shipping.getByText(/Sent\. The customer/)).toBeVisible()
			const admin = await as(browser, 'admin@aurora.example')
			await expect(async () => {
				await admin.goto('/dev/mail')
				await expect(
					admin
						.getByRole('link', { name: /Aurora Medical has sent you/ })
						.or(admin.getByRole('link', { name: /发/ }))
						.first(),
				).toBeVisible({ timeout: 2_000 })
			}).toPass({ timeout: 20_000 })
		})

		test('the code on the label opens its page for everyone, in either language; the customer sees what was shipped', async ({
			browser,
		}) => {
			const address = `/01/${GTIN}/10/${finished.code}`
			const english = await openBrowser(browser, { phone: true })
			await english.goto(address)
			await expect(
				english.getByRole('heading', { level: 1, name: 'This lot is released and may be used' }),
			).toBeVisible()
			await expect(english.getByText('EMPERION').first()).toBeVisible()
			await expect(english.getByText('Suzhou Label & Print')).toHaveCount(0)
			await picture(english, 'provenance-phone')
			await english.context().close()
			const chinese = await openBrowser(browser, { language: 'zh-CN', phone: true })
			await chinese.goto(address)
			await expect(chinese.locator('html')).toHaveAttribute('lang', 'zh-CN')
			await expect(chinese.getByRole('heading', { level: 1 })).toContainText('放行')
			await chinese.context().close()

			const customer = await as(browser, 'customer@wuhan-hospital.example')
			await customer.goto(address)
			await expect(customer.getByText(finished.code).first()).toBeVisible()
			await customer.goto('/received')
			await customer.getByRole('main').getByRole('link').first().click()
			await expect(customer.getByText(finished.code).first()).toBeVisible()
			const hidden = await customer.goto(lots.get(GOOD)?.address ?? '')
			expect(hidden?.status()).not.toBe(200)
		})

		test("a recall from the supplier's lot finds the product and the customer, who answers without an account", async ({
			browser,
		}) => {
			const manager = await as(browser, 'recall@aurora.example')
			await manager.goto(`/trace?q=${encodeURIComponent(lots.get(GOOD)?.code ?? '')}`)
			await expect(manager.getByText(finished.code).first()).toBeVisible()
			await picture(manager, 'trace')
			const id = lots.get(GOOD)?.address.split('/').at(-1) ?? ''
			await manager.goto(`/recalls/new?lot=${id}`)
			await manager.getByRole('textbox', { name: /^Title/ }).fill(`Cartons lose strength ${stamp}`)
			await manager.getByRole('radio', { name: /Class II\b/ }).check()
			await manager.getByRole('textbox', { name: /^Reason/ }).fill('Glue of the cartons fails in damp air')
			await manager.getByRole('button', { name: 'Save the draft' }).click()
			await expect(manager).toHaveURL(/\/recalls\/[0-9a-f-]{36}/)
			await manager.getByRole('button', { name: /Open recall/ }).click()
			await sign(manager, 'Confirmed by the supplier', 'Sign and open')
			await expect(manager.getByText(/The recall is open: 2 lots are recalled/)).toBeVisible()
			await manager.getByRole('button', { name: 'Send 1 notice' }).click()
			await expect(manager.getByText(/1 notice is on its way/)).toBeVisible()

			const everyone = await openBrowser(browser, { phone: true })
			await everyone.goto(`/01/${GTIN}/10/${finished.code}`)
			await expect(everyone.getByRole('heading', { level: 1, name: 'Recalled: do not use' })).toBeVisible()
			await manager.reload()
			const consignees = manager.getByRole('table', { name: 'Consignees' })
			await expect(consignees.getByRole('row', { name: /C-233/ })).toContainText(/not opened|Not sent yet|not answered/)
			await picture(manager, 'recall')

			const admin = await as(browser, 'admin@aurora.example')
			const link = await linkInMail(admin, 'customer@wuhan-hospital.example', /\/answer\//)
			await everyone.goto(link)
			await everyone.locator('[name$=".returned"]').fill('10')
			await everyone.locator('[name$=".used"]').fill('15')
			await everyone.locator('[name=answeredBy]').fill('Fang Min, pharmacy')
			await everyone.locator('[name=acknowledged]').check()
			await everyone.getByRole('button', { name: /Send answer|发送|提交/ }).click()
			await expect(everyone.getByRole('button', { name: 'Send correction' })).toBeVisible()
			await manager.reload()
			await expect(consignees.getByRole('row', { name: /C-233/ })).toContainText('Answered')
		})

		test('every step stands in the audit trail, whose chain verifies', async ({ baseURL }) => {
			const api = await byKey(baseURL ?? '')
			const trail = await api.get('/api/v1/audit', { params: { limit: '200' } })
			const { items }: { items: { action: string; subject: { label: string | null } }[] } = await trail.json()
			expect(items.filter((entry) => entry.subject.label === finished.code).length).toBeGreaterThan(2)
			const verified = await api.get('/api/v1/audit/verify')
			expect(await verified.json()).toMatchObject({ valid: true, firstBad: null })
			await api.dispose()
		})
	})

/** The date so many days from today, as date fields take it. */
function dayFromNow(days: number): string {
	return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Opens the outbox, finds the newest mail to somebody and answers the link in it. */
async function linkInMail(admin: Page, recipient: string, link: RegExp): Promise<string> {
	await expect(async () => {
		await admin.goto('/dev/mail')
		await admin
			.getByRole('link', { name: new RegExp(recipient.replaceAll('.', '\\.')) })
			.first()
			.click({ timeout: 2_000 })
	}).toPass({ timeout: 20_000 })
	await admin
		.getByRole('radio', { name: 'As text' })
		.or(admin.getByRole('button', { name: 'As text' }))
		.click()
	const links = await admin.locator('main pre a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
	const right = links.find((address) => link.test(address))
	expect(right, `the mail to ${recipient} has a link`).toBeTruthy()
	return right ?? ''
}

/** Announces lots and answers the address of the delivery. */
async function announce(supplier: Page, codes: readonly string[]): Promise<string> {
	await supplier.goto('/deliveries/new')
	await supplier.getByLabel('To site').selectOption({ index: 1 })
	for (const code of codes) await supplier.getByRole('checkbox', { name: `Announce ${code}` }).check()
	await supplier.getByRole('button', { name: 'Announce', exact: true }).click()
	await expect(supplier).toHaveURL(/\/deliveries\/[0-9a-f-]{36}/)
	return new URL(supplier.url()).pathname
}

/** Looks at one lot of a delivery. */
async function openLine(page: Page, code: string): Promise<void> {
	await page
		.getByRole('list', { name: 'Lots of this delivery' })
		.getByRole('link', { name: new RegExp(code) })
		.click()
	await expect(page.getByRole('heading', { name: code })).toBeVisible()
}

/** Scans a lot at the line. */
async function scan(operator: Page, code: string): Promise<void> {
	await operator.getByLabel('Scan, paste or type the lot').fill(code)
	await operator.getByRole('button', { name: 'Check', exact: true }).click()
}

/** Scans a lot that may be used, and uses some of it. */
async function use(operator: Page, code: string, quantity: string): Promise<void> {
	await scan(operator, code)
	await operator.getByLabel('Quantity used').fill(quantity)
	await operator.getByRole('button', { name: 'Use', exact: true }).click()
	await expect(operator.getByText(new RegExp(`${code}: .*${quantity}.* used`))).toBeVisible()
}

/** Calls the portal as a machine does. */
function byKey(baseURL: string) {
	return request.newContext({ baseURL, extraHTTPHeaders: { Authorization: `Bearer ${API_KEY}` } })
}

/** The code of a released lot of an item. */
async function releasedLot(baseURL: string, sku: string): Promise<string> {
	const api = await byKey(baseURL)
	const answer = await api.get('/api/v1/lots', { params: { item: sku, status: 'released', limit: '1' } })
	const body: { items: { code: string }[] } = await answer.json()
	await api.dispose()
	return body.items[0]?.code ?? ''
}

/** Adds a certificate to a lot, as a laboratory's system does. */
async function addCertificate(baseURL: string, lotId: string): Promise<void> {
	const api = await byKey(baseURL)
	const answer = await api.post('/api/v1/documents', {
		headers: { 'Idempotency-Key': `story-${lotId}` },
		multipart: {
			file: { name: 'batch.pdf', mimeType: 'application/pdf', buffer: tinyPdf(`Certificate of lot ${lotId}`) },
			kind: 'certificate_of_conformance',
			title: 'Certificate of conformance',
			number: `COC-${lotId.slice(-6)}`,
			visibility: 'customer',
			lotId,
		},
	})
	expect(answer.status(), await answer.text()).toBe(201)
	await api.dispose()
}

/** Enters what was counted; the lot is checked at once. */
async function count(receiving: Page, quantity: string): Promise<void> {
	await receiving.getByRole('textbox', { name: /^Counted/ }).fill(quantity)
	await receiving.getByRole('button', { name: 'Save the count' }).click()
	await expect(receiving.getByRole('row', { name: /Quantity against the notice .*Pass/ })).toBeVisible()
}

/** Fills the dialog of a signature and signs. */
async function sign(page: Page, reason: string, button: string | Locator): Promise<void> {
	const dialog = page.getByRole('dialog')
	await dialog.getByRole('textbox', { name: /reason/i }).fill(reason)
	await dialog.locator('[name=password]').fill(PASSWORD)
	await (typeof button === 'string' ? dialog.getByRole('button', { name: button }) : button).click()
	await expect(dialog).toBeHidden()
}

/** The smallest PDF that readers open: one empty page with a title. */
function tinyPdf(title: string): Buffer {
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
		`<< /Title (${title}) >>`,
	]
	let file = '%PDF-1.4\n'
	const offsets = objects.map((object, place) => {
		const offset = file.length
		file += `${place + 1} 0 obj\n${object}\nendobj\n`
		return offset
	})
	const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
	const start = file.length
	return Buffer.from(
		`${file}xref\n0 5\n0000000000 65535 f \n${table}trailer\n<< /Size 5 /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`,
	)
}
