import { type APIRequestContext, type Browser, expect, type Page, request } from '@playwright/test'
import { API_KEY, logIn, openAs, openBrowser, PASSWORD } from '../support.ts'

export const PRODUCT_GTIN = '03596010535344'

/** A lot as the story comes to know it: the page's address and our code. */
export type KnownLot = { address: string; id: string; code: string }

export const LOT_ADDRESS = /\/lots\/[0-9a-f-]{36}$/

/** The lot whose page is open. */
export async function readLotPage(page: Page): Promise<KnownLot> {
	await expect(page).toHaveURL(LOT_ADDRESS)
	const heading = page.getByRole('heading', { level: 1 })
	await expect(heading).toHaveText(/^[A-Z]{2}/)
	const address = new URL(page.url()).pathname
	return { address, id: address.split('/').at(-1) ?? '', code: (await heading.innerText()).trim() }
}

/** The people of the story, each in a browser of their own, and what they hand on to each other. */
export class Story {
	readonly stamp = Date.now().toString(36).toUpperCase().slice(-6)
	readonly supplier = {
		email: `story-${this.stamp.toLowerCase()}@sz-label.example`,
		name: 'Wei Story',
		password: 'four words nobody guesses',
	}
	/** Received, used and recalled. */
	good: KnownLot = { address: '', id: '', code: '' }
	/** Has too little shelf life left by the rules as they ship. */
	short: KnownLot = this.good
	/** As good as the first, but comes after the rules have changed. */
	late: KnownLot = this.good
	product: KnownLot = this.good
	/** Numbers of the first delivery, the shipment and the recall, as people say them. */
	delivery = ''
	shipment = ''
	recall = ''
	/** The version of the receiving rules that is active before the story changes them. */
	rules = 1
	/** The decision by which the good lot was received. */
	decision = ''
	browser!: Browser
	baseURL = ''
	readonly #people = new Map<string, Page>()
	#api: APIRequestContext | undefined

	/** The browser in which somebody works; logs them in the first time. */
	async as(email: string): Promise<Page> {
		const known = this.#people.get(email)
		if (known) return known
		const page = email === this.supplier.email ? await openBrowser(this.browser) : await openAs(this.browser, email)
		if (email === this.supplier.email) await logIn(page, email, this.supplier.password)
		else await page.goto('/')
		this.#people.set(email, page)
		return page
	}

	/** Somebody comes in by another door than the log-in. */
	welcome(email: string, page: Page): void {
		this.#people.set(email, page)
	}

	/** Calls the portal as a machine does. */
	async api(): Promise<APIRequestContext> {
		this.#api ??= await request.newContext({
			baseURL: this.baseURL,
			extraHTTPHeaders: { Authorization: `Bearer ${API_KEY}` },
		})
		return this.#api
	}

	async end(): Promise<void> {
		for (const page of this.#people.values()) await page.context().close()
		await this.#api?.dispose()
	}
}

/** The number that the heading of a page begins or ends with. */
export async function numberInHeading(page: Page): Promise<string> {
	const heading = await page.getByRole('heading', { level: 1 }).innerText()
	return /[A-Z]+-\d[\d-]*/.exec(heading)?.[0] ?? ''
}

/** The date so many days from today in the tenant's time zone, as date fields take it. */
export function dayFromNow(days: number): string {
	return new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
}

/** Opens the outbox, finds the newest mail to somebody and answers the link in it. */
export async function linkInMail(admin: Page, recipient: string, link: RegExp): Promise<string> {
	await openMail(admin, new RegExp(recipient.replaceAll('.', '\\.')))
	await admin
		.getByRole('radio', { name: 'As text' })
		.or(admin.getByRole('button', { name: 'As text' }))
		.click()
	const links = await admin.locator('main pre a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
	const right = links.find((address) => link.test(address))
	expect(right, `the mail to ${recipient} has a link`).toBeTruthy()
	return right ?? ''
}

/** Looks into the outbox until this mail is there, and opens it. */
export async function openMail(admin: Page, name: RegExp): Promise<void> {
	await expect(async () => {
		await admin.goto('/dev/mail')
		await admin.getByRole('link', { name }).first().click({ timeout: 2_000 })
	}).toPass({ timeout: 20_000 })
}

/** Fills the open dialog of a signature; the button is not yet pressed. */
export async function fillSignature(page: Page, reason: string): Promise<void> {
	const dialog = page.getByRole('dialog')
	await dialog.getByRole('textbox', { name: /reason/i }).fill(reason)
	await dialog.locator('[name=password]').fill(PASSWORD)
}

/** Fills the open dialog of a signature and signs. */
export async function sign(page: Page, reason: string, button: string): Promise<void> {
	const dialog = page.getByRole('dialog')
	await fillSignature(page, reason)
	await dialog.getByRole('button', { name: button }).click()
	await expect(dialog).toBeHidden()
}

/** The smallest PDF that readers open: one empty page with a title. */
export function tinyPdf(title: string): Buffer {
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
