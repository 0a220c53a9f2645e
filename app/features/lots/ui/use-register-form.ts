import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { registerLotForm } from '../lots.schema.ts'
import type { RegisterItem } from '../register-options.queries.server.ts'

/** In the browser the file is a field too, so that the server's word about it finds its place. */
const schema = registerLotForm.extend({ certificate: z.unknown().optional() })

/** The form for a new lot: what is typed is kept on this device until it is saved. */
export function useRegisterForm(items: readonly RegisterItem[], startItem: string | null) {
	const { t } = useTranslation('lots')
	const first =
		items.find((item) => item.id === startItem || item.sku === startItem) ?? (items.length === 1 ? items[0] : undefined)
	const form = useServerForm({
		schema,
		draftKey: 'register-lot',
		translate: (message) => t(message as 'problem.item-missing'),
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
			attributes: [],
			certificateKind: 'certificate_of_analysis',
			certificateNumber: '',
			certificateIssuedOn: '',
			certificateValidUntil: '',
		},
	})
	const chosen = items.find((item) => item.id === form.watch('item'))
	const unit = chosen?.unit
	const { setValue } = form
	useEffect(() => {
		if (unit) setValue('unit', unit)
	}, [unit, setValue])
	return { form, item: chosen }
}

export type RegisterForm = ReturnType<typeof useRegisterForm>['form']
