import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type WebhookCall = { path: string; headers: Record<string, string>; body: string }
export type WebhookServer = {
	url: string
	port: number
	calls: WebhookCall[]
	/** What it answers from now on; `hang` never does, `cut` ends the line after reading. */
	answer: (how: number | 'hang' | 'cut', headers?: Record<string, string>) => void
	stop: () => Promise<void>
}

/** A real HTTP server on the loopback address that keeps what it is sent. */
export async function startWebhookServer(): Promise<WebhookServer> {
	const calls: WebhookCall[] = []
	let how: { status: number | 'hang' | 'cut'; headers: Record<string, string> } = { status: 200, headers: {} }
	const server = createServer((request, response) => {
		let body = ''
		request.setEncoding('utf8')
		request.on('data', (part: string) => {
			body += part
		})
		request.on('end', () => {
			calls.push({ path: request.url ?? '', headers: request.headers as Record<string, string>, body })
			if (how.status === 'cut') request.socket.destroy()
			else if (how.status !== 'hang') response.writeHead(how.status, how.headers).end(`status ${how.status}`)
		})
	})
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
	const { port } = server.address() as AddressInfo
	return {
		port,
		calls,
		url: `http://127.0.0.1:${port}`,
		answer: (status, headers = {}) => {
			how = { status, headers }
		},
		stop: () =>
			new Promise((done) => {
				server.closeAllConnections()
				server.close(() => done())
			}),
	}
}
