// Whether the page of browser_page.py works: `node try_browser_page.mjs FOLDER CHROMIUM`, where playwright-core
// and axe-core are installed.
// Serves the folder, drives the page as somebody would, and ends with 1 if a command does not do what it should or if
// anything is asked of another host.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const [folder, executablePath] = process.argv.slice(2);
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };
const MINUTES = 3 * 60_000;
const faults = [];
const expect = (holds, what) => { if (!holds) faults.push(what); };

const server = createServer((request, answer) => {
  const file = join(folder, normalize(decodeURIComponent(new URL(request.url, 'http://here').pathname)));
  if (!existsSync(file) || !statSync(file).isFile()) return answer.writeHead(404).end();
  answer.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
  return createReadStream(file).pipe(answer);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const home = `http://127.0.0.1:${server.address().port}/`;

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
page.setDefaultTimeout(MINUTES);
page.on('pageerror', (fault) => faults.push(String(fault)));
page.on('console', (message) => {
  if (message.type() === 'error' && !message.text().includes('127.0.0.2')) faults.push(message.text());
});
page.on('request', (request) => {
  const url = request.url();
  expect(url.startsWith(home) || /^(blob|data):/.test(url), `asks ${url}`);
});

const state = () => page.textContent('#state');
const said = async () => (await page.textContent('#said')).replaceAll('\u00a0', ' ');
async function ask(command) {
  await page.click(`[data-command=${command}]`);
  await page.waitForFunction(() => !document.querySelector('[data-command]').disabled);
  return state();
}

await page.goto(`${home}index.html`);
await page.waitForFunction(() => !document.querySelector('[data-command]').disabled);
await page.selectOption('#example', 'ka210-school-2026.yaml');
await page.waitForFunction(() => document.querySelector('#text').value.length > 1000);
expect(await ask('check') === 'Done.', `check of the example: ${await state()}`);
expect((await said()).startsWith('MEETS THE RULES'), `check of the example says: ${(await said()).slice(0, 80)}`);
expect(await ask('budget') === 'Done.' && (await said()).includes('EUR 60 000'), 'the grant of the example');
expect(await ask('draft') === 'Done.', `draft of the example: ${await said()}`);
const files = await page.$$eval('#files a', (links) => links.map((link) => link.download));
expect(files.join() === 'draft.html,draft.md,draft.txt', `files of the draft: ${files}`);
const draft = await (await page.$('#frame')).contentFrame();
expect((await draft.textContent('body')).includes('Quiet at Lunch'), 'the draft on the page');

await page.evaluate(readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8'));
const { violations } = await page.evaluate(() => axe.run(document, { iframes: false }));
for (const { id, nodes } of violations) faults.push(`${id}: ${nodes[0].html.slice(0, 80)}`);

await page.fill('#text', (await page.inputValue('#text')).replace(/^months: \d+/m, 'months: 60'));
await page.selectOption('#language', 'de');
expect((await ask('check')).startsWith('Done: something fails'), `60 months: ${await state()}`);
expect((await said()).includes('60 Monate'), `60 months, in German: ${(await said()).slice(0, 200)}`);
await page.fill('#text', 'months: [');
expect((await ask('check')).startsWith('That could not be done'), `no YAML: ${await state()}`);

// The policy of the page binds its worker as well: neither may reach another host.
const REACH = `new Promise((done) => {
  addEventListener('securitypolicyviolation', (event) => done('refused by ' + event.effectiveDirective));
  fetch('http://127.0.0.2:9/').then(() => done('sent'), () => setTimeout(() => done('failed'), 2000));
})`;
const inWorker = await page.evaluate((reach) => {
  const worker = new Worker(URL.createObjectURL(new Blob([`postMessage(await ${reach})`], { type: 'text/javascript' })), { type: 'module' });
  return new Promise((done) => { worker.onmessage = ({ data }) => done(data); });
}, REACH);
for (const told of [inWorker, await page.evaluate(REACH)]) expect(told === 'refused by connect-src', `another host: ${told}`);

await browser.close();
server.close();
for (const fault of faults) console.error('does not work:', fault);
console.log(faults.length ? `${faults.length} faults` : 'the page works');
process.exit(faults.length ? 1 : 0);
