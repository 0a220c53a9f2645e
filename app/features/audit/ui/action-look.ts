import {
	BookA,
	Box,
	Building2,
	CircleCheck,
	CircleX,
	ClipboardCheck,
	Cog,
	FileText,
	FileUp,
	History,
	KeyRound,
	ListChecks,
	LogIn,
	type LucideIcon,
	Mail,
	OctagonPause,
	PackageCheck,
	Pencil,
	RotateCcw,
	Scale,
	Settings,
	Signature,
	Spline,
	TestTube,
	TriangleAlert,
	Truck,
	Users,
} from 'lucide-react'
import type { Tone } from '#app/ui/status/tone.ts'

type Look = { icon: LucideIcon; tone: Tone }

const GROUPS: Record<string, Look> = {
	lot: { icon: Box, tone: 'active' },
	delivery: { icon: Truck, tone: 'active' },
	receipt: { icon: PackageCheck, tone: 'active' },
	shipment: { icon: Truck, tone: 'shipped' },
	event: { icon: History, tone: 'active' },
	order: { icon: ListChecks, tone: 'active' },
	result: { icon: TestTube, tone: 'active' },
	hold: { icon: OctagonPause, tone: 'hold' },
	deviation: { icon: TriangleAlert, tone: 'warn' },
	decision: { icon: Scale, tone: 'active' },
	signature: { icon: Signature, tone: 'waiting' },
	recall: { icon: RotateCcw, tone: 'recalled' },
	import: { icon: FileUp, tone: 'active' },
	document: { icon: FileText, tone: 'active' },
	item: { icon: Box, tone: 'active' },
	equipment: { icon: Cog, tone: 'active' },
	attribute: { icon: BookA, tone: 'active' },
	party: { icon: Building2, tone: 'active' },
	site: { icon: Building2, tone: 'active' },
	'approved-supplier': { icon: ClipboardCheck, tone: 'active' },
	'rule-set': { icon: Pencil, tone: 'active' },
	workflow: { icon: Spline, tone: 'active' },
	member: { icon: Users, tone: 'active' },
	session: { icon: LogIn, tone: 'active' },
	account: { icon: KeyRound, tone: 'active' },
	'api-key': { icon: KeyRound, tone: 'active' },
	mail: { icon: Mail, tone: 'active' },
	tenant: { icon: Settings, tone: 'active' },
}

/** Actions whose colour means more than that of their group. */
const ACTIONS: Record<string, Look> = {
	'lot.release': { icon: CircleCheck, tone: 'released' },
	'lot.release_by_rule': { icon: CircleCheck, tone: 'released' },
	'lot.reject': { icon: CircleX, tone: 'rejected' },
	'lot.hold': { icon: OctagonPause, tone: 'hold' },
	'lot.auto_hold': { icon: OctagonPause, tone: 'hold' },
	'lot.recall': { icon: RotateCcw, tone: 'recalled' },
	'lot.recall_by_case': { icon: RotateCcw, tone: 'recalled' },
	'receipt.accept': { icon: CircleCheck, tone: 'released' },
	'receipt.override': { icon: Signature, tone: 'warn' },
	'hold.lift': { icon: CircleCheck, tone: 'released' },
}

/** The icon and colour of an action. */
export const actionLook = (action: string): Look =>
	ACTIONS[action] ?? GROUPS[action.split('.')[0] ?? ''] ?? { icon: History, tone: 'active' }
