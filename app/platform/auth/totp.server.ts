import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { getPortal } from '#app/platform/portal.server.ts'

const totp = (secret: string, label: string): TOTP =>
	new TOTP({ issuer: 'Lotline', label, secret: Secret.fromBase32(secret), period: 30, digits: 6 })

const key = (): Buffer => createHash('sha256').update(`totp:${getPortal().env.SESSION_SECRET}`).digest()

/** A new secret for an authenticator, in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The address that an authenticator reads from a QR code. */
export const totpUri = (secret: string, email: string): string => totp(secret, email).toString()

/** The secret as it is stored: AES-256-GCM under the portal's secret. */
export function sealSecret(secret: string): string {
	const iv = randomBytes(12)
	const cipher = createCipheriv('aes-256-gcm', key(), iv)
	const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
	return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

/** The opposite of `sealSecret`. @throws when it was sealed under another portal secret. */
export function openSecret(stored: string): string {
	const bytes = Buffer.from(stored, 'base64')
	const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12))
	decipher.setAuthTag(bytes.subarray(12, 28))
	return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/**
 * The time step that a code belongs to, one step of drift allowed each way, or null: wrong, or not newer than
 * `lastStep`, since a code counts once (RFC 6238, 5.2).
 */
export function acceptedStep(secret: string, code: string, lastStep: number | null, now: Date): number | null {
	const token = code.replaceAll(/\s/g, '')
	if (!/^\d{6}$/.test(token)) return null
	const delta = totp(secret, 'check').validate({ token, timestamp: now.getTime(), window: 1 })
	if (delta === null) return null
	const step = Math.floor(now.getTime() / 30_000) + delta
	return lastStep !== null && step <= lastStep ? null : step
}
