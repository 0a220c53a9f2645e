import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Words before the secret, as Standard Webhooks has them. */
const PREFIX = 'whsec_'
/** How far the clock of whoever checks may be off, in seconds. */
export const TOLERANCE_SECONDS = 300

/** A new secret: 32 random bytes. Source: standard-webhooks.com, symmetric secrets. */
export const newWebhookSecret = (): string => PREFIX + randomBytes(32).toString('base64')

const bytesOf = (secret: string): Buffer => Buffer.from(secret.replace(PREFIX, ''), 'base64')

const sign = (secret: string, signed: string): string =>
	`v1,${createHmac('sha256', bytesOf(secret)).update(signed).digest('base64')}`

export type WebhookMessage = { id: string; at: Date; body: string }

/** The three headers of a message: signed by each secret, so that a rotation breaks nothing. */
export function signatureHeaders(message: WebhookMessage, secrets: readonly string[]): Record<string, string> {
	const timestamp = String(Math.floor(message.at.getTime() / 1_000))
	const signed = `${message.id}.${timestamp}.${message.body}`
	return {
		'webhook-id': message.id,
		'webhook-timestamp': timestamp,
		'webhook-signature': secrets.map((secret) => sign(secret, signed)).join(' '),
	}
}

/** Whether headers and body are from whoever has the secret, and not older than five minutes: what a receiver does. */
export function isSigned(headers: Readonly<Record<string, string>>, body: string, secret: string, now: Date): boolean {
	const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers
	if (!id || !timestamp || !signatures) return false
	if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return false
	const wanted = Buffer.from(sign(secret, `${id}.${timestamp}.${body}`))
	return signatures.split(' ').some((one) => {
		const given = Buffer.from(one)
		return given.length === wanted.length && timingSafeEqual(given, wanted)
	})
}
