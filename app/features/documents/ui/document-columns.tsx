import { Download, Ellipsis, Eye, EyeOff, Globe } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { CellSub, type Column } from '#app/ui/data/data-table.tsx'
import { formatBytes } from '#app/ui/forms/format-bytes.ts'
import { VISIBILITIES, type Visibility } from '../document.model.ts'
import { validityOf } from '../document-validity.model.ts'
import type { DocumentRow } from '../documents.queries.server.ts'
import { ValidityChip } from './validity-chip.tsx'

const VISIBILITY_ICONS = { internal: EyeOff, customer: Eye, public: Globe } as const

interface DocumentColumnsProps {
	/** A partner needs no column for itself. */
	readonly partner: boolean
	/** Who may see a document can be changed. */
	readonly onShow?: ((id: string, visibility: Visibility) => void) | undefined
}

/** The columns of the list of documents. */
export function useDocumentColumns({ partner, onShow }: DocumentColumnsProps): Column<DocumentRow>[] {
	const { t } = useTranslation('documents')
	const { say } = useReader()
	// A customer sees papers of lots, not the lots themselves.
	const opensLots = useAbility().can('create', 'Lot') || !partner
	const from: Column<DocumentRow> = {
		key: 'supplier',
		header: t('list.supplier'),
		cell: (row) => (row.party ? say(row.party.name) : <span className="text-text-3">{t('list.own')}</span>),
	}
	const visible: Column<DocumentRow> = {
		key: 'visible',
		header: t('list.visible'),
		cell: (row) => <Seen visibility={row.visibility} />,
	}
	return [
		{
			key: 'document',
			header: t('list.document'),
			role: 'key',
			cell: (row) => (
				<>
					<span className="font-medium">{row.title}</span>
					<CellSub>
						{t(`kinds.${row.kind}`)}
						{row.number && <span className="font-mono"> · {row.number}</span>}
					</CellSub>
				</>
			),
		},
		{ key: 'about', header: t('list.about'), cell: (row) => <AboutLots lots={row.lots} linked={opensLots} /> },
		...(partner ? [] : [from]),
		{ key: 'valid', header: t('list.valid'), cell: (row) => <Valid row={row} /> },
		{
			key: 'state',
			header: t('list.valid'),
			headerHidden: true,
			role: 'aside',
			cell: (row) => <ValidityChip daysLeft={row.daysLeft} />,
		},
		...(partner ? [] : [visible]),
		{
			key: 'file',
			header: t('list.file'),
			cell: (row) => (
				<a
					href={`/documents/${row.id}/content`}
					download
					className="inline-flex items-center gap-1.5 whitespace-nowrap"
				>
					<Download aria-hidden="true" className="size-3.5!" />
					<span className="sr-only">{t('list.download', { name: row.fileName })}</span>
					<span className="uppercase">{row.fileName.split('.').at(-1)}</span>
					<span className="text-12 text-text-3">{formatBytes(row.size)}</span>
				</a>
			),
		},
		...(onShow ? [actionsColumn(t('list.actions'), (row) => <ShowMenu row={row} onShow={onShow} />)] : []),
	] satisfies Column<DocumentRow>[]
}

function Valid({ row }: { row: DocumentRow }) {
	const { t } = useTranslation('documents')
	const { date } = useReader()
	if (row.validUntil === null) return <span className="text-text-3">{t('state.none')}</span>
	const soon = validityOf(row.daysLeft) === 'soon'
	return (
		<>
			<span className="whitespace-nowrap">{date(row.validUntil)}</span>
			{soon && <CellSub>{t('state.left', { count: row.daysLeft ?? 0 })}</CellSub>}
		</>
	)
}

const actionsColumn = (header: string, cell: Column<DocumentRow>['cell']): Column<DocumentRow> => ({
	key: 'actions',
	header,
	headerHidden: true,
	align: 'end',
	className: 'w-12',
	cell,
})

function Seen({ visibility }: { visibility: Visibility }) {
	const { t } = useTranslation('documents')
	const Icon = VISIBILITY_ICONS[visibility]
	return (
		<span className="inline-flex items-center gap-1.5 text-text-2">
			<Icon aria-hidden="true" className="size-3.5! flex-none text-text-3" />
			{t(`visibility.${visibility}`)}
		</span>
	)
}

/** The first lots a document is about; how many more there are. */
function AboutLots({ lots, linked }: { lots: DocumentRow['lots']; linked: boolean }) {
	const { t } = useTranslation('documents')
	const [first] = lots
	if (!first) return <span className="text-text-3">–</span>
	return (
		<>
			{linked ? (
				<AppLink to={`/lots/${first.id}`} className="mono">
					{first.code}
				</AppLink>
			) : (
				<span className="mono">{first.code}</span>
			)}
			{lots.length > 1 && <CellSub>{t('list.more', { count: lots.length - 1 })}</CellSub>}
		</>
	)
}

function ShowMenu({ row, onShow }: { row: DocumentRow; onShow: (id: string, visibility: Visibility) => void }) {
	const { t } = useTranslation('documents')
	const name = row.number ?? row.title
	return (
		<Menu
			label={t('list.actionsFor', { name })}
			header={<p className="px-2.5 py-1 text-12 text-text-3">{t('visibility.change')}</p>}
			trigger={<IconButton icon={Ellipsis} label={t('list.actionsFor', { name })} variant="ghost" size="sm" />}
			entries={VISIBILITIES.filter((visibility) => visibility !== row.visibility).map((visibility) => ({
				label: t(`visibility.${visibility}`),
				icon: VISIBILITY_ICONS[visibility],
				onSelect: () => onShow(row.id, visibility),
			}))}
		/>
	)
}
