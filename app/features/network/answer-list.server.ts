import { fieldRefusal, formRefusal, type Refusal } from '#app/platform/http/form-refusal.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { answerRequest } from './answer-request.server.ts'
import { answerSchema, offerSchema, withdrawSchema } from './network.schema.ts'
import { networkRefusal, networkText } from './network-text.server.ts'
import { offerConnection } from './offer-connection.server.ts'
import { withdrawRequest } from './withdraw-request.server.ts'

/** What the forms of the list ask: an offer (answered with its link), the answer to a request, or its withdrawal. */
export async function answerList(args: {
	request: Request
}): Promise<Refusal | { ok: true; done: string } | { ok: true; link: string }> {
	const t = await networkText(args.request)
	const body = Object.fromEntries(await args.request.formData())
	if (body.intent === 'answer') {
		const parsed = answerSchema.safeParse(body)
		if (!parsed.success) return formRefusal(parsed.error, t)
		const answered = await withContext(args, { can: ['answer', 'Connection'] }, (ctx) =>
			answerRequest(ctx, parsed.data),
		)
		return answered.ok ? { ok: true, done: t('requests.done') } : networkRefusal(t, answered.error.code)
	}
	if (body.intent === 'withdraw') {
		const parsed = withdrawSchema.safeParse(body)
		if (!parsed.success) return formRefusal(parsed.error, t)
		const withdrawn = await withContext(args, { can: ['read', 'Connection'] }, (ctx) =>
			withdrawRequest(ctx, parsed.data),
		)
		return withdrawn.ok ? { ok: true, done: t('requests.withdrawn') } : networkRefusal(t, withdrawn.error.code)
	}
	const parsed = offerSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const offered = await withContext(args, { can: ['create', 'Connection'] }, (ctx) => offerConnection(ctx, parsed.data))
	if (offered.ok) return { ok: true, link: offered.value.link }
	const { code } = offered.error
	return code === 'unknown-party' ? fieldRefusal('partyId', t(`problem.${code}`)) : networkRefusal(t, code)
}
