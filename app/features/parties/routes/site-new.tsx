import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { attributesRefusal, dictionaryFields } from '#app/features/dictionary/dictionary-fields.ts'
import { dictionaryTextFor } from '#app/features/dictionary/dictionary-text.server.ts'
import { recordAttributes } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { setRecordAttributes } from '#app/features/dictionary/set-record-attributes.server.ts'
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
		...(await siteFormParts(ctx, partyId.data)),
		dictionary: await recordAttributes(ctx, 'site', null),
		partyId: partyId.success ? partyId.data : null,
	}))
}

export async function action(args: ActionFunctionArgs) {
	const t = await textsFor(args.request)
	const body = Object.fromEntries(await args.request.formData())
	const parsed = siteSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, NEEDS, async (ctx) => {
		const made = await createSite(ctx, parsed.data)
		if (!made.ok) return made
		const set = await setRecordAttributes(ctx, 'site', made.value.id, dictionaryFields(body))
		return set.ok ? made : set
	})
	if (result.ok) return redirect(parsed.data.partyId ? `/parties/${parsed.data.partyId}` : '/sites')
	if (result.error.code === 'attributes-refused')
		return attributesRefusal(result.error.problems, await dictionaryTextFor(args.request))
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
