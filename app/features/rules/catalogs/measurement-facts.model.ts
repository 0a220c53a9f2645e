import type { FactGroup } from '../fact-catalog.model.ts'
import { called, decimal, derived, group, integer, oneOf, text, yesNo } from './define-facts.model.ts'

/**
 * A test result or a process parameter that was recorded, against the limits in force. The distance to the nearest limit
 * is in percent of the range between two limits, or of a single limit; it is negative outside.
 */
export const measurementFacts: FactGroup = group('measurement', ['Measurement', '测量值'], {
	kind: called(
		oneOf(['Kind', '类型'], {
			result: ['Test result', '检验结果'],
			parameter: ['Process parameter', '工艺参数'],
		}),
		['the kind of measurement', '测量类型'],
	),
	name: called(text(['Test or parameter', '检验项目或参数'], 'Tensile strength'), ['the measured value', '测量项目']),
	reported: text(['As reported', '报告值'], '861'),
	method: text(['Method', '方法'], 'ISO 6892-1'),
	step: text(['Step', '工序'], 'Sterilisation'),
	equipment: text(['Equipment', '设备'], 'AC-02'),
	source: oneOf(['Where it came from', '来源'], {
		person: ['Typed in', '人工录入'],
		file: ['File', '文件'],
		api: ['Another system', '外部系统'],
		certificate: ['Certificate', '证书'],
	}),
	verdict: called(
		oneOf(['Verdict', '判定'], {
			pass: ['Within limits', '合格'],
			fail: ['Out of limits', '不合格'],
			unknown: ['No verdict', '未判定'],
		}),
		['the verdict', '判定'],
	),
	value: decimal(['Value', '数值'], 861),
	minimum: decimal(['Lower limit', '下限'], 860),
	maximum: decimal(['Upper limit', '上限'], 1000),
	target: decimal(['Target', '目标值'], 121),
	limits: called(
		oneOf(['Where the limits come from', '限值来源'], {
			specification: ['Specification', '规格'],
			revision: ['Item revision', '物料版本'],
			reading: ['Given with the value', '随数值给出'],
			none: ['No limits', '没有限值'],
		}),
		['where the limits come from', '限值的来源'],
	),
	hasMinimum: derived(
		yesNo(
			['Has a lower limit', '有下限'],
			['there is a lower limit', '有下限'],
			['there is no lower limit', '没有下限'],
		),
		{ kind: 'true-if-known', of: 'measurement.minimum' },
	),
	hasMaximum: derived(
		yesNo(
			['Has an upper limit', '有上限'],
			['there is an upper limit', '有上限'],
			['there is no upper limit', '没有上限'],
		),
		{ kind: 'true-if-known', of: 'measurement.maximum' },
	),
	marginPercent: called(decimal(['Distance to the nearest limit', '距最近限值'], 12.5, 'P1'), [
		'the distance to the nearest limit',
		'距最近限值的距离',
	]),
	hasMargin: derived(
		yesNo(
			['Can be compared with a limit', '可与限值比较'],
			['the value can be compared with a limit', '数值可与限值比较'],
			['the value cannot be compared with a limit', '数值无法与限值比较'],
		),
		{ kind: 'true-if-known', of: 'measurement.marginPercent' },
	),
	corrects: yesNo(
		['Corrects an earlier one', '更正先前的值'],
		['it corrects an earlier value', '更正了先前的值'],
		['it corrects no earlier value', '未更正先前的值'],
	),
})

/** The measurements of the same test or parameter on other lots of the item before this one; the last ten. */
export const trendFacts: FactGroup = group('trend', ['Trend', '趋势'], {
	count: called(integer(['Earlier values looked at', '参考的先前值个数'], 10), [
		'the number of earlier values',
		'先前值的个数',
	]),
	mean: decimal(['Mean of the earlier values', '先前值的平均值'], 902.4),
	hasMean: derived(
		yesNo(
			['There are earlier values', '有先前值'],
			['there are earlier values', '有先前值'],
			['there are no earlier values', '没有先前值'],
		),
		{ kind: 'true-if-known', of: 'trend.mean' },
	),
	warnedCount: called(integer(['Earlier values that were close to a limit', '先前值中接近限值的个数'], 1), [
		'the number of earlier values that were close to a limit',
		'先前值中接近限值的个数',
	]),
	failedCount: called(integer(['Earlier values out of limits', '先前值中不合格的个数'], 0), [
		'the number of earlier values out of limits',
		'先前值中不合格的个数',
	]),
	rises: called(integer(['Rises in a row, this one included', '连续上升次数（含本次）'], 2), [
		'the number of rises in a row',
		'连续上升次数',
	]),
	falls: called(integer(['Falls in a row, this one included', '连续下降次数（含本次）'], 0), [
		'the number of falls in a row',
		'连续下降次数',
	]),
})
