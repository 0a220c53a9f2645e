import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { attributesRefusal, dictionaryFields } from '#app/features/dictionary/dictionary-fields.ts'
import { dictionaryTextFor } from '#app/features/dictionary/dictionary-text.server.ts'
import { recordAttributes } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { setRecordAttributes } from '#app/features/dictionary/set-record-attributes.server.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { textsFor } from '../answer-approval.server.ts'
import { countryOptions } from '../country-options.server.ts'
import { readParty } from '../parties.queries.server.ts'
import { partySchema } from '../party.schema.ts'
import { PartyForm } from '../ui/party-form.tsx'
import { updateParty } from '../update-party.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.party.code ?? ''} · Lotline 批迹` }]

const NEEDS = { can: ['update', 'Party'] } as const

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	return withContext(args, NEEDS, async (ctx) => {
		const party = id.success ? await readParty(ctx, id.data) : null
		if (!party) throw new Response('Not Found', { status: 404 })
		return {
			party,
			countries: countryOptions(ctx.language),
			dictionary: await recordAttributes(ctx, 'party', party.id),
		}
	})
}

export async function action(args: ActionFunctionArgs) {
	const t = await textsFor(args.request)
	const id = z.uuid().safeParse(args.params.id)
	const body = Object.fromEntries(await args.request.formData())
	const parsed = partySchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, NEEDS, async (ctx) => {
		const updated = id.success ? await updateParty(ctx, id.data, parsed.data) : null
		if (!updated || (!updated.ok && updated.error.code === 'not-found'))
			throw new Response('Not Found', { status: 404 })
		if (!updated.ok || !id.success) return updated
		const set = await setRecordAttributes(ctx, 'party', id.data, dictionaryFields(body))
		return set.ok ? updated : set
	})
	if (result.ok) return redirect(`/parties/${args.params.id}`)
	if (result.error.code === 'attributes-refused')
		return attributesRefusal(result.error.problems, await dictionaryTextFor(args.request))
	return result.error.code === 'code-taken'
		? fieldRefusal('code', t('form.code-taken'))
		: wholeRefusal(t(`form.${result.error.code}`))
}

export default function PartyEdit() {
	const { party, countries, dictionary } = useLoaderData<typeof loader>()
	const { t } = useTranslation('parties')
	const { say } = useReader()
	const to = `/parties/${party.id}`
	return (
		<>
			<PageHead
				crumbs={[
					{ label: t('parties.title'), to: '/parties' },
					{ label: say(party.name), to },
					{ label: t('party.edit') },
				]}
				title={t('edit.editTitle', { name: say(party.name) })}
			/>
			<PartyForm dictionary={dictionary} party={party} countries={countries} cancelTo={to} />
		</>
	)
}
