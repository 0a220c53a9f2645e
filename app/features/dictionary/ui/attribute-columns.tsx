import type { Reader } from '#app/platform/i18n/use-reader.ts'
import type { ChoiceMenuItem } from '#app/ui/data/choice-menu.tsx'
import type { Column } from '#app/ui/data/data-table.tsx'
import { pageAddress, toggled } from '#app/ui/data/list-address.ts'
import type { AttributeValues } from '../attribute.model.ts'
import { attributeParam } from '../attribute-filter.model.ts'
import type { ListedAttribute } from '../listed-attributes.queries.server.ts'
import { AttributeValueText } from './attribute-value-text.tsx'

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal', 'quantity'])

/** An attribute as a column of a list of records that carry it. */
export const attributeColumn = <Row extends { attributes: AttributeValues }>(
	attribute: ListedAttribute,
	{ say }: Pick<Reader, 'say'>,
): Column<Row> => ({
	key: attributeParam(attribute.key),
	header: say(attribute.label),
	...(NUMBERS.has(attribute.type) ? { align: 'end' as const } : {}),
	cell: ({ attributes }) => {
		const value = attributes[attribute.key]
		return value === undefined ? (
			<span className="text-text-3">–</span>
		) : (
			<AttributeValueText attribute={attribute} value={value} />
		)
	},
})

/** The columns of attributes that a list's address asks for, and the menu that puts them on and takes them off. */
export function attributeColumns<Row extends { attributes: AttributeValues }>(
	attributes: readonly ListedAttribute[],
	search: URLSearchParams,
	reader: Pick<Reader, 'say'>,
): { columns: Column<Row>[]; menu: ChoiceMenuItem[] | undefined } {
	const asked = (search.get('columns') ?? '').split(',').filter(Boolean)
	const chosen = attributes.filter(({ key }) => asked.includes(attributeParam(key)))
	const offered = attributes.filter((one) => one.deprecatedOn === null || chosen.includes(one))
	return {
		columns: chosen.map((attribute) => attributeColumn<Row>(attribute, reader)),
		menu:
			offered.length === 0
				? undefined
				: offered.map(({ key, label }) => ({
						label: reader.say(label),
						to: pageAddress(search, { columns: toggled(asked, attributeParam(key)) }),
						chosen: asked.includes(attributeParam(key)),
					})),
	}
}
