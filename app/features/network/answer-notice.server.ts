import { redirect } from '@remix-run/node'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { type AnnounceNoticeError, announceNotice, dismissNotice } from './announce-notice.server.ts'
import { announceSchema, dismissSchema } from './network.schema.ts'
import { networkRefusal, networkText } from './network-text.server.ts'

/** What the forms of a notice ask: to make the delivery (leads to it), or to put the notice aside. */
export async function answerNotice(args: { request: Request }, id: string): Promise<Refusal | { ok: true } | Response> {
	const t = await networkText(args.request)
	const body = await args.request.formData()
	if (body.get('intent') === 'dismiss') {
		const parsed = dismissSchema.safeParse(Object.fromEntries(body))
		if (!parsed.success) return formRefusal(parsed.error, t)
		const put = await withContext(args, { can: ['receive', 'Connection'] }, (ctx) =>
			dismissNotice(ctx, id, parsed.data.reason),
		)
		return put.ok ? { ok: true } : networkRefusal(t, put.error.code)
	}
	const items = [...body.keys()].filter((key) => key.startsWith('items.'))
	const parsed = announceSchema.safeParse({
		siteId: body.get('siteId'),
		items: items.map((_key, line) => body.get(`items.${line}`)),
	})
	if (!parsed.success) return formRefusal(parsed.error, t)
	const made = await withContext(args, { can: ['receive', 'Connection'] }, (ctx) =>
		announceNotice(ctx, id, parsed.data),
	)
	if (made.ok) return redirect(`/deliveries/${made.value.deliveryId}`)
	return noticeRefusal(args.request, made.error)
}

async function noticeRefusal(request: Request, error: AnnounceNoticeError): Promise<Refusal> {
	const language = await languageOf(request)
	const t = await networkText(request)
	if (error.code === 'lot-refused') {
		const problem = serverText(language, 'lots')(`problem.${error.problem}`)
		return fieldRefusal(`items.${error.line - 1}`, t('problem.lot-refused', { lot: error.lot, problem }))
	}
	if (error.code === 'delivery-refused') {
		const text = serverText(language, 'receiving')(`problem.${error.problem.code}`)
		return error.problem.path === 'siteId' ? fieldRefusal('siteId', text) : wholeRefusal(text)
	}
	return networkRefusal(t, error.code)
}
