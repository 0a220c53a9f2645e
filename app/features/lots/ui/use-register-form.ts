import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { AT_ONCE, type Attribute } from '#app/features/dictionary/attribute.model.ts'
import { attributesSchemaOf } from '#app/features/dictionary/read-attributes.ts'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { registerLotForm } from '../lots.schema.ts'
import type { RegisterItem } from '../register-options.queries.server.ts'
import { useRegisterItem } from './use-register-item.ts'

/** In the browser the file is a field too, so that the server's word about it finds its place. */
const base = registerLotForm.extend({ certificate: z.unknown().optional() })

/** The server's schema with that of the attributes, built from the dictionary for the item that is chosen. */
const schemaFor = (kindOf: (itemId: string) => string | null, attributes: readonly Attribute[]) =>
	base.superRefine((form, context) => {
		const kind = kindOf(form.item)
		const ask = { attributes, today: '9999-12-31', itemKind: kind, at: [AT_ONCE] }
		const open = attributes.map((attribute) => ({ ...attribute, deprecatedOn: null }))
		const parsed = attributesSchemaOf({ ...ask, attributes: open }).safeParse(form.dictionary ?? {})
		for (const issue of parsed.error?.issues ?? [])
			context.addIssue({ code: 'custom', path: ['dictionary', ...issue.path], message: `problem.${issue.message}` })
	})

const NO_ATTRIBUTES: readonly Attribute[] = []

/** The form for a new lot: what is typed is kept on this device until it is saved. */
export function useRegisterForm(
	{ items, isOnly }: { items: readonly RegisterItem[]; isOnly: boolean },
	startItem: string | null,
	attributes: readonly Attribute[] = NO_ATTRIBUTES,
) {
	const { t } = useTranslation('lots')
	const first = items.find((item) => item.id === startItem || item.sku === startItem) ?? (isOnly ? items[0] : undefined)
	const shown = useRef<RegisterItem | undefined>(first)
	const schema = useMemo(
		() => schemaFor((id) => (shown.current?.id === id ? shown.current.kind : null), attributes),
		[attributes],
	)
	const form = useServerForm({
		schema,
		draftKey: 'register-lot',
		translate: (key, values) => t(key as 'problem.item-missing', values),
		defaultValues: {
			item: first?.id ?? '',
			revision: '',
			code: '',
			supplierId: '',
			supplierLot: '',
			quantity: '',
			unit: first?.unit ?? '',
			manufacturedOn: '',
			expiresOn: '',
			siteId: '',
			line: '',
			containers: '',
			ssccs: '',
			serials: '',
			attributes: [],
			dictionary: {},
			certificateKind: 'certificate_of_analysis',
			certificateNumber: '',
			certificateIssuedOn: '',
			certificateValidUntil: '',
		},
	})
	const { item, failed } = useRegisterItem(items, form.watch('item'))
	shown.current = item
	const unit = item?.unit
	const { setValue } = form
	useEffect(() => {
		if (unit) setValue('unit', unit)
	}, [unit, setValue])
	return { form, item, failed }
}

export type RegisterForm = ReturnType<typeof useRegisterForm>['form']
