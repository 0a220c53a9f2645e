import { useTranslation } from 'react-i18next'
import { writeValue } from '#app/features/dictionary/read-value.ts'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { AmendPage } from '../amend-page.queries.server.ts'
import { amendLotForm } from '../lots.schema.ts'

/** The form that completes or corrects a lot, filled with what is there; what is typed is kept on this device until it is saved. */
export function useAmendForm({ lot, attributes }: Pick<AmendPage, 'lot' | 'attributes'>) {
	const { t } = useTranslation('lots')
	const codes = (wanted: 'container' | 'sscc') =>
		(lot.references ?? []).flatMap(({ kind, value }) => (kind === wanted ? [value] : [])).join(', ')
	return useServerForm({
		schema: amendLotForm,
		encoding: 'json',
		draftKey: `amend-lot-${lot.id}-${lot.version}`,
		translate: (key, values) => t(key as 'problem.not-a-date', values),
		defaultValues: {
			version: lot.version,
			supplierLot: lot.supplierLot ?? '',
			revision: lot.revision ?? '',
			...(lot.status === 'announced' ? { quantity: (lot.given ?? lot.quantity).value } : {}),
			manufacturedOn: lot.manufacturedOn ?? '',
			expiresOn: lot.expiresOn ?? '',
			siteId: lot.site?.id ?? '',
			containers: codes('container'),
			ssccs: codes('sscc'),
			dictionary: Object.fromEntries(attributes.map((one) => [one.key, writeValue(one, lot.attributes[one.key])])),
			reason: '',
		},
	})
}

export type AmendForm = ReturnType<typeof useAmendForm>
