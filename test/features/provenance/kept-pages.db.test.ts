import { expect } from 'vitest'
import { keepingPublicPages } from '#app/features/provenance/kept-pages.server.ts'
import { writeSessionToken } from '#app/platform/request/cookies.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { freshGtin, makeItem } from '../../factories/item.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()

type Options = { status?: number; headers?: Record<string, string>; wait?: Promise<void> }

/** A company with a product that the public may look up, and pages that count how often each was drawn. */
async function company(options: Options = {}) {
	const tenant = await makeTenant()
	const gtin = freshGtin()
	await makeItem(tenant, { kind: 'finished_product', gtin })
	let drawn = 0
	const change = () =>
		withTenantContext(tenant.id, async (ctx) => ctx.audit.record({ action: 'test', subject: { type: 'x', id: '1' } }))
	await change()
	const pages = keepingPublicPages(async (_request, nonce) => {
		drawn += 1
		const body = `<script nonce="${nonce}">1</script>page ${drawn}<script nonce="${nonce}">2</script>`
		await options.wait
		return new Response(body, { status: options.status ?? 200, headers: options.headers ?? {} })
	})
	let visits = 0
	const visit = async (headers: Record<string, string> = {}, path = `/01/${gtin}/10/L-1`) => {
		visits += 1
		const response = await pages(new Request(`http://localhost:3000${path}`, { headers }), `nonce-${visits}`)
		return response.text()
	}
	return { gtin, change, visit, drawings: () => drawn }
}

const page = (visit: number, drawing: number) =>
	`<script nonce="nonce-${visit}">1</script>page ${drawing}<script nonce="nonce-${visit}">2</script>`

dbTest('a page that one stranger saw is shown to the next, each with a nonce of their own', async () => {
	const { visit, drawings } = await company()
	expect([await visit(), await visit(), await visit()]).toEqual([page(1, 1), page(2, 1), page(3, 1)])
	expect(drawings()).toBe(1)
})

dbTest('strangers who come while it is drawn wait for that drawing', async () => {
	let go = () => {}
	const { visit, drawings } = await company({ wait: new Promise((resolve) => (go = () => resolve())) })
	const all = Promise.all([visit(), visit(), visit()])
	setTimeout(() => go(), 200)
	expect((await all).map((text) => text.includes('page 1'))).toEqual([true, true, true])
	expect(drawings()).toBe(1)
})

dbTest('any change in the company, and ten seconds, make it be drawn anew', async () => {
	const { visit, change } = await company()
	await visit()
	await change()
	expect(await visit()).toBe(page(2, 2))
	world.clock.move(9_000)
	expect(await visit()).toBe(page(3, 2))
	world.clock.move(1_001)
	expect(await visit()).toBe(page(4, 3))
})

dbTest('language, mode, product and address each have a page of their own', async () => {
	const { visit, gtin } = await company()
	const seen = [
		await visit({ 'accept-language': 'en' }),
		await visit({ 'accept-language': 'zh-CN,zh' }),
		await visit({ 'accept-language': 'en', cookie: 'lotline_lang=InpoLUNOIg%3D%3D' }),
		await visit({ 'accept-language': 'en' }, `/01/${gtin}/10/L-2`),
		await visit({ 'accept-language': 'en' }, `/01/${gtin}`),
		await visit({ 'accept-language': 'en' }, `/01/${gtin}?lang=zh`),
	]
	expect(new Set(seen.map((text) => /page \d/.exec(text)?.[0])).size).toBe(5)
})

dbTest('who is logged in, a form, another page and a refusal are never kept', async () => {
	const { visit, drawings } = await company()
	const cookie = await writeSessionToken('a-token')
	expect([await visit({ cookie }), await visit({ cookie })]).toEqual([page(1, 1), page(2, 2)])
	await visit({}, '/login')
	await visit({}, '/login')
	expect(drawings()).toBe(4)
	const missing = await company({ status: 404 })
	expect([await missing.visit(), await missing.visit()]).toEqual([page(1, 1), page(2, 2)])
	const setting = await company({ headers: { 'Set-Cookie': 'a=b' } })
	expect([await setting.visit(), await setting.visit()]).toEqual([page(1, 1), page(2, 2)])
})
