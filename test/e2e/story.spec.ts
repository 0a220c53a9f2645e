import { test } from '@playwright/test'
import { findEveryStep, noticeTampering } from './story/audit.ts'
import { Story } from './story/cast.ts'
import { importCorrectedRows, importFile } from './story/lots-by-file.ts'
import { registerLot } from './story/lots-by-form.ts'
import { makeProduct } from './story/production.ts'
import { answerRecall, openRecall } from './story/recall.ts'
import { receiveByNewRules, receiveTwoLots } from './story/receiving.ts'
import { releaseProduct } from './story/release.ts'
import { approveAndPublish, changeMinimum } from './story/rules.ts'
import { readLabel, seeOnlyOwn, shipProduct } from './story/shipping.ts'
import { acceptInvitation, inviteSupplier } from './story/supplier-joins.ts'

/** The whole story of a lot, told by the people who live it, each in a browser of their own. */
test.describe
	.serial('the story of a lot', () => {
		const story = new Story()
		test.beforeAll(({ browser, baseURL }) => {
			story.browser = browser
			story.baseURL = baseURL ?? ''
		})
		test.afterAll(() => story.end())

		test('an admin invites a supplier, who finds the link in the mail and joins', async () => {
			await acceptInvitation(story, await inviteSupplier(story))
		})

		test('the supplier registers lots by form, with the certificate', async () => {
			story.good = await registerLot(story, `GOOD-${story.stamp}`, 100)
			story.short = await registerLot(story, `SHORT-${story.stamp}`, 30)
			story.late = await registerLot(story, `LATE-${story.stamp}`, 100)
		})

		test('the supplier imports a file: columns corrected, good rows in, bad rows out, corrected and in', async () => {
			await importCorrectedRows(story, await importFile(story))
		})

		test('a lot with too little shelf life is refused and received by signature; the other passes', async () => {
			await receiveTwoLots(story)
		})

		test('a changed rule is tested, approved by a second person, and decides the very next receipt', async () => {
			await changeMinimum(story)
			await approveAndPublish(story)
			await receiveByNewRules(story)
		})

		test('production uses the received lot; the wrong lot is refused', async () => {
			await makeProduct(story)
		})

		test('two reviewers sign at once: one releases the lot, the other is told', async () => {
			await releaseProduct(story)
		})

		test('shipping sends the lot, and the customer gets a mail', async () => {
			await shipProduct(story)
		})

		test('the code on the label opens its page in either language; the customer sees only their own', async () => {
			await readLabel(story)
			await seeOnlyOwn(story)
		})

		test("a recall from the supplier's lot finds product and customer, who answers without an account", async () => {
			await openRecall(story)
			await answerRecall(story)
		})

		test('every step stands in the audit trail, whose chain verifies', async () => {
			await findEveryStep(story)
		})

		test('a row altered by hand in the database breaks the chain, which names the row', async () => {
			await noticeTampering(story)
		})
	})
