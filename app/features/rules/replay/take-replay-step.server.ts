import { redirect } from '@remix-run/node'
import type { z } from 'zod'
import { err, type Result } from '#app/core/result.ts'
import { itemIdBySku } from '#app/features/catalog/catalog.queries.server.ts'
import { wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { cancelReplay } from './cancel-replay.server.ts'
import { cancelReplayForm, candidateOf, startReplayForm } from './replay-form.schema.ts'
import { type StartReplayError, startReplay } from './start-replay.server.ts'

type Answer = Response | FormRefusal | { ok: true }

async function begin(
	ctx: Context,
	key: string,
	form: z.infer<typeof startReplayForm>,
): Promise<Result<{ id: string }, StartReplayError | { code: 'unknown-item' }>> {
	const candidate = candidateOf(form.candidate)
	if (form.scope === 'decisions')
		return startReplay(ctx, { key, candidate, scope: { kind: 'decisions', last: form.last } })
	const itemId = await itemIdBySku(ctx, form.sku)
	if (!itemId) return err({ code: 'unknown-item' })
	return startReplay(ctx, { key, candidate, scope: { kind: 'item', itemId } })
}

/** Starts or cancels a replay from its page; refusals are in the reader's language. */
export async function takeReplayStep(args: { request: Request }, key: string): Promise<Answer> {
	const language = await languageOf(args.request)
	const t = serverText(language, 'rules')
	const body = Object.fromEntries(await args.request.formData())
	const cancel = cancelReplayForm.safeParse(body)
	if (cancel.success) {
		const { run } = cancel.data
		const done = await withContext(args, { can: ['update', 'RuleSet'] }, (ctx) => cancelReplay(ctx, run))
		if (!done.ok && done.error.code === 'unknown-replay') throw new Response('Not Found', { status: 404 })
		return done.ok ? { ok: true } : wholeRefusal(t(`replay.refused.${done.error.code}`))
	}
	const form = startReplayForm.safeParse(body)
	if (!form.success) return wholeRefusal(t('problem.unreadable'))
	const begun = await withContext(args, { can: ['update', 'RuleSet'] }, (ctx) => begin(ctx, key, form.data))
	if (begun.ok) return redirect(`/rules/${key}/replay?run=${begun.value.id}`)
	const { code } = begun.error
	if (code === 'unknown-rule-set') throw new Response('Not Found', { status: 404 })
	if (code === 'unknown-item') return { ok: false, fieldErrors: { sku: t('replay.refused.unknown-item') } }
	return wholeRefusal(t(`replay.refused.${code}`))
}
