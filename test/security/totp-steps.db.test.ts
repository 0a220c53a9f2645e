import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { logIn } from '#app/features/identity/log-in.server.ts'
import { turnOffTotp } from '#app/features/identity/turn-off-totp.server.ts'
import { turnOnTotp } from '#app/features/identity/turn-on-totp.server.ts'
import { takeStep } from '#app/features/lots/take-step.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { newTotpSecret } from '#app/platform/auth/totp.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { writeSessionToken } from '#app/platform/request/cookies.server.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { lotVersion, signAs } from '../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { publishStep } from '../factories/workflow.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

/* A step whose signature asks for the code of an authenticator (`reauth: totp`), as its dialog sends it. */

const world = useTestPortal()
const MINUTE = 60_000

const codeOf = (secret: string) =>
	new TOTP({ secret: Secret.fromBase32(secret), period: 30, digits: 6 }).generate({
		timestamp: world.clock.now().getTime(),
	})

async function enter(person: TestPerson, code?: string): Promise<string> {
	const entered = await logIn({ email: person.email, password: person.password, ...(code ? { code } : {}) })
	if (!entered.ok) throw new Error(entered.error.code)
	return entered.value
}

/** A house in which submitting a lot is signed with a code, a person in it, and what their dialog answers. */
async function scene(reauth: 'totp' | 'mfa' = 'totp') {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', { signature: { meaning: 'reviewed', reauth, reason: 'required' } })
	const person = await makePerson(tenant, ['quality_reviewer'])
	const item = await makeItem(tenant)
	const newLot = async () => (await makeLot(tenant, item, { state: 'quarantine' })).id
	const submit = async (token: string, lotId: string, given: Record<string, string>) => {
		const body = new FormData()
		const fields = { intent: 'transition', transition: 'submit', version: String(await lotVersion(tenant, lotId)) }
		for (const [name, value] of Object.entries({ ...fields, reason: 'Looked at everything', ...given }))
			body.set(name, value)
		const cookie = (await writeSessionToken(token)).split(';')[0] ?? ''
		const request = new Request(`http://localhost/lots/${lotId}`, { method: 'POST', headers: { Cookie: cookie } })
		return takeStep({ request }, { lotId, body, language: 'en' })
	}
	return { tenant, person, newLot, submit }
}

async function enrol(tenant: TenantInfo, person: TestPerson): Promise<{ secret: string; token: string }> {
	const secret = newTotpSecret()
	const { proof } = await signAs(person)
	const on = await actAs(tenant, person, (ctx) => turnOnTotp(ctx, { secret, code: codeOf(secret), proof }))
	if (!on.ok) throw new Error(on.error.code)
	world.clock.move(MINUTE)
	const token = await enter(person, codeOf(secret))
	world.clock.move(MINUTE)
	return { secret, token }
}

for (const reauth of ['totp', 'mfa'] as const)
	dbTest(
		`a password alone never signs a step that asks for ${reauth}, and the refusal says where to set it up`,
		async () => {
			const { person, newLot, submit } = await scene(reauth)
			const refused = await submit(await enter(person), await newLot(), { password: person.password })
			expect(refused).toMatchObject({ ok: false })
			expect(JSON.stringify(refused)).toContain('Set one up under Account')
			// A code that nobody could check is no code either.
			const token = await enter(person)
			expect(await submit(token, await newLot(), { password: person.password, code: '123456' })).toMatchObject({
				ok: false,
			})
		},
	)

dbTest('refuses without a code, with a wrong one, with one used before, and takes the right one once', async () => {
	const { tenant, person, newLot, submit } = await scene()
	const { secret, token } = await enrol(tenant, person)
	const { password } = person
	const [lot, second] = [await newLot(), await newLot()]
	expect(await submit(token, lot, { password })).toMatchObject({ ok: false, fieldErrors: { code: expect.any(String) } })
	const right = codeOf(secret)
	const wrong = right === '000000' ? '111111' : '000000'
	expect(await submit(token, lot, { password, code: wrong })).toMatchObject({
		fieldErrors: { code: expect.any(String) },
	})
	expect(await submit(token, lot, { password: 'not mine', code: right })).toMatchObject({
		fieldErrors: { password: expect.any(String) },
	})
	expect(await submit(token, lot, { password, code: right })).toEqual({ ok: true, approvals: null })
	expect(await submit(token, second, { password, code: right })).toMatchObject({
		ok: false,
		fieldErrors: { code: expect.any(String) },
	})
	world.clock.move(MINUTE)
	expect(await submit(token, second, { password, code: codeOf(secret) })).toEqual({ ok: true, approvals: null })
})

dbTest('who turns the second factor off can no longer sign such a step', async () => {
	const { tenant, person, newLot, submit } = await scene()
	const { secret } = await enrol(tenant, person)
	const proof = await proveIdentity({ accountId: person.id }, { password: person.password, code: codeOf(secret) })
	if (!proof.ok) throw new Error(proof.error.code)
	const off = await actAs(tenant, person, (ctx) => turnOffTotp(ctx, { proof: proof.value }))
	expect(off.ok).toBe(true)
	const refused = await submit(await enter(person), await newLot(), { password: person.password })
	expect(JSON.stringify(refused)).toContain('authenticator')
})
