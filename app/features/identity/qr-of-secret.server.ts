import { toSVG } from 'bwip-js/node'
import { totpUri } from '#app/platform/auth/totp.server.ts'

/** The picture that an authenticator scans, as an address for an image: dark on white in either mode, so that it scans. */
export function qrOfSecret(secret: string, email: string): string {
	const svg = toSVG({ bcid: 'qrcode', text: totpUri(secret, email), scale: 3, padding: 4, backgroundcolor: 'FFFFFF' })
	return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
