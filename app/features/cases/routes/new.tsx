import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { detailInWords } from '#app/core/detail-in-words.ts'
import { localized } from '#app/core/localized.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { CASES } from '../case.model.ts'
import { openCaseSchema } from '../case.schema.ts'
import { originOf } from '../case-links.queries.server.ts'
import { kindOf } from '../case-route.ts'
import { caseChoices } from '../cases.queries.server.ts'
import { type OpenCaseError, openCase } from '../open-case.server.ts'
import { CaseForm } from '../ui/case-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const url = new URL(args.request.url)
	const kind = kindOf(url)
	const from = url.searchParams.get('from')?.slice(0, 60) ?? ''
	return withContext(args, { can: ['create', CASES[kind].ability] }, async (ctx) => {
		const partner = partyOf(ctx.actor) !== null
		const origin = from && !partner ? await originOf(ctx, from) : null
		const title = origin?.title
		return {
			kind,
			partner,
			origin: origin && {
				type: origin.type,
				label: origin.label,
				title: typeof title === 'string' ? title : title ? localized(title, ctx.language) : '',
				partyId: origin.partyId,
			},
			from: origin ? from : '',
			lot: url.searchParams.get('lot')?.slice(0, 120) ?? '',
			choices: await caseChoices(ctx, kind, origin?.partyId),
			title: serverText(ctx.language, 'cases')(`kinds.${kind}.new`),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const kind = kindOf(new URL(args.request.url))
	const language = await languageOf(args.request)
	const t = serverText(language, 'cases')
	const parsed = openCaseSchema.safeParse(await args.request.json().catch(() => null))
	if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
	const opened = await withContext(args, { can: ['create', CASES[kind].ability] }, (ctx) =>
		openCase(ctx, { ...parsed.data, kind }),
	)
	if (opened.ok) return redirect(`${CASES[kind].path}/${opened.value.id}`)
	const { code, detail = '', limit = '' } = opened.error
	const say = t(`refused.${code}`, { detail, limit: detailInWords(limit, language) })
	const field = FIELD_OF[code]
	if (!field) return wholeRefusal(say)
	const row = parsed.data.lots.findIndex((lot) => lot.code === detail)
	return fieldRefusal(
		field === 'lots'
			? `lots.${Math.max(row, 0)}.${code === 'quantity-missing' || code === 'more-than-sent' ? 'quantity' : 'code'}`
			: field,
		say,
	)
}

const FIELD_OF: Partial<Record<OpenCaseError['code'], string>> = {
	'topic-missing': 'topic',
	'party-missing': 'partyId',
	'unknown-party': 'partyId',
	'unknown-person': 'responsibleId',
	'unknown-lot': 'lots',
	'lots-missing': 'lots',
	'quantity-missing': 'lots',
	'more-than-sent': 'lots',
	'unknown-version': 'change.versionId',
}

/** A new CAPA, change, complaint or return. */
export default function NewCase() {
	const { title, ...start } = useLoaderData<typeof loader>()
	const { t } = useTranslation('cases')
	const { kind, partner, origin } = start
	return (
		<>
			<PageHead
				crumbs={[{ label: t(`kinds.${kind}.title`), to: CASES[kind].path }, { label: title }]}
				title={title}
				subtitle={
					origin
						? t('new.from', { label: origin.label })
						: t(partner ? 'partner.complaint.newText' : `kinds.${kind}.newText`)
				}
			/>
			<CaseForm start={start} />
		</>
	)
}
