import { expect, type Page } from '@playwright/test'
import { picture } from '../support.ts'
import { type KnownLot, numberInHeading, type Story, sign } from './cast.ts'

/** The supplier announces lots; answers the address of the delivery. */
async function announce(story: Story, lots: readonly KnownLot[]): Promise<string> {
	const supplier = await story.as(story.supplier.email)
	await supplier.goto('/deliveries/new')
	await supplier.getByLabel('To site').selectOption({ index: 1 })
	for (const { code } of lots) await supplier.getByRole('checkbox', { name: `Announce ${code}` }).check()
	await supplier.getByRole('button', { name: 'Announce', exact: true }).click()
	await expect(supplier).toHaveURL(/\/deliveries\/[0-9a-f-]{36}/)
	return new URL(supplier.url()).pathname
}

/** The goods are at the dock: the arrival is recorded and every lot is checked. */
async function arrive(story: Story, delivery: string): Promise<Page> {
	const receiving = await story.as('receiving@aurora.example')
	await receiving.goto(delivery)
	await receiving.getByRole('button', { name: 'Record arrival' }).click()
	await expect(receiving.getByText('Arrival recorded. The lots have been checked.')).toBeVisible()
	return receiving
}

/** Looks at one lot of a delivery. */
async function openLine(page: Page, { code }: KnownLot): Promise<void> {
	await page
		.getByRole('list', { name: 'Lots of this delivery' })
		.getByRole('link', { name: new RegExp(code) })
		.click()
	await expect(page.getByRole('heading', { name: code })).toBeVisible()
}

/** Enters what was counted; the lot is checked at once. */
async function count(receiving: Page, quantity: string): Promise<void> {
	await receiving.getByRole('textbox', { name: /^Counted/ }).fill(quantity)
	await receiving.getByRole('button', { name: 'Save the count' }).click()
	await expect(receiving.getByRole('row', { name: /Quantity against the notice .*Pass/ })).toBeVisible()
}

const decisionLink = async (receiving: Page): Promise<string> =>
	(await receiving.getByRole('link', { name: 'see the decision' }).getAttribute('href')) ?? ''

/** Two lots arrive: one has too little shelf life and is received past the checks by signature, the other passes. */
export async function receiveTwoLots(story: Story): Promise<void> {
	const receiving = await arrive(story, await announce(story, [story.good, story.short]))
	story.delivery = await numberInHeading(receiving)
	await openLine(receiving, story.short)
	await count(receiving, '200')
	await expect(receiving.getByText(/Cannot be received: Enough shelf life left/)).toBeVisible()
	await expect(
		receiving.getByRole('row', { name: /Enough shelf life left .*At least 90 days .*30 days .*Block/ }),
	).toBeVisible()
	await picture(receiving, 'receiving', 980)
	await expect(receiving.getByRole('button', { name: 'Receive', exact: true })).toHaveAccessibleDescription(
		/Cannot be received: 1 blocked/,
	)
	await receiving.getByRole('button', { name: /Receive past the checks/ }).click()
	await sign(receiving, 'Used within the week, agreed with planning', 'Sign and receive')
	await expect(receiving.getByText(/Received past the checks, signed by Chen Jianguo/)).toBeVisible()

	await openLine(receiving, story.good)
	await count(receiving, '200')
	await expect(receiving.getByText('Every check passed. It may be received.')).toBeVisible()
	story.decision = await decisionLink(receiving)
	await receiving.getByRole('button', { name: 'Receive', exact: true }).click()
	await expect(receiving.getByText(/^Received .*200/).first()).toBeVisible()
	await expect(receiving.getByText('2 of 2 lots received')).toBeVisible()
}

/** The next lot, as good as the first, is decided by the rules as they are now; the old decision shows those of then. */
export async function receiveByNewRules(story: Story): Promise<void> {
	const receiving = await arrive(story, await announce(story, [story.late]))
	await openLine(receiving, story.late)
	await expect(receiving.getByText(/Cannot be received: Enough shelf life left/)).toBeVisible()
	await expect(
		receiving.getByRole('row', { name: /Enough shelf life left .*At least 120 days .*100 days .*Block/ }),
	).toBeVisible()
	await receiving.goto(await decisionLink(receiving))
	await expect(receiving.getByText(`receiving_match v${story.rules + 1}`).first()).toBeVisible()
	await receiving.goto(story.decision)
	await expect(receiving.getByText(`receiving_match v${story.rules}`).first()).toBeVisible()
	await expect(
		receiving.getByRole('row', { name: /Enough shelf life left .*At least 90 days .*100 days .*Pass/ }),
	).toBeVisible()
}
