import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { textsFor } from '../answer-approval.server.ts'
import { countryOptions } from '../country-options.server.ts'
import { createParty } from '../create-party.server.ts'
import { partySchema } from '../party.schema.ts'
import { PartyForm } from '../ui/party-form.tsx'

export const meta: MetaFunction = () => [{ title: 'New party · 新建往来方 · Lotline 批迹' }]

export async function loader(args: LoaderFunctionArgs) {
	const kind = new URL(args.request.url).searchParams.get('kind') ?? undefined
	return withContext(args, { can: ['create', 'Party'] }, async (ctx) => ({
		countries: countryOptions(ctx.language),
		kind,
	}))
}

export async function action(args: ActionFunctionArgs) {
	const t = await textsFor(args.request)
	const parsed = partySchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, { can: ['create', 'Party'] }, (ctx) => createParty(ctx, parsed.data))
	if (result.ok) return redirect(`/parties/${result.value.id}`)
	return result.error.code === 'code-taken'
		? fieldRefusal('code', t('form.code-taken'))
		: wholeRefusal(t('form.not-allowed'))
}

export default function PartyNew() {
	const { countries, kind } = useLoaderData<typeof loader>()
	const { t } = useTranslation('parties')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('parties.title'), to: '/parties' }, { label: t('edit.newTitle') }]}
				title={t('edit.newTitle')}
			/>
			<PartyForm party={null} kind={kind} countries={countries} cancelTo="/parties" />
		</>
	)
}
