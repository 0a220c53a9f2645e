import type { FactGroup } from '../fact-catalog.model.ts'
import { called, group, oneOf, text } from './define-facts.model.ts'

/** The trace event that a process parameter was recorded with; its attributes come from the data dictionary. */
export const eventFacts: FactGroup = group('event', ['Trace event', '追溯事件'], {
	kind: called(
		oneOf(['What happened', '发生的事件'], {
			receive: ['Receipt', '收货'],
			produce: ['Production', '产出'],
			consume: ['Use', '投用'],
			split: ['Split', '拆分'],
			merge: ['Merge', '合并'],
			rework: ['Rework', '返工'],
			relabel: ['Relabelling', '换标签'],
			repack: ['Repacking', '换包装'],
			change: ['Change', '变更'],
			pack: ['Packing', '装箱'],
			unpack: ['Unpacking', '拆箱'],
			ship: ['Shipment', '发货'],
			return: ['Return', '退货'],
			destroy: ['Destruction', '销毁'],
			adjust: ['Stock adjustment', '库存调整'],
			inspect: ['Inspection', '检查'],
			hold: ['Hold', '冻结'],
			correct: ['Correction', '更正'],
		}),
		['the kind of event', '事件类型'],
	),
	reference: text(['Reference', '参考号'], 'WO-26-0263'),
})
