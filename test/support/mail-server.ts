import { createServer, type Server, type Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** What happens to a mail: taken, refused for now, refused for good, or taken with the line cut before the answer. */
export type Treatment = 'take' | 'refuse-4xx' | 'refuse-5xx' | 'cut-after-data'

export type MailServer = { port: number; mails: ParsedMail[]; stop: () => Promise<void> }

const refusal = (code: number): Error => Object.assign(new Error('Not now'), { responseCode: code })

/** A real mail server on the loopback address, which treats each mail as it is told and keeps what it took. */
export async function startMailServer(
	port: number,
	treat: (recipient: string) => Treatment = () => 'take',
): Promise<MailServer> {
	const mails: ParsedMail[] = []
	const sockets = new Set<Socket>()
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		logger: false,
		onData(stream, session, callback) {
			const treatment = treat(session.envelope.rcptTo[0]?.address ?? '')
			simpleParser(stream)
				.then((mail) => {
					if (treatment === 'refuse-4xx') return callback(refusal(451))
					if (treatment === 'refuse-5xx') return callback(refusal(554))
					mails.push(mail)
					if (treatment === 'take') return callback()
					for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy()
				})
				.catch(callback)
		},
	})
	server.on('error', () => {})
	server.server.on('connection', (socket: Socket) => {
		sockets.add(socket)
		socket.on('close', () => sockets.delete(socket))
	})
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
	const address = server.server.address()
	return {
		port: typeof address === 'object' && address ? address.port : port,
		mails,
		stop: () =>
			new Promise((resolve) => {
				for (const socket of sockets) socket.destroy()
				server.close(() => resolve())
			}),
	}
}

/** A server that takes connections and says nothing. */
export async function startHangingServer(
	port: number,
): Promise<{ port: number; connections: () => number; stop: () => Promise<void> }> {
	const sockets = new Set<Socket>()
	let count = 0
	const server: Server = createServer((socket) => {
		count += 1
		sockets.add(socket)
		socket.on('error', () => {})
	})
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
	const address = server.address()
	return {
		port: typeof address === 'object' && address ? address.port : port,
		connections: () => count,
		stop: () =>
			new Promise((resolve) => {
				for (const socket of sockets) socket.destroy()
				server.close(() => resolve())
			}),
	}
}

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
	const { port, stop } = await startHangingServer(0)
	await stop()
	return port
}
