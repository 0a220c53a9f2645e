import { fieldRefusal, formRefusal, type Refusal } from '#app/platform/http/form-refusal.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { askForMore } from './ask-for-more.server.ts'
import { askSchema } from './network.schema.ts'
import { networkRefusal, networkText } from './network-text.server.ts'

/** What the form of a shared lot asks: that its company shows more of it. */
export async function answerAsk(args: { request: Request }, sharedLotId: string): Promise<Refusal | { ok: true }> {
	const t = await networkText(args.request)
	const parsed = askSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const asked = await withContext(args, { can: ['submit', 'Connection'] }, (ctx) =>
		askForMore(ctx, sharedLotId, parsed.data),
	)
	if (asked.ok) return { ok: true }
	const { code } = asked.error
	return code === 'nothing-more' ? fieldRefusal('level', t(`problem.${code}`)) : networkRefusal(t, code)
}
