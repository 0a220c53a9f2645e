import { fieldRefusal, formRefusal, type Refusal } from '#app/platform/http/form-refusal.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { changeDisclosure, endConnection } from './change-connection.server.ts'
import { connectionActSchema } from './network.schema.ts'
import { networkRefusal, networkText } from './network-text.server.ts'

/** What the forms of a connection's page ask: to show more or less, or to end it. */
export async function answerConnection(
	args: { request: Request },
	id: string,
): Promise<Refusal | { ok: true; done: string }> {
	const t = await networkText(args.request)
	const parsed = connectionActSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const form = parsed.data
	if (form.intent === 'end') {
		const ended = await withContext(args, { can: ['close', 'Connection'] }, (ctx) =>
			endConnection(ctx, { id, reason: form.reason }),
		)
		return ended.ok ? { ok: true, done: t('end.done') } : networkRefusal(t, ended.error.code)
	}
	const { disclosure, version, reason } = form
	const changed = await withContext(args, { can: ['update', 'Connection'] }, (ctx) =>
		changeDisclosure(ctx, { id, disclosure, version, reason }),
	)
	if (changed.ok) return { ok: true, done: t('policy.done') }
	const { code } = changed.error
	return code === 'nothing-changed' ? fieldRefusal('disclosure', t(`problem.${code}`)) : networkRefusal(t, code)
}
