// The page: what is asked goes to the worker as a command, what comes back is shown. Nothing is kept.
const $ = (id) => document.getElementById(id);
const [text, state, said, frame, files] = ['text', 'state', 'said', 'frame', 'files'].map($);
const buttons = [...document.querySelectorAll('[data-command]')];
const FILE = 'proposal.yaml';
const DRAFTS = ['draft.html', 'draft.md', 'draft.txt'];
const TYPES = { html: 'text/html', md: 'text/markdown', txt: 'text/plain', yaml: 'application/yaml' };
let saved = '', number = 0, ready = false;

// A worker made from a text of this page is bound by this page's policy; one made from a file would not be.
const start = new Blob([`import ${JSON.stringify(new URL('worker.js', document.baseURI).href)};`], { type: 'text/javascript' });
const worker = new Worker(URL.createObjectURL(start), { type: 'module' });
worker.onerror = (event) => stopped(event.message || 'the worker could not be started');
worker.onmessage = ({ data }) => {
  if (data.kind === 'progress') state.textContent = data.text;
  else if (data.kind === 'fault') stopped(data.text);
  else if (data.kind === 'ready') { ready = true; rest('Ready.'); }
  else if (data.number === number) show(data);
};

function stopped(why) {
  state.textContent = `It does not run in this browser: ${why}. The README says how to install the program.`;
}

function rest(words) {
  state.textContent = words;
  for (const button of buttons) button.disabled = false;
}

function columns() {
  const style = getComputedStyle(said);
  const width = said.parentElement.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return Math.max(32, Math.min(100, Math.floor(width / $('letter').getBoundingClientRect().width)));
}

for (const button of buttons) button.addEventListener('click', () => {
  const name = button.dataset.command;
  const made = name === 'draft' ? DRAFTS : [];
  const command = [name, FILE, ...(name === 'check' && $('all').checked ? ['-v'] : []), ...made.flatMap((file) => ['-o', file])];
  for (const one of buttons) one.disabled = true;
  state.textContent = 'Working …';
  number += 1;
  worker.postMessage({ number, proposal: text.value, command, columns: columns(), language: $('language').value, files: made });
});

function show({ code, said: words, told, made }) {
  said.textContent = [words, told].filter(Boolean).join('\n').trimEnd();
  said.hidden = !said.textContent;
  const html = made['draft.html'];
  frame.hidden = !html;
  if (html) frame.srcdoc = new TextDecoder().decode(html);
  files.replaceChildren(...Object.entries(made).map(([name, content]) => link(name, content)));
  rest({ 0: 'Done.', 1: 'Done: something fails.', 2: 'That could not be done: see below.' }[code] ?? 'This is a fault of the program: see below.');
  $('answer').scrollIntoView({ block: 'nearest' });
}

function link(name, content) {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(new Blob([content], { type: TYPES[name.split('.').pop()] }));
  a.download = name;
  a.textContent = `Save ${name}`;
  return a;
}

$('save').addEventListener('click', () => {
  link(FILE, text.value).click();
  saved = text.value;
});
$('open').addEventListener('change', async ({ target }) => {
  if (target.files.length && mayReplace()) put(await target.files[0].text());
  target.value = '';
});
$('example').addEventListener('change', async ({ target }) => {
  if (target.value && mayReplace()) put(await (await fetch('examples/' + target.value)).text());
  target.value = '';
});
window.addEventListener('beforeunload', (event) => { if (text.value !== saved) event.preventDefault(); });

function mayReplace() {
  return text.value === saved || confirm('Replace what is written? It has not been saved.');
}

function put(words) {
  text.value = saved = words;
  said.hidden = frame.hidden = true;
  files.replaceChildren();
  if (ready) state.textContent = 'Ready.';
}
