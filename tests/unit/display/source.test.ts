import assert from 'node:assert';
import { test } from 'node:test';
import ts from 'typescript';
import { findDeclaration } from '../../../lib/src/display/source';
import * as maths from '../../../lib/src/maths';
import { gaussianProcess, matern } from '../../../lib/src/training/search';

/** TypeScript's own parser decides whether a text is exactly one declaration of the name. */
function declarations(code: string): { names: string[]; errors: number } {
  const file = ts.createSourceFile('cut.ts', code, ts.ScriptTarget.ES2022, true);
  const names = file.statements.map((statement) => {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name?.text ?? '';
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0].name.getText();
    return ts.SyntaxKind[statement.kind];
  });
  return { names, errors: ts.transpileModule(code, { reportDiagnostics: true }).diagnostics?.length ?? 0 };
}

const ofSearch = [gaussianProcess, matern].map(({ name }) => name);
for (const name of [...Object.keys(maths), ...ofSearch].filter((key) => key !== 'ShapeError')) {
  test(`the code of ${name} is cut out whole and alone`, () => {
    const { code } = findDeclaration(name);
    assert.deepStrictEqual(declarations(code), { names: [name], errors: 0 });
    assert.ok(code.startsWith('/**'), 'its comment comes with it');
  });
}

test('an unknown name gets one sentence', () => {
  assert.throws(
    () => findDeclaration('conv3d'),
    /lib\/src\/maths and lib\/src\/training\/search have no function “conv3d”/,
  );
});
