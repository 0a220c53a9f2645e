import { redirect } from '@remix-run/node'
import { proveReader } from '#app/features/rules/prove-reader.server.ts'
import { wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { migrateForm } from './migrate-form.schema.ts'
import { dryRun } from './migration-page.server.ts'
import type { MigrationPlan } from './plan-migration.ts'
import { startMigration } from './start-migration.server.ts'
import { steerMigration } from './steer-migration.server.ts'

type Answer = Response | FormRefusal | { ok: true } | { ok: true; plan: MigrationPlan }

/** Takes a step of the migration page: dry run, start with a signature, stop, go on. */
export async function takeMigrationStep(args: { request: Request }, key: string): Promise<Answer> {
	const language = await languageOf(args.request)
	const t = serverText(language, 'workflow')
	const parsed = migrateForm.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return wholeRefusal(serverText(language, 'rules')('problem.unreadable'))
	const step = parsed.data
	if (step.intent === 'dry-run') {
		const plan = await withContext(args, { can: ['read', 'Workflow'] }, (ctx) =>
			dryRun(ctx, key, step.from, step.to, step.map),
		)
		if (!plan) throw new Response('Not Found', { status: 404 })
		return { ok: true, plan }
	}
	if (step.intent === 'start') {
		const proof = await proveReader(args.request, step, language)
		if (!proof.ok) return proof.error
		const signature = { proof: proof.value, meaning: 'approved', reason: step.reason }
		const { from, to, map } = step
		const done = await withContext(args, { can: ['publish', 'Workflow'] }, (ctx) =>
			startMigration(ctx, { key, from, to, map, signature }),
		)
		if (done.ok) return redirect(`/workflows/${key}/migrate?run=${done.value.id}`)
		const states = 'states' in done.error ? done.error.states.join(', ') : ''
		return wholeRefusal(t(`migrate.refused.${done.error.code}`, { states }))
	}
	const steered = await withContext(args, { can: ['publish', 'Workflow'] }, (ctx) =>
		steerMigration(ctx, { id: step.run, to: step.intent }),
	)
	if (!steered.ok && steered.error.code === 'unknown-migration') throw new Response('Not Found', { status: 404 })
	return steered.ok ? { ok: true } : wholeRefusal(t(`migrate.refused.${steered.error.code}`))
}
