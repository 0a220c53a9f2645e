import type { Language } from '#app/core/localized.ts'
import { readLanguageCookie } from './cookies.server.ts'

/** The first language of an Accept-Language header that the portal has. */
export function languageFromHeader(header: string | null): Language | null {
	for (const part of (header ?? '').split(',')) {
		const tag = part.split(';')[0]?.trim().toLowerCase() ?? ''
		if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN'
		if (tag === 'en' || tag.startsWith('en-')) return 'en'
	}
	return null
}

/** The reader's language: what was chosen (address `?lang=`, cookie, account), what the browser asks for, what the tenant speaks. */
export async function languageOf(
	request: Request,
	fallbacks: { account?: Language | null; tenant?: Language } = {},
): Promise<Language> {
	const asked = new URL(request.url).searchParams.get('lang')
	if (asked === 'en' || asked === 'zh-CN') return asked
	if (asked === 'zh') return 'zh-CN'
	return (
		(await readLanguageCookie(request)) ??
		fallbacks.account ??
		languageFromHeader(request.headers.get('Accept-Language')) ??
		fallbacks.tenant ??
		'en'
	)
}
