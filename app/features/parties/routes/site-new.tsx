import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { textsFor } from '../answer-approval.server.ts'
import { createSite } from '../create-site.server.ts'
import { siteSchema } from '../party.schema.ts'
import { siteFormParts } from '../site-form-parts.server.ts'
import { SiteForm } from '../ui/site-form.tsx'

export const meta: MetaFunction = () => [{ title: 'New site · 新建站点 · Lotline 批迹' }]

const NEEDS = { can: ['create', 'Site'] } as const

export async function loader(args: LoaderFunctionArgs) {
	const partyId = z.uuid().safeParse(new URL(args.request.url).searchParams.get('party'))
	return withContext(args, NEEDS, async (ctx) => ({
		...(await siteFormParts(ctx)),
		partyId: partyId.success ? partyId.data : null,
	}))
}

export async function action(args: ActionFunctionArgs) {
	const t = await textsFor(args.request)
	const parsed = siteSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, NEEDS, (ctx) => createSite(ctx, parsed.data))
	if (result.ok) return redirect(parsed.data.partyId ? `/parties/${parsed.data.partyId}` : '/sites')
	const { code } = result.error
	if (code === 'not-allowed') return wholeRefusal(t('form.not-allowed'))
	return fieldRefusal(code === 'code-taken' ? 'code' : 'partyId', t(`form.${code}`))
}

export default function SiteNew() {
	const { partyId, ...parts } = useLoaderData<typeof loader>()
	const { t } = useTranslation('parties')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('sites.title'), to: '/sites' }, { label: t('site.newTitle') }]}
				title={t('site.newTitle')}
			/>
			<SiteForm site={null} partyId={partyId} cancelTo={partyId ? `/parties/${partyId}` : '/sites'} {...parts} />
		</>
	)
}
