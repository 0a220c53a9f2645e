import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FilePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { addDocument } from '../add-document.server.ts'
import { documentFormSchema } from '../document.schema.ts'
import { codeOfLot, findLotByCode, newestLotCodes } from '../documents.queries.server.ts'
import { storeFile } from '../store-file.server.ts'
import { DocumentFields } from '../ui/document-fields.tsx'

const NEEDS = { can: ['create', 'Document'] } as const

export async function loader(args: LoaderFunctionArgs) {
	const lot = z.uuid().safeParse(new URL(args.request.url).searchParams.get('lot'))
	return withContext(args, NEEDS, async (ctx) => ({
		partner: partyOf(ctx.actor) !== null,
		tenant: ctx.tenant.name,
		lotCode: lot.success ? ((await codeOfLot(ctx, lot.data)) ?? '') : '',
		lotCodes: await newestLotCodes(ctx),
		title: serverText(ctx.language, 'documents')('new.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const form = Object.fromEntries(await args.request.formData())
	const parsed = documentFormSchema.safeParse(form)
	const who = await withContext(args, NEEDS, async (ctx) => ({
		tenantId: ctx.tenant.id,
		t: serverText(ctx.language, 'documents'),
		lot: parsed.data?.lotCode ? await findLotByCode(ctx, parsed.data.lotCode) : null,
	}))
	const { t, lot } = who
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { file, lotCode, ...document } = parsed.data
	if (lotCode && !lot) return fieldRefusal('lotCode', t('form.lotUnknown'))
	if (!(file instanceof File)) return fieldRefusal('file', t('file.file-missing'))
	// Kept before the unit of work: no file is written inside a transaction.
	const stored = await storeFile(who.tenantId, new Uint8Array(await file.arrayBuffer()), file.name)
	if (!stored.ok) return fieldRefusal('file', t(`file.${stored.error.code}`))
	const links = lot ? [{ type: 'lot' as const, id: lot.id }] : []
	const added = await withContext(args, NEEDS, (ctx) => addDocument(ctx, { ...document, links, file: stored.value }))
	if (!added.ok) return wholeRefusal(t(`refused.${added.error.code}`))
	return redirect(lot ? `/lots/${lot.id}` : '/documents')
}

export default function NewDocument() {
	const { partner, tenant, lotCode, lotCodes, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('documents')
	const form = useServerForm({
		schema: documentFormSchema,
		defaultValues: {
			kind: '' as 'other',
			title: '',
			number: '',
			issuedOn: '',
			validUntil: '',
			visibility: 'internal',
			lotCode,
			file: undefined,
		},
		translate: (key) => t(key.includes('.') ? key : `form.${key}`),
	})
	return (
		<>
			<PageHead
				crumbs={[
					{ label: t(partner ? 'list.titlePartner' : 'list.title'), to: '/documents' },
					{ label: t('new.crumb') },
				]}
				title={title}
				subtitle={partner ? t('new.subtitlePartner', { tenant }) : t('new.subtitle')}
			/>
			<form {...form.formProps} className="flex max-w-[900px] flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<DocumentFields form={form} lotCodes={lotCodes} partner={partner} />
				<FormActions>
					<ButtonLink to="/documents">{t('new.back')}</ButtonLink>
					<Button type="submit" variant="primary" icon={FilePlus} busy={form.busy}>
						{t('new.submit')}
					</Button>
				</FormActions>
			</form>
			<UnsavedWarning when={form.unsaved} />
		</>
	)
}
