import { expect, test } from 'vitest'
import { createLog } from '#app/platform/log/log.server.ts'

/** What a log writes. */
function written(part: (log: ReturnType<typeof createLog>) => void): string {
	const lines: string[] = []
	part(createLog('info', { write: (line) => lines.push(line) }))
	return lines.join('')
}

test('writes one JSON object a line, with what happened and where', () => {
	const text = written((log) =>
		log.error({ err: Object.assign(new Error('No route'), { code: 'E1' }), requestId: 'r1' }, 'failed'),
	)
	expect(JSON.parse(text)).toMatchObject({
		level: 50,
		requestId: 'r1',
		msg: 'failed',
		err: { type: 'Error', message: 'No route', code: 'E1', stack: expect.stringContaining('log.test.ts') },
	})
})

test('removes passwords, tokens and addresses from fields', () => {
	const secret = 'S3cret-and-private'
	const text = written((log) =>
		log.info({
			password: secret,
			token: secret,
			email: secret,
			account: { email: secret, password: secret },
			cookie: secret,
		}),
	)
	expect(text).not.toContain(secret)
})

test('leaves out the recipient whom a mail server names, wherever the error carries it', () => {
	const refused = Object.assign(new Error("Can't send mail: 550 5.1.1 <li.na@clinic.example>: no such user"), {
		code: 'EENVELOPE',
		rejected: ['li.na@clinic.example'],
		response: '550 <li.na@clinic.example>',
		cause: new Error('RCPT TO:<li.na@clinic.example> failed'),
	})
	const text = written((log) => log.warn({ err: refused }, 'job failed'))
	expect(text).not.toContain('li.na')
	expect(text).toContain('550 5.1.1 <[address]>: no such user')
	expect(text).toContain('EENVELOPE')
})

test('leaves out the row that a database quotes', () => {
	const refused = Object.assign(
		new Error('null value in column "name"\n - detail: Failing row contains (1, 李娜, $argon2id$v=19$hash).'),
		{ code: '23502', detail: 'Failing row contains (1, 李娜)', parameters: ['李娜'] },
	)
	const text = written((log) => log.error({ err: refused }, 'request failed'))
	expect(text).not.toMatch(/李娜|argon2id/)
	expect(text).toContain('null value in column')
	expect(text).toContain('23502')
})
