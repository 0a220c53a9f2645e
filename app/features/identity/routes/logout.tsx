import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { endSession } from '#app/platform/auth/sessions.server.ts'
import { clearSessionToken, readSessionToken } from '#app/platform/request/cookies.server.ts'

export const loader = () => redirect('/')

export async function action({ request }: ActionFunctionArgs) {
	const token = await readSessionToken(request)
	if (token) await endSession(token)
	return redirect('/login', { headers: { 'Set-Cookie': await clearSessionToken() } })
}
