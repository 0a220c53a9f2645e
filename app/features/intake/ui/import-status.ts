import { CircleDashed, CircleX, FileSearch, FileUp, ListChecks, type LucideIcon, Play, Workflow } from 'lucide-react'
import type { Tone } from '#app/ui/status/tone.ts'
import type { ImportStatus } from '../import.model.ts'

type Look = { tone: Tone; icon?: LucideIcon }

/** How each state of an import looks: what waits for somebody is blue, what goes on grey with its own icon. */
export const IMPORT_LOOKS: Record<ImportStatus, Look> = {
	queued: { tone: 'active', icon: FileSearch },
	mapping: { tone: 'waiting', icon: ListChecks },
	'dry-run': { tone: 'active', icon: Workflow },
	ready: { tone: 'waiting', icon: Play },
	running: { tone: 'active', icon: FileUp },
	done: { tone: 'released' },
	failed: { tone: 'rejected', icon: CircleX },
	cancelled: { tone: 'draft', icon: CircleDashed },
}
