import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { logIn } from '#app/features/identity/log-in.server.ts'
import { requestReset } from '#app/features/identity/request-reset.server.ts'
import { readResetLink, resetPassword } from '#app/features/identity/reset-password.server.ts'
import { action } from '#app/features/identity/routes/forgot.tsx'
import { readSession } from '#app/platform/auth/sessions.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()
const NEW = 'copper lantern walks home'

const mails = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ text: string; recipient: string }[]>('select text, recipient from mail order by created_at, id'),
	)

async function askFor(tenant: TenantInfo, email: string): Promise<string> {
	await requestReset(email)
	const all = await mails(tenant)
	return /\/reset\/([\w-]+)/.exec(all.at(-1)?.text ?? '')?.[1] ?? ''
}

dbTest('a link sets a new password once, ends all sessions, and forgives wrong tries', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	const before = await logIn({ email: person.email, password: person.password })
	if (!before.ok) throw new Error('not logged in')
	for (let i = 0; i < 6; i++) await logIn({ email: person.email, password: 'wrong wrong wrong' })
	const token = await askFor(tenant, person.email)
	expect((await readResetLink(token))?.id).toBe(person.id)
	expect(await resetPassword(token, NEW)).toEqual(ok(null))
	expect(await readSession(before.value)).toBeNull()
	expect(await logIn({ email: person.email, password: person.password })).toEqual(err({ code: 'wrong-password' }))
	expect((await logIn({ email: person.email, password: NEW })).ok).toBe(true)
	expect(await resetPassword(token, 'another fine long one')).toEqual(err({ code: 'link-spent' }))
	expect(await readResetLink(token)).toBeNull()
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ action: string }[]>("select action from audit_entry where action like 'account.%' order by seq"),
	)
	expect(audit.map((row) => row.action)).toEqual(['account.reset-request', 'account.password-reset'])
})

dbTest('a link is good for an hour; a weak password leaves it good', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	const token = await askFor(tenant, person.email)
	expect(await resetPassword(token, 'short')).toEqual(err({ code: 'password-too-short' }))
	test.clock.move(59 * 60_000)
	expect(await readResetLink(token)).not.toBeNull()
	test.clock.move(2 * 60_000)
	expect(await readResetLink(token)).toBeNull()
	expect(await resetPassword(token, NEW)).toEqual(err({ code: 'link-spent' }))
})

dbTest('of two who use a link at once, one sets the password', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	const token = await askFor(tenant, person.email)
	const both = await Promise.all([resetPassword(token, NEW), resetPassword(token, 'another fine long one')])
	expect(both.filter((result) => result.ok)).toHaveLength(1)
})

dbTest('an unknown address, a disabled member and a known one get the same answer in about the same time', async () => {
	const tenant = await makeTenant()
	const known = await makePerson(tenant, ['auditor'])
	const gone = await makePerson(tenant, ['auditor'])
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('update membership set disabled_at = now() where tenant_id = ? and account_id = ?', [
			tenant.id,
			gone.id,
		]),
	)
	const ask = async (email: string) => {
		const body = new FormData()
		body.set('email', email)
		const started = performance.now()
		const answer = await action({
			request: new Request('http://localhost/forgot', { method: 'POST', body }),
			params: {},
			context: {},
		})
		return { answer: JSON.stringify(answer).replace(email, '*'), ms: performance.now() - started }
	}
	await ask(known.email)
	const times: Record<string, number[]> = { known: [], unknown: [], gone: [] }
	const answers = new Set<string>()
	for (let i = 0; i < 3; i++) {
		for (const [name, email] of [
			['known', known.email],
			['unknown', `nobody${i}@example.test`],
			['gone', gone.email],
		] as const) {
			const { answer, ms } = await ask(email)
			answers.add(answer)
			times[name]?.push(ms)
		}
	}
	expect([...answers]).toEqual(['{"ok":true,"email":"*"}'])
	const median = (name: string) => [...(times[name] ?? [])].sort((a, b) => a - b)[1] ?? 0
	expect(Math.abs(median('known') - median('unknown'))).toBeLessThan(120)
	expect(Math.abs(median('gone') - median('unknown'))).toBeLessThan(120)
	expect((await mails(tenant)).every((mail) => mail.recipient === known.email)).toBe(true)
})

dbTest('nobody can flood a mailbox: three links live at once', async () => {
	const tenant = await makeTenant()
	const person = await makePerson(tenant, ['auditor'])
	for (let i = 0; i < 5; i++) await requestReset(person.email.toUpperCase())
	expect(await mails(tenant)).toHaveLength(3)
})
