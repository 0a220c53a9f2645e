import type { LucideIcon } from 'lucide-react'
import {
	Activity,
	Binary,
	BookA,
	BookOpenCheck,
	Boxes,
	Building2,
	CalendarDays,
	CircleCheckBig,
	ClipboardCheck,
	Cog,
	Factory,
	FileText,
	FileUp,
	GitCompare,
	Handshake,
	History,
	House,
	KeyRound,
	ListChecks,
	ListTodo,
	Mail,
	MailCheck,
	MapPin,
	MessageSquareText,
	MessageSquareWarning,
	Network,
	Package,
	PackageCheck,
	Palette,
	RotateCcw,
	Search,
	Send,
	ShieldCheck,
	SlidersHorizontal,
	Spline,
	TriangleAlert,
	Truck,
	Undo2,
	Unlink,
	Users,
	Waypoints,
	Webhook,
} from 'lucide-react'
import type { Action, SubjectName } from '#app/core/permission.ts'

/** One line of the navigation: where, what it is called (key of the `home` texts), and who sees it. */
export type NavEntry = {
	to: string
	label: string
	icon: LucideIcon
	needs: readonly [Action, SubjectName]
	for?: 'internal' | 'supplier' | 'customer'
	end?: boolean
}

export const NAVIGATION: { label?: string; entries: NavEntry[] }[] = [
	{
		entries: [
			{ to: '/', label: 'nav.home', icon: House, needs: ['read', 'Home'], end: true },
			{ to: '/work', label: 'nav.workList', icon: ListTodo, needs: ['read', 'Home'] },
		],
	},
	{
		label: 'nav.work',
		entries: [
			{ to: '/deliveries', label: 'nav.deliveries', icon: Truck, needs: ['read', 'Delivery'], for: 'internal' },
			{
				to: '/production',
				label: 'nav.production',
				icon: Factory,
				needs: ['read', 'ProductionOrder'],
				for: 'internal',
			},
			{ to: '/release', label: 'nav.release', icon: CircleCheckBig, needs: ['read', 'TestResult'], for: 'internal' },
			{ to: '/lots', label: 'nav.lots', icon: Package, needs: ['read', 'Lot'], for: 'internal' },
			{
				to: '/deviations',
				label: 'nav.deviations',
				icon: TriangleAlert,
				needs: ['read', 'Deviation'],
				for: 'internal',
			},
			{
				to: '/complaints',
				label: 'nav.complaints',
				icon: MessageSquareWarning,
				needs: ['read', 'Complaint'],
				for: 'internal',
			},
			{ to: '/capas', label: 'nav.capas', icon: ClipboardCheck, needs: ['read', 'Capa'], for: 'internal' },
			{ to: '/changes', label: 'nav.changes', icon: GitCompare, needs: ['read', 'Change'], for: 'internal' },
			{ to: '/returns', label: 'nav.returns', icon: Undo2, needs: ['read', 'Return'], for: 'internal' },
			{
				to: '/onboarding',
				label: 'nav.onboarding',
				icon: Handshake,
				needs: ['read', 'Onboarding'],
				for: 'internal',
			},
			{ to: '/shipments', label: 'nav.shipments', icon: Send, needs: ['read', 'Shipment'], for: 'internal' },
			{ to: '/recalls', label: 'nav.recalls', icon: RotateCcw, needs: ['read', 'Recall'], for: 'internal' },
		],
	},
	{
		label: 'nav.mine',
		entries: [
			{ to: '/lots', label: 'nav.myLots', icon: Package, needs: ['read', 'Lot'], for: 'supplier' },
			{ to: '/imports', label: 'nav.imports', icon: FileUp, needs: ['read', 'Import'], for: 'supplier' },
			{ to: '/deliveries', label: 'nav.notices', icon: Truck, needs: ['read', 'Delivery'], for: 'supplier' },
			{ to: '/documents', label: 'nav.certificates', icon: FileText, needs: ['read', 'Document'], for: 'supplier' },
			{ to: '/onboarding', label: 'nav.onboarding', icon: Handshake, needs: ['answer', 'Onboarding'], for: 'supplier' },
			{ to: '/returns', label: 'nav.returns', icon: Undo2, needs: ['answer', 'Return'], for: 'supplier' },
			{ to: '/lookup', label: 'nav.lookup', icon: Search, needs: ['read', 'Provenance'], for: 'customer' },
			{ to: '/received', label: 'nav.received', icon: PackageCheck, needs: ['read', 'Shipment'], for: 'customer' },
			{ to: '/documents', label: 'nav.documents', icon: FileText, needs: ['read', 'Document'], for: 'customer' },
			{
				to: '/complaints',
				label: 'nav.complaints',
				icon: MessageSquareWarning,
				needs: ['create', 'Complaint'],
				for: 'customer',
			},
			{ to: '/returns', label: 'nav.returns', icon: Undo2, needs: ['answer', 'Return'], for: 'customer' },
			{
				to: '/notices',
				label: 'nav.recallNotices',
				icon: RotateCcw,
				needs: ['answer', 'RecallNotice'],
				for: 'customer',
			},
		],
	},
	{
		label: 'nav.find',
		entries: [
			{ to: '/trace', label: 'nav.trace', icon: Waypoints, needs: ['read', 'TraceEvent'], for: 'internal' },
			{ to: '/events', label: 'nav.events', icon: Activity, needs: ['read', 'TraceEvent'], for: 'internal' },
			{ to: '/gaps', label: 'nav.gaps', icon: Unlink, needs: ['read', 'Gap'], for: 'internal' },
			{ to: '/documents', label: 'nav.documents', icon: FileText, needs: ['read', 'Document'], for: 'internal' },
			{
				to: '/procedures',
				label: 'nav.procedures',
				icon: BookOpenCheck,
				needs: ['read', 'Procedure'],
				for: 'internal',
			},
			{ to: '/imports', label: 'nav.imports', icon: FileUp, needs: ['read', 'Import'], for: 'internal' },
			{ to: '/decisions', label: 'nav.decisions', icon: ListChecks, needs: ['read', 'Decision'], for: 'internal' },
			{ to: '/audit', label: 'nav.audit', icon: History, needs: ['read', 'AuditEntry'], for: 'internal' },
		],
	},
	{
		label: 'nav.masterData',
		entries: [
			{ to: '/items', label: 'nav.items', icon: Boxes, needs: ['read', 'Item'], for: 'internal' },
			{ to: '/parties', label: 'nav.parties', icon: Building2, needs: ['invite', 'Party'], for: 'internal' },
			{ to: '/network', label: 'nav.network', icon: Network, needs: ['read', 'Connection'], for: 'internal' },
			{ to: '/sites', label: 'nav.sites', icon: MapPin, needs: ['update', 'Site'], for: 'internal' },
			{ to: '/equipment', label: 'nav.equipment', icon: Cog, needs: ['read', 'Equipment'], for: 'internal' },
		],
	},
	{
		label: 'nav.configure',
		entries: [
			{ to: '/dictionary', label: 'nav.dictionary', icon: BookA, needs: ['update', 'Attribute'], for: 'internal' },
			{
				to: '/lot-codes',
				label: 'nav.lotCodes',
				icon: Binary,
				needs: ['update', 'LotCodePattern'],
				for: 'internal',
			},
			{ to: '/rules', label: 'nav.rules', icon: SlidersHorizontal, needs: ['read', 'RuleSet'], for: 'internal' },
			{ to: '/workflows', label: 'nav.workflows', icon: Spline, needs: ['read', 'Workflow'], for: 'internal' },
			{ to: '/calendars', label: 'nav.calendars', icon: CalendarDays, needs: ['update', 'Calendar'], for: 'internal' },
			{ to: '/people', label: 'nav.people', icon: Users, needs: ['read', 'Member'], for: 'internal' },
			{ to: '/roles', label: 'nav.roles', icon: ShieldCheck, needs: ['read', 'Role'], for: 'internal' },
			{ to: '/api-keys', label: 'nav.apiKeys', icon: KeyRound, needs: ['read', 'ApiKey'], for: 'internal' },
			{ to: '/settings', label: 'nav.settings', icon: Palette, needs: ['update', 'Tenant'], for: 'internal' },
			{
				to: '/templates',
				label: 'nav.templates',
				icon: MessageSquareText,
				needs: ['read', 'NoticeTemplate'],
				for: 'internal',
			},
			{ to: '/webhooks', label: 'nav.webhooks', icon: Webhook, needs: ['read', 'Webhook'], for: 'internal' },
			{ to: '/delivery-log', label: 'nav.deliveryLog', icon: MailCheck, needs: ['read', 'Mail'], for: 'internal' },
			{ to: '/dev/mail', label: 'nav.mail', icon: Mail, needs: ['read', 'Mail'], for: 'internal' },
		],
	},
]
