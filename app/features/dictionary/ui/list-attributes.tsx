import { useSearchParams } from '@remix-run/react'
import { Columns3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ChoiceMenu } from '#app/ui/data/choice-menu.tsx'
import { askedOfAttributes } from '../attribute-filter.model.ts'
import type { ListedAttribute } from '../listed-attributes.queries.server.ts'
import { attributeColumns } from './attribute-columns.tsx'
import { AttributeFilters } from './attribute-filters.tsx'

/** What narrows a list by the tenant's own attributes, and which of them are columns. Nothing where there are none. */
export function ListAttributes({ attributes }: { attributes: readonly ListedAttribute[] }) {
	const { t } = useTranslation('common')
	const [search] = useSearchParams()
	const { menu } = attributeColumns(attributes, search, useReader())
	if (!menu) return null
	return (
		<>
			<AttributeFilters attributes={attributes} asked={askedOfAttributes(search).asked} search={search} />
			<span className="flex-1" />
			<ChoiceMenu
				label={t('columns')}
				items={menu}
				multiple
				trigger={
					<Button variant="ghost" size="sm" icon={Columns3}>
						{t('columns')}
					</Button>
				}
			/>
		</>
	)
}
