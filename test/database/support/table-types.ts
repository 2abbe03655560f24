// The tables as the compiler sees them: what src/database/tables/*.ts promise, asked of TypeScript itself.
import path from 'node:path'
import ts from 'typescript'

export interface TypedColumn {
  /** What a row holds when it is read: `Date`, `string`, `number`…; sorted, without null. */
  read: string[]
  /** The words a column may hold, where the type names them. */
  words: string[]
  nullable: boolean
  /** May be left out of a new row. */
  optional: boolean
  /** Cannot be given in a new row. */
  automatic: boolean
}

const folder = path.join(import.meta.dirname, '../../../src/database')

const question = `
import type { Insertable, Selectable } from 'kysely'
import type { Database } from './schema.ts'
export type Read = { [Table in keyof Database]: Selectable<Database[Table]> }
export type Written = { [Table in keyof Database]: Insertable<Database[Table]> }
`

/** Every table and column of the type Database. */
export function readTableTypes(): Record<string, Record<string, TypedColumn>> {
  const file = path.join(folder, 'question.ts')
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  }
  const host = ts.createCompilerHost(options)
  const original = { read: host.readFile, exists: host.fileExists, source: host.getSourceFile }
  host.fileExists = (name) => name === file || original.exists(name)
  host.readFile = (name) => (name === file ? question : original.read(name))
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, question, ts.ScriptTarget.ES2023)
      : original.source(name, ...rest)
  const program = ts.createProgram([file], options, host)
  const source = program.getSourceFile(file)
  if (source === undefined) throw new Error('The question was not read')
  const faults = program.getSemanticDiagnostics(source)
  if (faults.length > 0)
    throw new Error(ts.formatDiagnostics(faults, { ...host, getCanonicalFileName: (name) => name }))
  return tablesOf(program.getTypeChecker(), source)
}

function tablesOf(
  checker: ts.TypeChecker,
  source: ts.SourceFile,
): Record<string, Record<string, TypedColumn>> {
  const [read, written] = ['Read', 'Written'].map((name) => aliasOf(checker, source, name))
  if (read === undefined || written === undefined) throw new Error('The answer was not found')
  const typeOf = (symbol: ts.Symbol) => checker.getTypeOfSymbolAtLocation(symbol, source)
  return Object.fromEntries(
    read.getProperties().map((table) => {
      const inserted = typeOf(written.getProperty(table.name) ?? table)
      const columns = typeOf(table)
        .getProperties()
        .map((column) => {
          const given = inserted.getProperty(column.name)
          return [column.name, columnOf(checker, typeOf(column), given)]
        })
      return [table.name, Object.fromEntries(columns) as Record<string, TypedColumn>]
    }),
  )
}

function aliasOf(checker: ts.TypeChecker, source: ts.SourceFile, name: string): ts.Type | undefined {
  const alias = source.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === name)
  return alias && checker.getTypeAtLocation(alias)
}

function columnOf(checker: ts.TypeChecker, type: ts.Type, given: ts.Symbol | undefined): TypedColumn {
  const members = type.isUnion() ? type.types : [type]
  const present = members.filter(({ flags }) => (flags & ts.TypeFlags.Null) === 0)
  const words = present.flatMap((one) => (one.isStringLiteral() ? [one.value] : []))
  const kinds = present.map((one) => {
    if (one.isStringLiteral()) return 'string'
    return (one.flags & ts.TypeFlags.BooleanLike) > 0
      ? 'boolean'
      : checker.typeToString(one).replace(/<.*>$/, '')
  })
  return {
    read: [...new Set(kinds)].sort(),
    words: words.sort(),
    nullable: members.length > present.length,
    optional: given === undefined || (given.flags & ts.SymbolFlags.Optional) > 0,
    automatic: given === undefined,
  }
}
