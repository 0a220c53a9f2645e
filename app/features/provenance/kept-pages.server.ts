import { getPortal } from '#app/platform/portal.server.ts'
import { readLanguageCookie, readModeCookie, readSessionToken } from '#app/platform/request/cookies.server.ts'
import { languageFromHeader } from '#app/platform/request/language.server.ts'
import { readPublicHead } from '#app/platform/request/with-context.server.ts'
import { readLink } from './read-code.model.ts'

/*
 * In a recall thousands scan the same few codes within minutes. What was drawn for one stranger is shown to the next, as
 * long as nothing in the company's records changed since: the head of its audit trail is asked for every time. What was
 * altered past the portal moves no head, so a page is compared with its records anew after a few seconds in any case.
 */

const KEPT_FOR_MS = 10_000
const MOST_PAGES = 300

/** A drawn page, cut where the nonce of its first reader stood. */
type Drawn = { parts: string[]; headers: [string, string][] }
type Kept = { head: string; until: number; drawn: Promise<Drawn | null> }
type Pages = (request: Request, nonce: string) => Promise<Response>

const answer = ({ parts, headers }: Drawn, nonce: string): Response => new Response(parts.join(nonce), { headers })

/** What makes one stranger's page another than the next one's; null for a page that is drawn for its reader alone. */
async function pageKey(request: Request): Promise<{ key: string; gtin: string } | null> {
	if (request.method !== 'GET') return null
	const url = new URL(request.url)
	if (!url.pathname.startsWith('/01/') || url.pathname.endsWith('.data')) return null
	const code = readLink(url)
	if (!code || (await readSessionToken(request))) return null
	const language = (await readLanguageCookie(request)) ?? languageFromHeader(request.headers.get('Accept-Language'))
	return { key: [url.pathname, url.search, language, await readModeCookie(request)].join('\n'), gtin: code.gtin }
}

async function draw(
	pages: Pages,
	request: Request,
	nonce: string,
): Promise<{ drawn: Drawn | null; response: Response }> {
	const response = await pages(request, nonce)
	if (response.status !== 200 || response.headers.has('Set-Cookie')) return { drawn: null, response }
	const drawn = { parts: (await response.text()).split(nonce), headers: [...response.headers] }
	return { drawn, response: answer(drawn, nonce) }
}

/**
 * Pages, of which the public ones of lots and products are drawn once for all strangers who open them within ten seconds
 * in which nothing changed. Everybody who is logged in gets their own.
 */
export function keepingPublicPages(pages: Pages): Pages {
	const kept = new Map<string, Kept>()
	const forget = (key: string, one: Kept) => kept.get(key) === one && kept.delete(key)
	return async (request, nonce) => {
		const page = await pageKey(request)
		// Asked before the page is drawn: what changes meanwhile is then newer than what the page is kept under.
		const head = page && (await readPublicHead(page.gtin))
		if (!page || !head) return pages(request, nonce)
		const now = getPortal().clock.now().getTime()
		const before = kept.get(page.key)
		if (before && before.head === head && before.until > now) {
			const drawn = await before.drawn
			return drawn ? answer(drawn, nonce) : pages(request, nonce)
		}
		const drawing = draw(pages, request, nonce)
		const one: Kept = { head, until: now + KEPT_FOR_MS, drawn: drawing.then(({ drawn }) => drawn).catch(() => null) }
		kept.delete(page.key)
		kept.set(page.key, one)
		const [oldest] = kept.keys()
		if (kept.size > MOST_PAGES && oldest !== undefined) kept.delete(oldest)
		if (!(await one.drawn)) forget(page.key, one)
		return (await drawing).response
	}
}
