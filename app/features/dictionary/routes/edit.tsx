import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { idOrNew } from '#app/platform/http/route-id.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { ATTRIBUTE_SUBJECTS } from '../attribute.model.ts'
import { attributeSchema, deprecateSchema } from '../attribute.schema.ts'
import { deprecateAttribute, restoreAttribute } from '../deprecate-attribute.server.ts'
import { dictionaryTextFor } from '../dictionary-text.server.ts'
import { readAttributePage } from '../read-attribute-page.server.ts'
import { saveAttribute } from '../save-attribute.server.ts'
import { AttributeForm } from '../ui/attribute-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const id = idOrNew(args)
	const t = await dictionaryTextFor(args.request)
	const asked = z.enum(ATTRIBUTE_SUBJECTS).catch('lot').parse(new URL(args.request.url).searchParams.get('of'))
	return withContext(args, { can: [id ? 'read' : 'create', 'Attribute'] }, async (ctx) => {
		const page = await readAttributePage(ctx, id, asked)
		if (!page) throw new Response('Not Found', { status: 404 })
		return { ...page, title: t('edit.newTitle') }
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.attribute?.key ?? data?.title ?? ''} · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const id = idOrNew(args)
	const t = await dictionaryTextFor(args.request)
	if (id && !args.request.headers.get('Content-Type')?.startsWith('application/json')) return takeOut(args, id)
	const parsed = attributeSchema.safeParse(await args.request.json().catch(() => null))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const saved = await withContext(args, { can: [id ? 'update' : 'create', 'Attribute'] }, async (ctx) => {
		const result = await saveAttribute(ctx, id, parsed.data)
		if (!result.ok && result.error.code === 'not-found') throw new Response('Not Found', { status: 404 })
		return result
	})
	if (saved.ok) return redirect(`/dictionary/${saved.value.id}`)
	const { error } = saved
	if (error.code === 'key-taken') return fieldRefusal('key', t('form.key-taken'))
	if (error.code === 'unit-in-use') return fieldRefusal('unit', t('form.unit-in-use'))
	if (error.code === 'choice-in-use') return wholeRefusal(t('form.choice-in-use', { choice: error.detail }))
	return wholeRefusal(t(`form.${error.code}`))
}

/** Deprecates an attribute or takes it back into use. */
async function takeOut(args: ActionFunctionArgs, id: string) {
	const t = await dictionaryTextFor(args.request)
	const body = Object.fromEntries(await args.request.formData())
	const parsed = deprecateSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const done = await withContext(args, { can: ['update', 'Attribute'] }, async (ctx) => {
		const result =
			body.intent === 'restore'
				? await restoreAttribute(ctx, id, parsed.data)
				: await deprecateAttribute(ctx, id, parsed.data)
		if (!result.ok && result.error.code === 'not-found') throw new Response('Not Found', { status: 404 })
		return result
	})
	if (done.ok) return redirect(`/dictionary/${id}`)
	return done.error.code === 'needs-confirmation'
		? fieldRefusal('confirmed', t('form.needs-confirmation'))
		: wholeRefusal(t(`form.${done.error.code}`))
}

export default function DictionaryEdit() {
	const data = useLoaderData<typeof loader>()
	const { t } = useTranslation('dictionary')
	const { say, date } = useReader()
	const { attribute, title } = data
	return (
		<>
			<PageHead
				crumbs={[{ label: t('list.title'), to: `/dictionary?of=${data.subject}` }, { label: attribute?.key ?? title }]}
				title={attribute ? say(attribute.label) : title}
				status={
					attribute && (
						<>
							<StatusChip
								size="lg"
								tone={attribute.deprecatedOn ? 'draft' : 'released'}
								label={
									attribute.deprecatedOn
										? t('edit.deprecatedOn', { date: date(attribute.deprecatedOn) })
										: t('list.inForce')
								}
							/>
							<Tag>{t(`subject.${attribute.subject}`)}</Tag>
						</>
					)
				}
			/>
			<AttributeForm key={`${attribute?.id}-${attribute?.version}`} data={data} />
		</>
	)
}
