import js from '@eslint/js';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  {
    ignores: [
      'node_modules',
      '.venv',
      'lib',
      'jupyterlab_insar',
      'ui-tests/test-results',
      'ui-tests/playwright-report',
      '.cache',
      'src/*/assembly/*.ts'
    ]
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    files: ['**/*.{mjs,js}'],
    languageOptions: { globals: globals.node }
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'typeLike', format: ['PascalCase'] }
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      curly: 'error'
    }
  },
  {
    files: ['webpack.config.js'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  },
  {
    files: ['scripts/**', 'bench/**', 'src/backend/**', 'src/engine-cli.ts'],
    rules: { 'no-console': 'off' }
  }
);
