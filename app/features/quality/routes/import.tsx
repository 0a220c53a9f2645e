import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher } from '@remix-run/react'
import { FileCheck, FileUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { type ImportSummary, importResults } from '../import-results.server.ts'
import { type LabFileError, readLabFile } from '../read-lab-file.server.ts'
import { ImportedRows } from '../ui/imported-rows.tsx'

export const meta: MetaFunction = () => [{ title: 'Results from a file 导入检验结果 · Lotline 批迹' }]

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['create', 'TestResult'] }, async () => null)
}

type Answer = { ok: true; summary: ImportSummary; dryRun: boolean } | FormRefusal

export async function action(args: ActionFunctionArgs): Promise<Answer> {
	const language = await languageOf(args.request)
	const t = serverText(language, 'quality')
	await withContext(args, { can: ['create', 'TestResult'] }, async () => null)
	const body = await args.request.formData()
	const file = body.get('file')
	if (!(file instanceof File) || file.size === 0) return { ok: false, fieldErrors: { file: t('import.noFile') } }
	const read = await readLabFile(new Uint8Array(await file.arrayBuffer()), file.name)
	if (!read.ok) return { ok: false, fieldErrors: { file: fileProblem(read.error, language, t) } }
	const dryRun = body.get('intent') !== 'import'
	const reason = String(body.get('reason') ?? '')
	const done = await withContext(args, { can: ['create', 'TestResult'] }, (ctx) =>
		importResults(ctx, { outcomes: read.value, dryRun, reason }),
	)
	if (done.ok) return { ok: true, summary: done.value, dryRun }
	if (done.error.code === 'reason-needed') return { ok: false, fieldErrors: { reason: t('refused.reason-needed') } }
	return { ok: false, formError: t(`refused.${done.error.code}`) }
}

function fileProblem(error: LabFileError, language: 'en' | 'zh-CN', t: ReturnType<typeof serverText>): string {
	if (error.code === 'file-unreadable') return error.message[language]
	if (error.code === 'too-many-rows') return t('import.tooManyRows', { count: error.limit })
	return t('import.columnsMissing', { fields: error.fields.map((field) => t(`import.field.${field}`)).join(', ') })
}

/** A laboratory's file: looked at first, then its good rows recorded. */
export default function ImportResults() {
	const { t } = useTranslation('quality')
	const fetcher = useFetcher<Answer>()
	const answer = fetcher.data
	const refusal = answer?.ok === false ? answer : null
	const summary = answer?.ok ? answer.summary : null
	const busy = fetcher.state !== 'idle'
	const recorded = answer?.ok && !answer.dryRun
	return (
		<>
			<PageHead title={t('import.title')} subtitle={t('import.subtitle')} />
			<Stack>
				<Card>
					<fetcher.Form method="post" encType="multipart/form-data" className="flex flex-col gap-4">
						{refusal?.formError && <Note tone="rejected" role="alert" title={refusal.formError} />}
						<Field
							name="file"
							label={t('import.file')}
							hint={t('import.fileHint')}
							error={refusal?.fieldErrors?.file}
							required
						>
							<FileDrop name="file" accept=".csv,.txt,.xlsx,.json" />
						</Field>
						<Field
							name="reason"
							label={t('results.reason')}
							hint={t('import.reasonHint')}
							error={refusal?.fieldErrors?.reason}
						>
							<TextInput name="reason" />
						</Field>
						<FormActions note={t('import.note')}>
							<Button type="submit" name="intent" value="check" icon={FileCheck} busy={busy}>
								{t('import.check')}
							</Button>
							<Button
								type="submit"
								name="intent"
								value="import"
								variant="primary"
								icon={FileUp}
								busy={busy}
								refusedBecause={
									summary && summary.good > 0 && !recorded
										? undefined
										: t(recorded ? 'import.alreadyDone' : 'import.checkFirst')
								}
							>
								{t('import.submit', { count: summary?.good ?? 0 })}
							</Button>
						</FormActions>
					</fetcher.Form>
				</Card>
				{recorded && summary && (
					<Note tone="released" role="status" title={t('import.done', { count: summary.recorded })} />
				)}
				{summary && <ImportedRows summary={summary} />}
			</Stack>
		</>
	)
}
