import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** The same search that `npm test` does. */
const { findChromium } = require('../../scripts/testing/chromium.js') as {
  findChromium(variables: NodeJS.ProcessEnv): string | undefined;
};
const { remedy } = require('../../scripts/setup/remedies.js') as { remedy(what: string): string };

const path = findChromium(process.env);

/** Why these tests do not run, or false. Where CI=true they must run, and fail without a browser. */
export const withoutChromium: string | false =
  path === undefined && process.env.CI !== 'true'
    ? `There is no Chromium or Chrome. Install one with: ${remedy('chromium')}, or name one in CONVOLAB_CHROMIUM.`
    : false;

export async function launchChromium(): Promise<Browser> {
  if (path === undefined) throw new Error(`There is no Chromium or Chrome. Install one with: ${remedy('chromium')}`);
  // Chromium's own sandbox does not work for root, which is who runs tests in most containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: path, args });
}

/** A page that keeps what it says on its console and each address that it asks a network for. */
export interface WatchedPage {
  page: Page;
  errors: string[];
  requests: string[];
}

/**
 * Opens a page of its own profile. What it wants from the network is noted and refused.
 * @param allowed beginning of the addresses that it may load, such as the server's
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  allowed?: string,
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const watched: WatchedPage = { page, errors: [], requests: [] };
  page.on('pageerror', (error) => watched.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') watched.errors.push(message.text());
  });
  await context.route('**/*', (route) => {
    const address = route.request().url();
    if (/^(file|data|blob):/.test(address) || (allowed !== undefined && address.startsWith(allowed)))
      return route.continue();
    watched.requests.push(address);
    return route.abort();
  });
  return watched;
}
