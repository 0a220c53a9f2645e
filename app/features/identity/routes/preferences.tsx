import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { z } from 'zod'
import { LANGUAGES } from '#app/core/localized.ts'
import { runAccountWork } from '#app/platform/auth/sessions.server.ts'
import { safeRedirect } from '#app/platform/http/safe-redirect.ts'
import { writeLanguageCookie, writeModeCookie } from '#app/platform/request/cookies.server.ts'
import { whoIs } from '#app/platform/request/with-context.server.ts'
import { chooseTenant } from '../choose-tenant.server.ts'

const schema = z.object({
	language: z.enum(LANGUAGES).optional(),
	theme: z.enum(['light', 'dark', 'system']).optional(),
	tenant: z.uuid().optional(),
	redirectTo: z.string().max(2000).optional(),
})

export const loader = () => redirect('/')

/** Keeps the reader's language, light or dark, and the tenant that they work in. Works without being logged in. */
export async function action({ request }: ActionFunctionArgs) {
	const parsed = schema.safeParse(Object.fromEntries(await request.formData()))
	if (!parsed.success) throw new Response('Bad Request', { status: 400 })
	const { language, theme, tenant, redirectTo } = parsed.data
	const headers = new Headers()
	const person = language || tenant ? await whoIs(request) : null
	if (language) {
		headers.append('Set-Cookie', await writeLanguageCookie(language))
		if (person)
			await runAccountWork(person.account.id, (em) =>
				em.execute('update account set language = ? where id = ?', [language, person.account.id]),
			)
	}
	if (theme) headers.append('Set-Cookie', await writeModeCookie(theme))
	if (tenant && person) await chooseTenant(person, tenant)
	return redirect(tenant ? '/' : withoutLanguage(safeRedirect(redirectTo)), { headers })
}

/** `?lang=` in the address would win over the choice just made. */
const withoutLanguage = (path: string): string => {
	const url = new URL(path, 'http://here')
	url.searchParams.delete('lang')
	return `${url.pathname}${url.search}`
}
