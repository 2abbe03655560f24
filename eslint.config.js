import tseslint from 'typescript-eslint'

const small = (lines, functionLines) => ({
  'max-lines': ['error', { max: lines }],
  'max-lines-per-function': ['error', { max: functionLines, skipBlankLines: true, skipComments: true }],
})

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '.data', 'static', '*.js', '*.cjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...small(250, 40),
      complexity: ['error', 12],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return response.render(…)` ends a handler early, and Kysely's builders are made to be taken apart.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  {
    // A table of routes is one list, however long; each handler in it is short.
    files: ['src/**/*routes.ts'],
    rules: small(250, 120),
  },
  {
    files: ['src/commands/**', 'src/main.ts', 'src/worker.ts', 'bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**', 'bench/**'],
    rules: {
      ...small(300, 250),
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
)
