import { afterAll, beforeAll, expect, test } from 'vitest'
import { OutboundError, openOutbound } from '#app/platform/http/outbound.server.ts'
import { isPublicAddress } from '#app/platform/http/public-address.ts'
import { startWebhookServer, type WebhookServer } from '../../support/webhook-server.ts'

let server: WebhookServer
beforeAll(async () => {
	server = await startWebhookServer()
})
afterAll(() => server.stop())

const call = { headers: { 'Content-Type': 'application/json' }, body: '{}' }
/** What came of a call: its status, or why it was not made. */
const outcome = (url: string, options: Parameters<typeof openOutbound>[0] = {}) =>
	openOutbound({ timeoutMs: 2_000, ...options })
		.post(url, call)
		.then(
			(answer) => answer.status,
			(error: unknown) => (error instanceof OutboundError ? error.code : String(error)),
		)
const leadingTo =
	(...addresses: string[]) =>
	async () =>
		addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

test('no address of this machine, its network or a cloud is public', () => {
	for (const address of [
		...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
		...['169.254.169.254', '100.100.100.200', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.0.192'],
		...['::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8'],
		...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '2001::1', 'not an address', ''],
	])
		expect(isPublicAddress(address), address).toBe(false)
	for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111'])
		expect(isPublicAddress(address), address).toBe(true)
})

test('makes no connection to an address that is not public, however it is written', async () => {
	const { port } = server
	for (const url of [
		...[`https://127.0.0.1:${port}/`, `https://localhost:${port}/`, `https://[::1]:${port}/`, 'https://0/'],
		...[`https://[::ffff:127.0.0.1]:${port}/`, `https://2130706433:${port}/`, `https://0x7f.1:${port}/`],
		...['https://169.254.169.254/latest/meta-data', 'https://metadata.google.internal/', 'https://10.0.0.1/'],
		...[`http://127.0.0.1:${port}/`, 'http://example.com/', 'ftp://example.com/', 'https://user:pw@example.com/', 'x'],
	])
		expect(await outcome(url), url).toBe('refused')
	expect(server.calls).toHaveLength(0)
})

test('makes no connection where a name leads inside, or leads inside among others', async () => {
	const { port } = server
	for (const addresses of [
		['127.0.0.1'],
		['93.184.216.34', '127.0.0.1'],
		['::ffff:127.0.0.1'],
		['::1'],
		['169.254.169.254'],
	])
		expect(await outcome(`https://evil.example.com:${port}/`, { lookup: leadingTo(...addresses) }), addresses[0]).toBe(
			'refused',
		)
	expect(server.calls).toHaveLength(0)
})

test('a name that is public when it is asked for first and inside when it is called is not called', async () => {
	let asked = 0
	const lookup = async () => {
		asked += 1
		return asked === 1 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '93.184.216.34', family: 4 }]
	}
	// The address that is checked is the one that is connected to: there is no second question to answer otherwise.
	expect(await outcome(`https://rebind.example.com:${server.port}/`, { lookup })).toBe('refused')
	expect(asked).toBe(1)
	expect(server.calls).toHaveLength(0)
})

test('does not follow a redirect', async () => {
	const allow = (_address: string, port: number) => port === server.port
	const inside = await startWebhookServer()
	server.answer(302, { Location: `${inside.url}/secret` })
	expect(await outcome(`${server.url}/hook`, { allow })).toBe(302)
	expect(server.calls).toHaveLength(1)
	expect(inside.calls).toHaveLength(0)
	await inside.stop()
	server.answer(200)
})

test('an allowance is for one port, and what is answered is bounded in time', async () => {
	const other = await startWebhookServer()
	const allow = (_address: string, port: number) => port === server.port
	expect(await outcome(other.url, { allow })).toBe('refused')
	expect(other.calls).toHaveLength(0)
	await other.stop()
	server.answer('hang')
	expect(await outcome(server.url, { allow, timeoutMs: 300 })).toBe('timeout')
	server.answer('cut')
	expect(await outcome(server.url, { allow })).toBe('failed')
	server.answer(200)
})
