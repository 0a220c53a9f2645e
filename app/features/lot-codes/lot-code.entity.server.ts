import { defineEntity, p } from '@mikro-orm/core'
import { tenantKeys, tenantTable, versioned } from '#app/platform/db/tenant-table.server.ts'
import type { TypedCodes } from './pattern.model.ts'

const LotCodePatternSchema = defineEntity({
	name: 'LotCodePattern',
	tableName: 'lot_code_pattern',
	properties: {
		...tenantKeys,
		...versioned,
		/** `tenant`, `kind:raw_material` and the like, or `item:` and its id; see `scope.model.ts`. */
		appliesTo: p.text(),
		itemId: p.uuid().nullable(),
		pattern: p.text(),
		typedCodes: p.text().$type<TypedCodes>(),
	},
	uniques: [{ properties: ['tenantId', 'appliesTo'] }],
	...tenantTable,
})
/** How lots of an item, of a group of items or of the whole tenant are numbered. Its history is in the audit trail. */
export class LotCodePattern extends LotCodePatternSchema.class {}
LotCodePatternSchema.setClass(LotCodePattern)
