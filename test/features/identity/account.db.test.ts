import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { readOwnAccount } from '#app/features/identity/account.queries.server.ts'
import { changePassword } from '#app/features/identity/change-password.server.ts'
import { endOwnSession } from '#app/features/identity/end-own-session.server.ts'
import { logIn } from '#app/features/identity/log-in.server.ts'
import { qrOfSecret } from '#app/features/identity/qr-of-secret.server.ts'
import { turnOffTotp } from '#app/features/identity/turn-off-totp.server.ts'
import { turnOnTotp } from '#app/features/identity/turn-on-totp.server.ts'
import { updateProfile } from '#app/features/identity/update-profile.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { readSession } from '#app/platform/auth/sessions.server.ts'
import { hashToken } from '#app/platform/auth/tokens.server.ts'
import { newTotpSecret } from '#app/platform/auth/totp.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()
const NEW = 'copper lantern walks home'

const codeOf = (secret: string): string =>
	new TOTP({ secret: Secret.fromBase32(secret), period: 30, digits: 6 }).generate({
		timestamp: test.clock.now().getTime(),
	})

async function tokenOf(person: TestPerson, code?: string): Promise<string> {
	const result = await logIn({ email: person.email, password: person.password, code })
	if (!result.ok) throw new Error(result.error.code)
	return result.value
}

async function proofOf(person: TestPerson, code?: string) {
	const proof = await proveIdentity({ accountId: person.id }, { password: person.password, code })
	if (!proof.ok) throw new Error(proof.error.code)
	return proof.value
}

dbTest('each log-in has a token of its own', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	expect(await tokenOf(person)).not.toBe(await tokenOf(person))
})

dbTest('a change of password gives this session a new token and ends all others', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	const here = await tokenOf(person)
	const elsewhere = await tokenOf(person)
	const proof = await proofOf(person)
	const changed = await actAs(tenant, person, (ctx) => changePassword(ctx, { password: NEW, proof }))
	if (!changed.ok) throw new Error(changed.error.code)
	expect(changed.value).not.toBe(here)
	expect(await readSession(here)).toBeNull()
	expect(await readSession(elsewhere)).toBeNull()
	expect((await readSession(changed.value))?.actor.id).toBe(person.id)
	expect((await logIn({ email: person.email, password: NEW })).ok).toBe(true)
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ before: unknown; after: unknown }[]>(
			"select before, after from audit_entry where action = 'account.password-change'",
		),
	)
	expect(audit).toEqual([{ before: null, after: null }])
})

dbTest('a proof is good once, and only for its own person', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	const other = await makePerson(tenant, ['auditor'])
	const proof = await proofOf(person)
	expect(await actAs(tenant, other, (ctx) => changePassword(ctx, { password: NEW, proof }))).toEqual(
		err({ code: 'not-proven' }),
	)
	expect(await actAs(tenant, person, (ctx) => changePassword(ctx, { password: 'short', proof }))).toEqual(
		err({ code: 'password-too-short' }),
	)
	expect(await actAs(tenant, person, (ctx) => changePassword(ctx, { password: NEW, proof }))).toEqual(
		err({ code: 'not-proven' }),
	)
})

dbTest('the second factor is set up with a code, asked for at log-in, and a code counts once', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	const secret = newTotpSecret()
	const wrong = await proofOf(person)
	expect(await actAs(tenant, person, (ctx) => turnOnTotp(ctx, { secret, code: '000000', proof: wrong }))).toEqual(
		err({ code: 'wrong-code' }),
	)
	const first = codeOf(secret)
	const proof = await proofOf(person)
	const on = await actAs(tenant, person, (ctx) => turnOnTotp(ctx, { secret, code: first, proof }))
	if (!on.ok) throw new Error(on.error.code)
	expect((await readSession(on.value))?.account.totp).toBe(true)
	expect(await logIn({ email: person.email, password: person.password })).toEqual(err({ code: 'code-needed' }))
	expect(await logIn({ email: person.email, password: person.password, code: first })).toEqual(
		err({ code: 'wrong-code' }),
	)
	test.clock.move(60_000)
	const second = codeOf(secret)
	expect((await logIn({ email: person.email, password: person.password, code: second })).ok).toBe(true)
	expect(await logIn({ email: person.email, password: person.password, code: second })).toEqual(
		err({ code: 'wrong-code' }),
	)
	const [stored] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ totp_secret: string }[]>('select totp_secret from account where id = ?', [person.id]),
	)
	expect(stored?.totp_secret).not.toContain(secret)
})

dbTest('the second factor is turned off with password and code, and cannot be set up over another', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	const secret = newTotpSecret()
	const proof = await proofOf(person)
	await actAs(tenant, person, (ctx) => turnOnTotp(ctx, { secret, code: codeOf(secret), proof }))
	expect(await proveIdentity({ accountId: person.id }, { password: person.password })).toEqual(
		err({ code: 'code-needed' }),
	)
	test.clock.move(60_000)
	const again = await proofOf(person, codeOf(secret))
	expect(await actAs(tenant, person, (ctx) => turnOnTotp(ctx, { secret, code: codeOf(secret), proof: again }))).toEqual(
		err({ code: 'already-on' }),
	)
	test.clock.move(60_000)
	const last = await proofOf(person, codeOf(secret))
	expect((await actAs(tenant, person, (ctx) => turnOffTotp(ctx, { proof: last }))).ok).toBe(true)
	expect((await logIn({ email: person.email, password: person.password })).ok).toBe(true)
	const once = await proofOf(person)
	expect(await actAs(tenant, person, (ctx) => turnOffTotp(ctx, { proof: once }))).toEqual(err({ code: 'already-off' }))
})

dbTest('own sessions are listed without what opens them, and ended one by one', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	const other = await makePerson(tenant, ['auditor'])
	const here = await tokenOf(person)
	const elsewhere = await tokenOf(person)
	const foreign = await tokenOf(other)
	const { sessions } = await actAs(tenant, person, (ctx) => readOwnAccount(ctx, hashToken(here)))
	expect(sessions.rows.map((session) => session.current).sort()).toEqual([false, true])
	expect(JSON.stringify(sessions)).not.toContain(hashToken(elsewhere))
	const key = sessions.rows.find((session) => !session.current)?.key ?? ''
	expect(await actAs(tenant, person, (ctx) => endOwnSession(ctx, key))).toEqual(ok(null))
	expect(await readSession(elsewhere)).toBeNull()
	expect(await readSession(here)).not.toBeNull()
	expect(await actAs(tenant, person, (ctx) => endOwnSession(ctx, hashToken(foreign).slice(0, 24)))).toEqual(
		err({ code: 'not-found' }),
	)
	expect(await readSession(foreign)).not.toBeNull()
})

dbTest('a person changes their own name and language', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['supplier'])
	expect(await actAs(tenant, person, (ctx) => updateProfile(ctx, { name: '陈静', language: 'zh-CN' }))).toEqual(
		ok(null),
	)
	expect((await readSession(await tokenOf(person)))?.account).toMatchObject({ name: '陈静', language: 'zh-CN' })
})

dbTest('the picture of a secret is an image of its own', () => {
	expect(qrOfSecret(newTotpSecret(), 'a@b.example')).toMatch(/^data:image\/svg\+xml;base64,/)
})
