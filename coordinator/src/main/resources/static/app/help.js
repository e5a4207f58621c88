import { html } from './lit.js';
import { showDialog } from './dialog.js';

const KEYS = [
  ['g then f, c, x, e, s', 'Fleet, ComputeDomains, What fits, Events, Control plane'],
  ['/', 'Filter'],
  ['Arrow keys', 'Move in a picture: racks, trays, links'],
  ['Enter', 'Open what is marked'],
  ['t', 'Picture or table'],
  ['[ and ]', 'Previous and next rack'],
  ['n', 'New ComputeDomain'],
  ['Esc', 'Up, or close'],
  ['?', 'This help'],
];

export function showHelp() {
  showDialog(close => html`
    <h2>Keyboard</h2>
    <table class="keys">
      <thead class="sr-only"><tr><th scope="col">Key</th><th scope="col">What it does</th></tr></thead>
      <tbody>${KEYS.map(([keys, what]) => html`<tr><th scope="row"><kbd>${keys}</kbd></th><td>${what}</td></tr>`)}</tbody>
    </table>
    <div class="actions"><button type="button" @click=${close}>Close</button></div>`);
}
