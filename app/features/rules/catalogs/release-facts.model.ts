import type { FactGroup } from '../fact-catalog.model.ts'
import { called, decimal, derived, group, integer, quantity, yesNo } from './define-facts.model.ts'

/** Results of the lot against the specification of its item. */
export const resultsFacts: FactGroup = group('results', ['Results', '检验结果'], {
	requiredCount: called(integer(['Required results', '必检项数'], 8), ['the number of required results', '必检项数']),
	missingCount: called(integer(['Results still missing', '缺少的结果'], 0), [
		'the number of missing results',
		'缺少的结果数',
	]),
	failedCount: called(integer(['Results out of specification', '不合格结果'], 0), [
		'the number of results out of specification',
		'不合格结果数',
	]),
	undecidedCount: called(integer(['Results without a verdict', '未判定的结果'], 0), [
		'the number of results without a verdict',
		'未判定的结果数',
	]),
	complete: derived(
		yesNo(
			['All recorded', '已齐全'],
			['all required results are recorded', '必检结果已齐全'],
			['required results are missing', '缺少必检结果'],
		),
		{ kind: 'is-zero', of: 'results.missingCount' },
	),
	withinSpecification: derived(
		yesNo(
			['All within specification', '全部合格'],
			['no result is out of specification', '没有不合格结果'],
			['results are out of specification', '有不合格结果'],
		),
		{ kind: 'is-zero', of: 'results.failedCount' },
	),
	decided: derived(
		yesNo(
			['All have a verdict', '全部已判定'],
			['every result has a verdict', '所有结果已判定'],
			['results have no verdict yet', '有结果未判定'],
		),
		{ kind: 'is-zero', of: 'results.undecidedCount' },
	),
})

/** Deviations of the lot. */
export const deviationsFacts: FactGroup = group('deviations', ['Deviations', '偏差'], {
	openCount: called(integer(['Open deviations', '未关闭的偏差'], 0), [
		'the number of open deviations',
		'未关闭的偏差数',
	]),
	openCriticalCount: called(integer(['Open critical deviations', '未关闭的严重偏差'], 0), [
		'the number of open critical deviations',
		'未关闭的严重偏差数',
	]),
	allClosed: derived(
		yesNo(
			['All closed', '全部关闭'],
			['no deviation is open', '没有未关闭的偏差'],
			['deviations are open', '有未关闭的偏差'],
		),
		{ kind: 'is-zero', of: 'deviations.openCount' },
	),
})

/** Documents that the item asks for before release. */
export const documentsFacts: FactGroup = group('documents', ['Documents', '文件'], {
	requiredCount: called(integer(['Required documents', '必备文件'], 3), [
		'the number of required documents',
		'必备文件数',
	]),
	missingCount: called(integer(['Documents still missing', '缺少的文件'], 0), [
		'the number of missing documents',
		'缺少的文件数',
	]),
	expiredCount: called(integer(['Documents past their date', '过期的文件'], 0), [
		'the number of documents past their date',
		'过期文件数',
	]),
	complete: derived(
		yesNo(
			['All there', '已齐全'],
			['all required documents are there', '必备文件已齐全'],
			['required documents are missing', '缺少必备文件'],
		),
		{ kind: 'is-zero', of: 'documents.missingCount' },
	),
	current: derived(
		yesNo(
			['All valid', '全部有效'],
			['all required documents are valid', '必备文件均有效'],
			['required documents are past their date', '有必备文件已过期'],
		),
		{ kind: 'is-zero', of: 'documents.expiredCount' },
	),
})

/** What the lot was made of. A lot that was bought, not made, has no inputs and needs no balance. */
export const genealogyFacts: FactGroup = group('genealogy', ['Genealogy', '谱系'], {
	inputCount: called(integer(['Input lots', '投入批次数'], 4), ['the number of input lots', '投入批次数']),
	unacceptableInputCount: called(
		integer(['Input lots held, rejected, recalled or expired', '被冻结、拒收、召回或过期的投入批次'], 0),
		['the number of unacceptable input lots', '不可接受的投入批次数'],
	),
	inputsAcceptable: derived(
		yesNo(
			['All input lots acceptable', '投入批次均可接受'],
			['all input lots are acceptable', '投入批次均可接受'],
			['input lots are held, rejected, recalled or expired', '有投入批次被冻结、拒收、召回或过期'],
		),
		{ kind: 'is-zero', of: 'genealogy.unacceptableInputCount' },
	),
	madeFromLots: derived(
		yesNo(
			['Made from other lots', '由其他批次制成'],
			['the lot was made from other lots', '批次由其他批次制成'],
			['the lot has no input lots', '批次没有投入批次'],
		),
		{ kind: 'is-positive', of: 'genealogy.inputCount' },
	),
	inputQuantity: called(quantity(['Quantity put in', '投入数量'], { value: '120', unit: 'KGM' }), [
		'the quantity put in',
		'投入数量',
	]),
	accountedQuantity: called(
		quantity(['Quantity accounted for: product, scrap, samples', '已核算数量：产品、报废、取样'], {
			value: '119.4',
			unit: 'KGM',
		}),
		['the quantity accounted for', '已核算数量'],
	),
	balanceDifferencePercent: called(
		derived(decimal(['Difference in the balance', '物料平衡差异'], 0.5, 'P1'), {
			kind: 'difference-percent',
			of: 'genealogy.accountedQuantity',
			against: 'genealogy.inputQuantity',
		}),
		['the difference in the balance', '物料平衡差异'],
	),
})
