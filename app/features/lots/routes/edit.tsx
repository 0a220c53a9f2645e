import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Save } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { type AmendPage, readAmendPage } from '../amend-page.queries.server.ts'
import { amendLotForm } from '../lots.schema.ts'
import { submitAmendment } from '../submit-amendment.server.ts'
import { AmendCodes, AmendDates } from '../ui/amend-sections.tsx'
import { AttributesSection } from '../ui/attributes-section.tsx'
import { useAmendForm } from '../ui/use-amend-form.ts'

const NEEDS = { can: ['update', 'Lot'] } as const
const notFound = () => new Response('Not Found', { status: 404 })

export async function loader(args: LoaderFunctionArgs) {
	const data = await withContext(args, NEEDS, async (ctx) => {
		const page = await readAmendPage(ctx, args.params.id ?? '')
		return (
			page && { page, partner: partyOf(ctx.actor) !== null, title: serverText(ctx.language, 'lots')('amend.title') }
		)
	})
	if (!data) throw notFound()
	return data
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.page.lot.code ?? ''} · ${data?.title ?? ''} · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'lots')
	const form = amendLotForm.safeParse(await args.request.json().catch(() => null))
	if (!form.success) return formRefusal(form.error, t)
	const lotId = args.params.id ?? ''
	const answer = await withContext(args, NEEDS, (ctx) => submitAmendment(ctx, lotId, form.data))
	if (!answer) throw notFound()
	return answer.ok ? redirect(`/lots/${lotId}`) : answer
}

/** Completes or corrects what is written down about a lot, with a reason. */
export default function AmendLotPage() {
	const { page: loaded, partner } = useLoaderData<typeof loader>()
	const page = loaded as AmendPage
	const { lot } = page
	const { t } = useTranslation(['lots', 'common'])
	const { say } = useReader()
	const form = useAmendForm(page)
	return (
		<form {...form.formProps}>
			<PageHead
				title={t('amend.of', { lot: lot.code })}
				subtitle={t('amend.text')}
				crumbs={[
					{ label: t(partner ? 'list.myTitle' : 'list.title'), to: '/lots' },
					{ label: lot.code, to: `/lots/${lot.id}` },
					{ label: t('amend.title') },
				]}
				status={<span className="text-text-2">{say(lot.item.name)}</span>}
			/>
			<Stack>
				<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
				<ErrorSummary {...form.summary} title={t('amend.errors', { count: form.summary.errors.length })} />
				<AmendDates page={page} form={form} />
				<AmendCodes page={page} form={form} partner={partner} />
				<AttributesSection
					title={t('page.properties')}
					attributes={page.attributes}
					itemKind={lot.item.kind}
					fieldOf={(key) => form.field(`dictionary.${key}`)}
					textOf={(key) => form.watch(`dictionary.${key}`) ?? ''}
					onChange={(key, value) =>
						form.setValue(`dictionary.${key}`, value, { shouldDirty: true, shouldValidate: true })
					}
				/>
				<Card>
					<Field {...form.field('reason')} label={t('amend.reason')} hint={t('amend.reasonHint')} required>
						<TextInput {...form.register('reason')} />
					</Field>
					<FormActions note={t('register.kept')}>
						<Button type="submit" variant="primary" icon={Save} busy={form.busy}>
							{t('amend.submit')}
						</Button>
						<ButtonLink to={`/lots/${lot.id}`}>{t('common:cancel')}</ButtonLink>
					</FormActions>
				</Card>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}
