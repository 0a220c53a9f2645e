import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FilePlus2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { draftRecall } from '../draft-recall.server.ts'
import { findSeeds, readSeeds } from '../find-seeds.queries.server.ts'
import { RECALL_CLASSES, SCOPE_KINDS } from '../recall.model.ts'
import { draftRecallSchema } from '../recall.schema.ts'
import { ScopePreviewPanel } from '../ui/scope-preview-panel.tsx'
import { SeedPicker } from '../ui/seed-picker.tsx'

const NEEDS = { can: ['create', 'Recall'] } as const
const UUID = /^[0-9a-f-]{36}$/i

export async function loader(args: LoaderFunctionArgs) {
	const asked = (new URL(args.request.url).searchParams.get('lot') ?? '').slice(0, 200)
	return withContext(args, NEEDS, async (ctx) => {
		const found = UUID.test(asked)
			? await readSeeds(ctx, [asked])
			: asked
				? (await findSeeds(ctx, asked)).slice(0, 1)
				: []
		return {
			seeds: found,
			// Both languages are sent, whichever the reader's is.
			instructions: {
				en: serverText('en', 'recall')('defaults.instructions'),
				'zh-CN': serverText('zh-CN', 'recall')('defaults.instructions'),
			},
			title: serverText(ctx.language, 'recall')('new.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'recall')
	const parsed = draftRecallSchema.safeParse(await args.request.json().catch(() => null))
	if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
	const result = await withContext(args, NEEDS, (ctx) => draftRecall(ctx, parsed.data))
	if (!result.ok) return wholeRefusal(t(`problem.${result.error.code}`))
	return redirect(`/recalls/${result.value.id}`)
}

export default function NewRecall() {
	const { seeds, instructions, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('recall')
	const form = useServerForm({
		schema: draftRecallSchema,
		encoding: 'json',
		draftKey: 'recall-new',
		defaultValues: { title: '', reason: '', instructions, seedLotIds: seeds.map((lot) => lot.id), scope: 'narrow' },
		translate: (message) => t(message as 'form.titleMissing'),
	})
	const chosen = form.watch('seedLotIds')
	const choose = (ids: string[]) => form.setValue('seedLotIds', ids, { shouldDirty: true, shouldValidate: true })
	return (
		<>
			<PageHead
				title={title}
				subtitle={t('new.subtitle')}
				crumbs={[{ label: t('list.title'), to: '/recalls' }, { label: title }]}
			/>
			<form {...form.formProps}>
				<Split
					aside={
						<Card title={t('preview.title')}>
							<ScopePreviewPanel lotIds={chosen} />
						</Card>
					}
				>
					<Stack>
						<ErrorSummary {...form.summary} />
						<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
						<Card title={t('new.lots')}>
							<SeedPicker chosen={chosen} onChange={choose} error={form.field('seedLotIds').error} initial={seeds} />
						</Card>
						<Card title={t('new.what')}>
							<div className="flex flex-col gap-4">
								<Field {...form.field('title')} label={t('new.name')} hint={t('new.nameHint')} required>
									<TextInput {...form.register('title')} />
								</Field>
								<RadioGroup
									legend={t('new.class')}
									required
									{...form.register('recallClass')}
									error={form.field('recallClass').error}
									options={RECALL_CLASSES.map((value) => ({
										value,
										label: t(`class.${value}`),
										hint: t(`classHint.${value}`),
									}))}
								/>
								<Field {...form.field('reason')} label={t('new.reason')} hint={t('new.reasonHint')} required>
									<Textarea rows={3} {...form.register('reason')} />
								</Field>
							</div>
						</Card>
						<Card title={t('new.reach')}>
							<RadioGroup
								legend={t('new.reach')}
								required
								{...form.register('scope')}
								error={form.field('scope').error}
								options={SCOPE_KINDS.map((value) => ({
									value,
									label: t(`reach.${value}`),
									hint: t(`reachHint.${value}`),
								}))}
							/>
						</Card>
						<Card title={t('new.instructions')} sub={t('new.instructionsSub')}>
							<FieldGrid>
								<Field {...form.field('instructions.zh-CN')} label={t('new.instructionsZh')} required>
									<Textarea rows={6} lang="zh-CN" {...form.register('instructions.zh-CN')} />
								</Field>
								<Field {...form.field('instructions.en')} label={t('new.instructionsEn')} required>
									<Textarea rows={6} lang="en" {...form.register('instructions.en')} />
								</Field>
							</FieldGrid>
						</Card>
						<FormActions note={t('new.note')}>
							<Button type="submit" variant="primary" icon={FilePlus2} busy={form.busy}>
								{t('new.save')}
							</Button>
							<ButtonLink to="/recalls">{t('new.leave')}</ButtonLink>
						</FormActions>
					</Stack>
				</Split>
			</form>
			<UnsavedWarning when={form.unsaved} />
		</>
	)
}
