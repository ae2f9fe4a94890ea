import { projectRoot } from '../../lib/src/project';

const { pythonWithTool } = require('../../scripts/testing/teaching.js') as {
  pythonWithTool(root: string, tool: string): string | undefined;
};

export type Tool = 'nbgrader' | 'hub' | 'hadolint';

/** Why tests of a tool do not run, or false. Where CI=true they must run, and fail without it. */
export function withoutTool(tool: Tool): string | false {
  if (pythonWithTool(projectRoot, tool) !== undefined || process.env.CI === 'true') return false;
  return `${tool} is not installed here: npm test -- teaching does that.`;
}

/** The Python of a tool's environment. */
export function pythonOfTool(tool: Tool): string {
  const python = pythonWithTool(projectRoot, tool);
  if (python === undefined) throw new Error(`${tool} is not installed here: npm test -- teaching does that.`);
  return python;
}
