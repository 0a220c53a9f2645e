import type { LocalizedText } from '#app/core/localized.ts'
import type { FactCatalog, FactCatalogs, FactGroup, Subject } from '../fact-catalog.model.ts'
import { caseFacts, goodsFacts, onboardingFacts } from './case-facts.model.ts'
import { deviationFacts } from './deviation-facts.model.ts'
import { eventFacts } from './event-facts.model.ts'
import { lotDataFacts, lotDataStandingFacts } from './lot-data-facts.model.ts'
import { contextFacts, itemFacts, lotFacts } from './lot-facts.model.ts'
import { measurementFacts, trendFacts } from './measurement-facts.model.ts'
import { noticeFacts, partnerFacts, siteFacts, timeFacts } from './notice-facts.model.ts'
import { customerFacts, supplierCertificateFacts, supplierFacts, supplierItemFacts } from './party-facts.model.ts'
import { productionFacts } from './production-facts.model.ts'
import { recallFacts, traceFacts } from './recall-facts.model.ts'
import {
	certificateFacts,
	componentFacts,
	lineFacts,
	marketFacts,
	materialFacts,
	orderFacts,
	shipmentLineFacts,
} from './record-facts.model.ts'
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
		siteFacts,
		supplierFacts,
		supplierItemFacts,
		certificateFacts,
		shipmentLineFacts,
		lotDataStandingFacts,
	]),
	consumption: catalog('consumption', { en: 'Consumption', 'zh-CN': '领用' }, [
		lotFacts,
		itemFacts,
		siteFacts,
		orderFacts,
		componentFacts,
		materialFacts,
		lineFacts,
		supplierFacts,
		supplierItemFacts,
		lotDataStandingFacts,
	]),
	release: catalog('release', { en: 'Release', 'zh-CN': '放行' }, [
		lotFacts,
		itemFacts,
		siteFacts,
		resultsFacts,
		deviationsFacts,
		documentsFacts,
		genealogyFacts,
		lotDataStandingFacts,
	]),
	shipment: catalog('shipment', { en: 'Shipment', 'zh-CN': '发运' }, [
		lotFacts,
		itemFacts,
		siteFacts,
		customerFacts,
		marketFacts,
		lotDataStandingFacts,
	]),
	supplier: catalog('supplier', { en: 'Supplier', 'zh-CN': '供应商' }, [
		supplierFacts,
		supplierItemFacts,
		supplierCertificateFacts,
		itemFacts,
	]),
	measurement: catalog('measurement', { en: 'Measurement', 'zh-CN': '测量值' }, [
		measurementFacts,
		trendFacts,
		eventFacts,
		lotFacts,
		itemFacts,
		siteFacts,
	]),
	recall_lot: catalog('recall_lot', { en: 'Lot of a recall', 'zh-CN': '召回涉及批次' }, [
		traceFacts,
		lotFacts,
		itemFacts,
		siteFacts,
	]),
	lot_data: catalog('lot_data', { en: 'Lot data', 'zh-CN': '批次数据' }, [
		lotDataFacts,
		lotFacts,
		itemFacts,
		siteFacts,
		supplierFacts,
	]),
	notice: catalog('notice', { en: 'Notice', 'zh-CN': '通知' }, [
		noticeFacts,
		partnerFacts,
		siteFacts,
		timeFacts,
		itemFacts,
	]),
	case: catalog('case', { en: 'Quality case', 'zh-CN': '质量记录' }, [
		caseFacts,
		goodsFacts,
		onboardingFacts,
		supplierFacts,
	]),
	production_order: catalog('production_order', { en: 'Production order', 'zh-CN': '生产订单' }, [
		orderFacts,
		productionFacts,
		itemFacts,
		siteFacts,
	]),
	recall: catalog('recall', { en: 'Recall', 'zh-CN': '召回' }, [recallFacts]),
	deviation: catalog('deviation', { en: 'Deviation', 'zh-CN': '偏差' }, [
		deviationFacts,
		lotFacts,
		itemFacts,
		siteFacts,
	]),
	lot: catalog('lot', { en: 'Lot', 'zh-CN': '批次' }, [
		lotFacts,
		itemFacts,
		siteFacts,
		supplierFacts,
		certificateFacts,
		resultsFacts,
		deviationsFacts,
	]),
}
