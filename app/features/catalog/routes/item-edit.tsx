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
import { readItemBasics } from '../catalog.queries.server.ts'
import { itemSchema } from '../catalog.schema.ts'
import { catalogTextFor } from '../catalog-text.server.ts'
import { ItemForm } from '../ui/item-form.tsx'
import { type UpdateItemError, updateItem } from '../update-item.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.item.sku ?? ''} · Lotline 批迹` }]

const NEEDS = { can: ['update', 'Item'] } as const

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	return withContext(args, NEEDS, async (ctx) => {
		const item = id.success ? await readItemBasics(ctx, id.data) : null
		if (!item) throw new Response('Not Found', { status: 404 })
		return { item, dictionary: await recordAttributes(ctx, 'item', item.id) }
	})
}

/** Beside which field each refusal stands; null for the whole form. */
const FIELD: Record<UpdateItemError['code'], string | null> = {
	'not-allowed': null,
	'not-found': null,
	stale: null,
	'sku-taken': 'sku',
	'unit-in-use': 'unit',
	'gtin-taken': 'gtin',
	'gtin-in-use': 'gtin',
}

export async function action(args: ActionFunctionArgs) {
	const t = await catalogTextFor(args.request)
	const id = z.uuid().safeParse(args.params.id)
	const body = Object.fromEntries(await args.request.formData())
	const parsed = itemSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, NEEDS, async (ctx) => {
		const updated = id.success ? await updateItem(ctx, id.data, parsed.data) : null
		if (!updated || (!updated.ok && updated.error.code === 'not-found'))
			throw new Response('Not Found', { status: 404 })
		if (!updated.ok || !id.success) return updated
		const set = await setRecordAttributes(ctx, 'item', id.data, dictionaryFields(body))
		return set.ok ? updated : set
	})
	if (result.ok) return redirect(`/items/${args.params.id}`)
	if (result.error.code === 'attributes-refused')
		return attributesRefusal(result.error.problems, await dictionaryTextFor(args.request))
	const field = FIELD[result.error.code]
	const message = t(`form.${result.error.code}`)
	return field ? fieldRefusal(field, message) : wholeRefusal(message)
}

export default function ItemEdit() {
	const { item, dictionary } = useLoaderData<typeof loader>()
	const { t } = useTranslation('catalog')
	const { say } = useReader()
	const to = `/items/${item.id}`
	return (
		<>
			<PageHead
				crumbs={[{ label: t('items.title'), to: '/items' }, { label: say(item.name), to }, { label: t('item.edit') }]}
				title={t('edit.editTitle', { sku: item.sku })}
			/>
			<ItemForm item={item} dictionary={dictionary} cancelTo={to} />
		</>
	)
}
