import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { attributesRefusal, dictionaryFields } from '#app/features/dictionary/dictionary-fields.ts'
import { dictionaryTextFor } from '#app/features/dictionary/dictionary-text.server.ts'
import { recordAttributes } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { setRecordAttributes } from '#app/features/dictionary/set-record-attributes.server.ts'
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
		dictionary: await recordAttributes(ctx, 'party', null),
	}))
}

export async function action(args: ActionFunctionArgs) {
	const t = await textsFor(args.request)
	const body = Object.fromEntries(await args.request.formData())
	const parsed = partySchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, { can: ['create', 'Party'] }, async (ctx) => {
		const made = await createParty(ctx, parsed.data)
		if (!made.ok) return made
		const set = await setRecordAttributes(ctx, 'party', made.value.id, dictionaryFields(body))
		return set.ok ? made : set
	})
	if (result.ok) return redirect(`/parties/${result.value.id}`)
	if (result.error.code === 'attributes-refused')
		return attributesRefusal(result.error.problems, await dictionaryTextFor(args.request))
	return result.error.code === 'code-taken'
		? fieldRefusal('code', t('form.code-taken'))
		: wholeRefusal(t('form.not-allowed'))
}

export default function PartyNew() {
	const { countries, kind, dictionary } = useLoaderData<typeof loader>()
	const { t } = useTranslation('parties')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('parties.title'), to: '/parties' }, { label: t('edit.newTitle') }]}
				title={t('edit.newTitle')}
			/>
			<PartyForm dictionary={dictionary} party={null} kind={kind} countries={countries} cancelTo="/parties" />
		</>
	)
}
