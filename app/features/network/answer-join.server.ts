import { redirect } from '@remix-run/node'
import { hashToken } from '#app/platform/auth/tokens.server.ts'
import { fieldRefusal, formRefusal, type Refusal } from '#app/platform/http/form-refusal.ts'
import { withContext, withGrantContext } from '#app/platform/request/with-context.server.ts'
import { joinConnection, readOffer } from './join-connection.server.ts'
import { joinSchema } from './network.schema.ts'
import { networkRefusal, networkText } from './network-text.server.ts'

/** Takes an offer: what its link opens is read in the company that makes it, then taken in our own. */
export async function answerJoin(args: { request: Request }): Promise<Refusal | Response> {
	const t = await networkText(args.request)
	const parsed = joinSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { offer: token, partyId, disclosure } = parsed.data
	const offer = await withGrantContext(args.request, token, 'connection', readOffer)
	const joined = await withContext(args, { can: ['create', 'Connection'] }, async (ctx) =>
		offer ? joinConnection(ctx, offer, { partyId, disclosure, tokenHash: hashToken(token) }) : null,
	)
	if (!joined) return networkRefusal(t, 'gone')
	if (joined.ok) return redirect(`/network/${joined.value.id}`)
	const { code } = joined.error
	return code === 'unknown-party' ? fieldRefusal('partyId', t(`problem.${code}`)) : networkRefusal(t, code)
}
