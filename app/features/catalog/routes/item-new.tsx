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
import { itemSchema } from '../catalog.schema.ts'
import { catalogTextFor } from '../catalog-text.server.ts'
import { createItem } from '../create-item.server.ts'
import { ItemForm } from '../ui/item-form.tsx'

export const meta: MetaFunction = () => [{ title: 'New item · 新建物料 · Lotline 批迹' }]

const NEEDS = { can: ['create', 'Item'] } as const

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, NEEDS, async (ctx) => ({ dictionary: await recordAttributes(ctx, 'item', null) }))
}

export async function action(args: ActionFunctionArgs) {
	const t = await catalogTextFor(args.request)
	const body = Object.fromEntries(await args.request.formData())
	const parsed = itemSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const result = await withContext(args, NEEDS, async (ctx) => {
		const made = await createItem(ctx, parsed.data)
		if (!made.ok) return made
		const set = await setRecordAttributes(ctx, 'item', made.value.id, dictionaryFields(body))
		return set.ok ? made : set
	})
	if (result.ok) return redirect(`/items/${result.value.id}`)
	if (result.error.code === 'attributes-refused')
		return attributesRefusal(result.error.problems, await dictionaryTextFor(args.request))
	const { code } = result.error
	if (code === 'not-allowed') return wholeRefusal(t('form.not-allowed'))
	return fieldRefusal(code === 'sku-taken' ? 'sku' : 'gtin', t(`form.${code}`))
}

export default function ItemNew() {
	const { dictionary } = useLoaderData<typeof loader>()
	const { t } = useTranslation('catalog')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('items.title'), to: '/items' }, { label: t('edit.newTitle') }]}
				title={t('edit.newTitle')}
			/>
			<ItemForm item={null} dictionary={dictionary} cancelTo="/items" />
		</>
	)
}
