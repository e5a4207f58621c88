// One compute tray in words, and the table twin of the elevation.

import { html, nothing } from './lit.js';
import { badge, domainLink, n, words } from './format.js';

/** The tray that is marked in the elevation; `act(node, verb)` cordons and uncordons. */
export function trayCard(tray, rack, act) {
  if (!tray) return nothing;
  return html`
    <section class="card" aria-labelledby="tray">
      <div class="card-head"><h2 id="tray">${tray.node} ${badge(tray.health)}</h2>
        ${tray.cordoned
          ? html`<button type="button" @click=${() => act(tray.node, 'uncordon')}>Uncordon</button>`
          : html`<button type="button" @click=${() => act(tray.node, 'cordon')}>Cordon</button>`}
      </div>
      <p class="dim">Slot ${tray.slot ?? 'unknown'}, tray ${tray.tray ?? 'unknown'}, ${tray.connected ? 'connected' : 'not connected'}${tray.cordoned ? ', cordoned' : ''}.
        ${tray.closed?.message ?? tray.message ?? nothing}</p>
      <div class="scroll" tabindex="0" role="group" aria-label="GPUs of the tray"><table>
        <thead><tr><th scope="col">GPU</th><th scope="col">Health</th><th scope="col">Holder</th>
          <th scope="col">Links not active</th><th scope="col">UUID</th></tr></thead>
        <tbody>${tray.gpus.map(gpu => html`
          <tr><th scope="row" class="num">${gpu.index}</th>
            <td>${badge(gpu.health)}${gpu.reason && gpu.health !== 'Healthy' ? html` <span class="dim">${words(gpu.reason)}</span>` : nothing}</td>
            <td>${gpu.granted ? domainLink(gpu.granted) : html`<span class="dim">free</span>`}</td>
            <td>${notActive(gpu.links)}</td><td class="mono small">${gpu.uuid}</td></tr>`)}</tbody>
      </table></div>
    </section>`;
}

/** Which links of a GPU are not active: "5 D, 7 ✕", or how many are unknown. */
function notActive(links = '') {
  const all = [...links];
  const unknown = all.filter(state => state === '?').length;
  if (unknown === all.length) return html`<span class="dim">unknown</span>`;
  const bad = all.map((state, i) => [i, state]).filter(([, state]) => state !== 'A');
  return bad.length ? bad.map(([i, state]) => `${i} ${LETTER_WORDS[state]}`).join(', ') : html`<span class="dim">none</span>`;
}

export const LETTER_WORDS = {
  A: 'active', D: 'degraded', F: 'flapping', S: 'asleep', I: 'inactive', '?': 'unknown',
};

export function trayTable(rack) {
  const rows = [...rack.trays].sort((a, b) => (b.slot ?? -1) - (a.slot ?? -1));
  return html`
    <div class="scroll" tabindex="0" role="group" aria-label="Trays as a table"><table>
      <thead><tr><th scope="col" class="num">Slot</th><th scope="col">Node</th><th scope="col">Health</th>
        <th scope="col">State</th><th scope="col" class="num">GPUs</th><th scope="col">Holders</th></tr></thead>
      <tbody>${rows.map(tray => html`
        <tr><td class="num">${tray.slot ?? '–'}</td><th scope="row">${tray.node}</th><td>${badge(tray.health)}</td>
          <td>${[tray.connected ? '' : 'not connected', tray.cordoned ? 'cordoned' : '', tray.closed?.message ?? '']
            .filter(Boolean).join(', ') || 'open'}</td>
          <td class="num">${n(tray.gpus.length)}</td><td>${holders(tray)}</td></tr>`)}
        ${Array.from({ length: rack.switches?.asics ?? 0 }, (_, asic) => asic).filter(asic => rack.switches.down?.[asic]).map(asic => html`
          <tr><td class="num">–</td><th scope="row">switch ASIC ${asic}</th><td>${badge('Degraded')}</td>
            <td>${n(rack.switches.down[asic])} links not active</td><td></td><td></td></tr>`)}
      </tbody></table></div>`;
}

function holders(tray) {
  const sums = new Map();
  for (const gpu of tray.gpus) if (gpu.granted) sums.set(gpu.granted, (sums.get(gpu.granted) ?? 0) + 1);
  return sums.size
    ? [...sums].map(([name, gpus], i) => html`${i ? ', ' : ''}${domainLink(name)} × ${gpus}`)
    : html`<span class="dim">none</span>`;
}
