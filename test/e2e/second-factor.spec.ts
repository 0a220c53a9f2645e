import { expect, type Locator, test } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expectWords } from './screens/words.ts'
import { expectFits, expectSound, logIn, openBrowser, PASSWORD } from './support.ts'

/*
 * A person of the other company, whom no other spec logs in, turns on the second factor, logs in with it, and turns it off. A code counts once:
 * each is of another thirty seconds, as far as the portal lets a clock be off.
 */

const EMAIL = 'operator@harvest.example'
const STEP_MS = 30_000

const codeOf = (key: string, steps: number): string =>
	new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({
		timestamp: Date.now() + steps * STEP_MS,
	})

const give = async (form: Locator, code: string): Promise<void> => {
	await form.locator('[name=code]').fill(code)
	await form.locator('[name=password]').fill(PASSWORD)
}

test('a second factor is turned on, asked for at the log-in, and turned off', async ({ browser }) => {
	const page = await openBrowser(browser)
	await logIn(page, EMAIL)
	await page.goto('/account')
	await page.getByRole('button', { name: 'Set up' }).click()
	const form = page.locator('form').filter({ hasText: 'Code of your authenticator' })
	const key = await form.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText()

	await give(form, '000000')
	await form.getByRole('button', { name: 'Turn on' }).click()
	// The page has another form with a password: what is wrong leads to this one's field.
	await form.getByRole('link', { name: /This code is wrong/ }).click()
	await expect(form.locator('[name=code]')).toBeFocused()
	await form.getByText('Password', { exact: true }).click()
	await expect(form.locator('[name=password]')).toBeFocused()
	await expectFits(page, 'turning on a second factor')
	await expectSound(page, 'turning on a second factor')

	await give(form, codeOf(key, -1))
	await form.getByRole('button', { name: 'Turn on' }).click()
	await expect(page.getByRole('button', { name: 'Turn off' })).toBeVisible()

	const other = await openBrowser(browser, { language: 'zh-CN', mode: 'dark', phone: true })
	await other.goto('/login')
	await other.locator('[name=email]').fill(EMAIL)
	await other.locator('[name=password]').fill(PASSWORD)
	await other.getByRole('button', { name: '登录' }).click()
	await expect(other.locator('[name=code]')).toBeFocused()
	await expectFits(other, 'the log-in with a second factor')
	await expectSound(other, 'the log-in with a second factor')
	await expectWords(other, 'the log-in with a second factor')
	await other.locator('[name=code]').fill(codeOf(key, 0))
	await other.getByRole('button', { name: '登录' }).click()
	await expect(other.getByRole('heading', { level: 1 })).not.toHaveText('登录')

	await other.goto('/account')
	const off = other.locator('form').filter({ has: other.getByRole('button', { name: '关闭' }) })
	await give(off, codeOf(key, 1))
	await off.getByRole('button', { name: '关闭' }).click()
	await expect(other.getByRole('button', { name: '设置' })).toBeVisible()
	await expectSound(other, 'the account page')
	await other.context().close()
	await page.context().close()
})
