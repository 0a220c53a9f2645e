const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that changes something comes from our own pages. A browser says where it comes from in `Origin`
 * (and in `Sec-Fetch-Site`); foreign, `null` and absent are refused. Keys in `Authorization` are exempt: no browser
 * sends them by itself.
 */
export function originAllowed(
	request: { method: string; headers: Headers; url: string },
	ownOrigins: readonly string[],
): boolean {
	if (SAFE.has(request.method)) return true
	if (request.headers.get('authorization')?.startsWith('Bearer ')) return true
	const origin = request.headers.get('origin')
	if (!origin || origin === 'null') return false
	const site = request.headers.get('sec-fetch-site')
	if (site && site !== 'same-origin') return false
	const host = request.headers.get('host')
	try {
		return ownOrigins.includes(origin) || new URL(origin).host === host
	} catch {
		return false
	}
}
