// Writes the style guide and the sample pages to a folder: npx tsx test/support/render-style-guide.ts FOLDER
import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { viewsFolder } from '../../src/web/views.ts'
import { guidePages, renderGuidePage } from './guide-pages.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('Say which folder to write to')

await cp(path.join(viewsFolder, '../static'), path.join(folder, 'static'), { recursive: true })
for (const name of Object.keys(guidePages)) {
  const file = path.join(folder, `${name}.html`)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, await renderGuidePage(name))
}
