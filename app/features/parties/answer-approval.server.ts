import type { ActionFunctionArgs } from '@remix-run/node'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { partiesText } from './parties-text.server.ts'
import { approvalSchema } from './party.schema.ts'
import { setApproval } from './set-approval.server.ts'

/** The feature's texts in the language of whoever sent the request. */
export async function textsFor(request: Request) {
	const person = await whoIs(request)
	return partiesText(await languageOf(request, { account: person?.account.language ?? null }))
}

/** Answers the approval dialog, on the page of a partner as on that of an item. */
export async function answerApproval(
	args: ActionFunctionArgs,
	form: FormData,
): Promise<Refusal | { ok: true; done: string }> {
	const t = await textsFor(args.request)
	const parsed = approvalSchema.safeParse(Object.fromEntries(form))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, { can: ['update', 'Party'] }, (ctx) => setApproval(ctx, parsed.data))
	if (result.ok) return { ok: true, done: t('approvals.saved') }
	const { code } = result.error
	if (code === 'not-allowed') return wholeRefusal(t('form.not-allowed'))
	return fieldRefusal(code === 'item-unknown' ? 'itemId' : 'partyId', t(`approvals.${code}`))
}
