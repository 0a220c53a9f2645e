import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { RecordHistory } from '#app/features/audit/ui/record-history.tsx'
import { attributesRefusal, dictionaryFields } from '#app/features/dictionary/dictionary-fields.ts'
import { dictionaryTextFor } from '#app/features/dictionary/dictionary-text.server.ts'
import { recordAttributes } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { setRecordAttributes } from '#app/features/dictionary/set-record-attributes.server.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { textsFor } from '../answer-approval.server.ts'
import { readSite } from '../parties.queries.server.ts'
import { siteSchema } from '../party.schema.ts'
import { siteFormParts } from '../site-form-parts.server.ts'
import { SiteForm } from '../ui/site-form.tsx'
import { updateSite } from '../update-site.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.site.code ?? ''} · Lotline 批迹` }]

const NEEDS = { can: ['update', 'Site'] } as const

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	return withContext(args, NEEDS, async (ctx) => {
		const site = id.success ? await readSite(ctx, id.data) : null
		if (!site) throw new Response('Not Found', { status: 404 })
		return {
			site,
			dictionary: await recordAttributes(ctx, 'site', site.id),
			history: await recordHistory(ctx, site.id),
			...(await siteFormParts(ctx, site.partyId)),
		}
	})
}

export async function action(args: ActionFunctionArgs) {
	const t = await textsFor(args.request)
	const id = z.uuid().safeParse(args.params.id)
	const body = Object.fromEntries(await args.request.formData())
	const parsed = siteSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, NEEDS, async (ctx) => {
		const updated = id.success ? await updateSite(ctx, id.data, parsed.data) : null
		if (!updated || (!updated.ok && updated.error.code === 'not-found'))
			throw new Response('Not Found', { status: 404 })
		if (!updated.ok || !id.success) return updated
		const set = await setRecordAttributes(ctx, 'site', id.data, dictionaryFields(body))
		return set.ok ? updated : set
	})
	if (result.ok) return redirect('/sites')
	if (result.error.code === 'attributes-refused')
		return attributesRefusal(result.error.problems, await dictionaryTextFor(args.request))
	const { code } = result.error
	if (code === 'code-taken' || code === 'party-unknown')
		return fieldRefusal(code === 'code-taken' ? 'code' : 'partyId', t(`form.${code}`))
	return wholeRefusal(t(`form.${code}`))
}

export default function SiteEdit() {
	const { site, history, ...parts } = useLoaderData<typeof loader>()
	const { t } = useTranslation('parties')
	const { say } = useReader()
	return (
		<>
			<PageHead
				crumbs={[{ label: t('sites.title'), to: '/sites' }, { label: say(site.name) }]}
				title={t('site.editTitle', { name: say(site.name) })}
			/>
			<Split aside={<RecordHistory entries={history} recordId={site.id} />}>
				<SiteForm site={site} cancelTo="/sites" {...parts} />
			</Split>
		</>
	)
}
