/** The style sheet that `sonner` 2.0.8 adds to the page by itself, empty at first and then filled. */
const TOAST_STYLES =
	"'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='"

/**
 * Headers of every answer. Scripts run only with the page's nonce; style attributes are allowed because charts and
 * graphs place things with them, style elements need the nonce.
 */
export function securityHeaders(nonce: string, https: boolean, dev: boolean): Record<string, string> {
	const policy = [
		"default-src 'self'",
		`script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'`,
		dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}' ${TOAST_STYLES}`,
		"style-src-attr 'unsafe-inline'",
		"img-src 'self' data: blob:",
		"font-src 'self'",
		dev ? "connect-src 'self' ws:" : "connect-src 'self'",
		"worker-src 'self' blob:",
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	].join('; ')
	return {
		'Content-Security-Policy': policy,
		// What says nothing else is one person's, and may be another thing the next time.
		'Cache-Control': 'private, no-cache',
		'X-Content-Type-Options': 'nosniff',
		'X-Frame-Options': 'DENY',
		'Referrer-Policy': 'strict-origin-when-cross-origin',
		'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
		'Cross-Origin-Opener-Policy': 'same-origin',
		'Cross-Origin-Resource-Policy': 'same-origin',
		...(https ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
	}
}
