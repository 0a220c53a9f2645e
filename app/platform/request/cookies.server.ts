import { createCookie } from '@remix-run/node'
import type { Language } from '#app/core/localized.ts'
import { getPortal } from '#app/platform/portal.server.ts'

const secure = (): boolean => getPortal().baseUrl.startsWith('https:')

/** The session's cookie; under https with the `__Host-` prefix, which browsers bind to this host alone. */
const sessionCookie = () =>
	createCookie(secure() ? '__Host-lotline' : 'lotline', {
		httpOnly: true,
		sameSite: 'lax',
		path: '/',
		secure: secure(),
		maxAge: 12 * 3600,
	})

export const readSessionToken = async (request: Request): Promise<string | null> => {
	const value: unknown = await sessionCookie().parse(request.headers.get('Cookie'))
	return typeof value === 'string' && value.length > 0 ? value : null
}
export const writeSessionToken = (token: string): Promise<string> => sessionCookie().serialize(token)
export const clearSessionToken = (): Promise<string> => sessionCookie().serialize('', { maxAge: 0 })

const preference = (name: string) =>
	createCookie(name, { sameSite: 'lax', path: '/', secure: secure(), maxAge: 365 * 86_400 })

export type ThemeMode = 'light' | 'dark' | 'system'

export const readLanguageCookie = async (request: Request): Promise<Language | null> => {
	const value: unknown = await preference('lotline_lang').parse(request.headers.get('Cookie'))
	return value === 'en' || value === 'zh-CN' ? value : null
}
export const writeLanguageCookie = (language: Language): Promise<string> =>
	preference('lotline_lang').serialize(language)

export const readModeCookie = async (request: Request): Promise<ThemeMode> => {
	const value: unknown = await preference('lotline_mode').parse(request.headers.get('Cookie'))
	return value === 'light' || value === 'dark' ? value : 'system'
}
export const writeModeCookie = (mode: ThemeMode): Promise<string> => preference('lotline_mode').serialize(mode)
