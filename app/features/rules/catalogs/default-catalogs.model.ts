import type { LocalizedText } from '#app/core/localized.ts'
import type { FactCatalog, FactCatalogs, FactGroup, Subject } from '../fact-catalog.model.ts'
import { contextFacts, itemFacts, lotFacts } from './lot-facts.model.ts'
import { customerFacts, supplierFacts, supplierItemFacts } from './party-facts.model.ts'
import { certificateFacts, componentFacts, orderFacts, shipmentLineFacts } from './record-facts.model.ts'
import { deviationsFacts, documentsFacts, genealogyFacts, resultsFacts } from './release-facts.model.ts'

const catalog = (subject: Subject, label: LocalizedText, groups: readonly FactGroup[]): FactCatalog => ({
	subject,
	label,
	groups: [...groups, contextFacts],
})

/** The built-in facts of each subject. A tenant's own come on top with `extendCatalog`. */
export const DEFAULT_CATALOGS: FactCatalogs = {
	receipt_line: catalog('receipt_line', { en: 'Receipt line', 'zh-CN': '收货行' }, [
		lotFacts,
		itemFacts,
		supplierFacts,
		supplierItemFacts,
		certificateFacts,
		shipmentLineFacts,
	]),
	consumption: catalog('consumption', { en: 'Consumption', 'zh-CN': '领用' }, [
		lotFacts,
		itemFacts,
		orderFacts,
		componentFacts,
	]),
	release: catalog('release', { en: 'Release', 'zh-CN': '放行' }, [
		lotFacts,
		itemFacts,
		resultsFacts,
		deviationsFacts,
		documentsFacts,
		genealogyFacts,
	]),
	shipment: catalog('shipment', { en: 'Shipment', 'zh-CN': '发运' }, [lotFacts, itemFacts, customerFacts]),
	supplier: catalog('supplier', { en: 'Supplier', 'zh-CN': '供应商' }, [supplierFacts]),
	lot: catalog('lot', { en: 'Lot', 'zh-CN': '批次' }, [
		lotFacts,
		itemFacts,
		supplierFacts,
		certificateFacts,
		resultsFacts,
		deviationsFacts,
	]),
}
