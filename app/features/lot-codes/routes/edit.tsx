import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { type PatternEditor, readEditor } from '../lot-codes.queries.server.ts'
import { patternFormSchema } from '../lot-codes.schema.ts'
import { removePattern } from '../remove-pattern.server.ts'
import { savePattern } from '../save-pattern.server.ts'
import { readScope } from '../scope.model.ts'
import { PatternForm } from '../ui/pattern-form.tsx'
import { useScopeWords } from '../ui/scope-words.ts'

export async function loader(args: LoaderFunctionArgs) {
	const scope = readScope(new URL(args.request.url).searchParams.get('for') ?? '')
	return withContext(args, { can: ['read', 'LotCodePattern'] }, async (ctx) => {
		const editor = scope ? await readEditor(ctx, scope) : null
		if (!editor) throw new Response('Not Found', { status: 404 })
		const changes = await recordHistory(ctx, editor.appliesTo, { action: 'lot-code' })
		return { editor, changes, title: serverText(ctx.language, 'lot-codes')('edit.title') }
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'lot-codes')
	const body = Object.fromEntries(await args.request.formData())
	const parsed = patternFormSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { appliesTo, version, reason } = parsed.data
	if (body.intent === 'remove') {
		const removed = await withContext(args, { can: ['update', 'LotCodePattern'] }, (ctx) =>
			removePattern(ctx, { appliesTo, version: version ?? 0, reason }),
		)
		return removed.ok ? redirect('/lot-codes') : wholeRefusal(t(`refused.${removed.error.code}`))
	}
	const saved = await withContext(args, { can: ['update', 'LotCodePattern'] }, (ctx) => savePattern(ctx, parsed.data))
	if (saved.ok) return { ok: true as const }
	if (saved.error.code === 'pattern-refused')
		return fieldRefusal('pattern', saved.error.problems.map((problem) => t(`problem.${problem}`)).join(' '))
	return wholeRefusal(t(`refused.${saved.error.code}`))
}

export default function EditPattern() {
	const { editor, changes, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('lot-codes')
	const words = useScopeWords()
	const name = words(editor.scope, editor.sample.item)
	const { stored, inherited } = editor
	const from = inherited.appliesTo === null ? t('edit.fromNothing') : t('edit.fromWider')
	return (
		<>
			<PageHead
				title={name}
				subtitle={stored ? t('edit.subtitle') : from}
				crumbs={[{ label: t('list.title'), to: '/lot-codes' }, { label: title }]}
			/>
			<PatternForm
				key={`${editor.appliesTo} ${stored?.version ?? 0}`}
				editor={editor as PatternEditor}
				changes={changes}
			/>
		</>
	)
}
