import * as argon2 from '@node-rs/argon2'
import { expect, vi } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { err } from '#app/core/result.ts'
import { logIn } from '#app/features/identity/log-in.server.ts'
import { action as sendForgot } from '#app/features/identity/routes/forgot.tsx'
import { action as sendLogin } from '#app/features/identity/routes/login.tsx'
import { loader as readPage } from '#app/features/identity/routes/notifications.tsx'
import { readSession } from '#app/platform/auth/sessions.server.ts'
import { hashToken } from '#app/platform/auth/tokens.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { writeSessionToken } from '#app/platform/request/cookies.server.ts'
import { makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

vi.mock('@node-rs/argon2', async (original) => {
	const real = await original<typeof argon2>()
	return { ...real, verify: vi.fn(real.verify) }
})

/* What somebody at the log-in page can find out, and how often they may try. */

const world = useTestPortal()
const WRONG = 'not the password at all'
const MINUTE = 60_000

const owner = (sql: string, params: unknown[] = []) => getPortal().orm.em.fork().execute(sql, params)
const nobody = () => `nobody-${newId().slice(-8)}@example.test`

async function someone(): Promise<TestPerson> {
	return makePerson(await makeTenant(), ['auditor'])
}

async function tokenOf(person: TestPerson): Promise<string> {
	const entered = await logIn(person)
	if (!entered.ok) throw new Error(entered.error.code)
	return entered.value
}

/** Accounts that cannot be entered with this password, each for another reason. */
async function closedAddresses(): Promise<Record<string, string>> {
	const [known, disabled, without] = [await someone(), await someone(), await someone()]
	await owner('update account set disabled_at = now() where id = ?', [disabled.id])
	await owner('update account set password_hash = null where id = ?', [without.id])
	return { known: known.email, disabled: disabled.email, without: without.email, unknown: nobody() }
}

const formTo = (path: string, fields: Record<string, string>, cookie = '') =>
	new Request(`http://localhost${path}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...(cookie ? { Cookie: cookie } : {}) },
		body: new URLSearchParams(fields).toString(),
	})

dbTest('refuses unknown, disabled and password-less addresses like a wrong password, waiting included', async () => {
	const answers: Record<string, unknown[]> = {}
	for (const [name, email] of Object.entries(await closedAddresses())) {
		answers[name] = []
		for (let n = 0; n < 9; n++) {
			answers[name].push(await logIn({ email: n % 2 ? email.toUpperCase() : ` ${email} `, password: WRONG }))
			if (n > 4) world.clock.move(3_000)
		}
	}
	expect(answers.known?.[0]).toEqual(err({ code: 'wrong-password' }))
	expect(answers.known?.at(5)).toEqual(err({ code: 'blocked', retryAfterSeconds: 2 }))
	for (const name of ['disabled', 'without', 'unknown']) expect(answers[name], name).toEqual(answers.known)
})

dbTest('hashes once for each try, whether or not there is such an account', async () => {
	for (const [name, email] of Object.entries(await closedAddresses())) {
		vi.mocked(argon2.verify).mockClear()
		for (let n = 0; n < 6; n++) await logIn({ email, password: WRONG })
		expect(vi.mocked(argon2.verify).mock.calls.length, name).toBe(6)
	}
})

dbTest('shows the same page for each of them, and the same for a forgotten password', async () => {
	const pages: Record<string, unknown> = {}
	const letters: Record<string, unknown> = {}
	for (const [name, email] of Object.entries(await closedAddresses())) {
		const login = formTo('/login', { email, password: WRONG, next: '/' })
		pages[name] = await sendLogin({ request: login, params: {}, context: {} })
		const forgot = await sendForgot({ request: formTo('/forgot', { email }), params: {}, context: {} })
		letters[name] = JSON.parse(JSON.stringify(forgot).replaceAll(email, '<email>'))
	}
	expect(new Set(Object.values(pages).map((page) => JSON.stringify(page))).size).toBe(1)
	expect(new Set(Object.values(letters).map((page) => JSON.stringify(page))).size).toBe(1)
	expect(pages.known).toMatchObject({ ok: false })
})

dbTest(
	'lets an account wait longer and longer, 15 minutes at most, and forgets it with the right password',
	async () => {
		const person = await someone()
		const waits: number[] = []
		for (let n = 0; n < 18; n++) {
			await logIn({ email: person.email, password: WRONG })
			const blocked = await logIn({ email: person.email, password: person.password })
			if (n < 4) {
				// Right at once: begin again with one wrong try more, so that they add up.
				expect(blocked.ok).toBe(true)
				for (let again = 0; again < n + 1; again++) await logIn({ email: person.email, password: WRONG })
				continue
			}
			if (blocked.ok || blocked.error.code !== 'blocked') throw new Error(`Not blocked after ${n + 1} wrong tries`)
			const wait = blocked.error.retryAfterSeconds ?? 0
			waits.push(wait)
			world.clock.move(wait * 1_000)
		}
		expect(waits.slice(0, 5)).toEqual([2, 4, 8, 16, 32])
		expect(Math.max(...waits)).toBe(900)
		expect(waits.at(-1)).toBe(900)
		expect((await logIn(person)).ok).toBe(true)
		expect(await logIn({ email: person.email, password: WRONG })).toEqual(err({ code: 'wrong-password' }))
		expect((await logIn(person)).ok).toBe(true)
	},
)

dbTest('keeps of an address that nobody has nothing that could be read', async () => {
	const email = nobody()
	await logIn({ email, password: WRONG })
	const rows = JSON.stringify(await owner('select * from stranger'))
	expect(rows).not.toContain(email.slice(0, 15))
	expect(rows).not.toContain(hashToken(email))
})

dbTest('opens a session under a new token, whatever the browser brought along', async () => {
	const person = await someone()
	const planted = 'a-token-that-somebody-else-knows-0123456789'
	const cookie = (await writeSessionToken(planted)).split(';')[0] ?? ''
	const request = formTo('/login', { email: person.email, password: person.password, next: '//evil.example/' }, cookie)
	const answer = await sendLogin({ request, params: {}, context: {} })
	if (!(answer instanceof Response)) throw new Error('Not logged in')
	expect(answer.headers.get('location')).toBe('/')
	const set = answer.headers.get('set-cookie') ?? ''
	expect(set).toMatch(/HttpOnly/i)
	expect(set).toMatch(/SameSite=Lax/i)
	expect(set).toMatch(/Path=\//)
	expect(set).not.toContain(planted)
	expect(await readSession(planted)).toBeNull()
	const stored = JSON.stringify(await owner('select * from session'))
	const token = decodeURIComponent(/=([^;]+)/.exec(set)?.[1] ?? '')
	expect(stored).not.toContain(token)
})

dbTest('refuses the next request of somebody who was disabled, in the tenant or everywhere', async () => {
	for (const statement of [
		'update account set disabled_at = now() where id = ?',
		'update membership set disabled_at = now() where account_id = ?',
	]) {
		const person = await someone()
		const token = await tokenOf(person)
		const cookie = (await writeSessionToken(token)).split(';')[0] ?? ''
		const ask = () =>
			Promise.resolve(
				readPage({
					request: new Request('http://localhost/notifications', { headers: { cookie } }),
					params: {},
					context: {},
				}),
			).catch((thrown: unknown) => thrown)
		expect(await ask()).toMatchObject({ notices: [] })
		await owner(statement, [person.id])
		const refused = await ask()
		expect(refused instanceof Response && [refused.status, refused.headers.get('location')]).toEqual([
			302,
			'/login?next=%2Fnotifications',
		])
	}
})

dbTest('ends a session that was not used for an hour, and any after twelve', async () => {
	const person = await someone()
	const idle = await tokenOf(person)
	world.clock.move(61 * MINUTE)
	expect(await readSession(idle)).toBeNull()
	const busy = await tokenOf(person)
	for (let hour = 0; hour < 23; hour++) {
		world.clock.move(30 * MINUTE)
		expect((await readSession(busy))?.account.id, `after ${hour / 2} hours`).toBe(person.id)
	}
	world.clock.move(31 * MINUTE)
	expect(await readSession(busy)).toBeNull()
})
