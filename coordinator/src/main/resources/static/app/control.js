// Control plane: who leads, who follows how closely, which ledger units wait for what.

import { html, nothing } from './lit.js';
import { View } from './view.js';
import { store } from './store.js';
import { get, list } from './api.js';
import { Load } from './load.js';
import { badge, clique, count, duration, meter, n, percent, rackLink, words } from './format.js';

const REFRESH_MS = 3_000;
const MAX_UNITS = 200;

class Control extends View {
  #members = [];
  #units = null;
  #error = '';
  #load = new Load();

  opened() {
    this.#read();
    this.#readUnits();
    this.every(REFRESH_MS, () => this.#read());
    this.every(5 * REFRESH_MS, () => this.#readUnits());
  }

  storeChanged(change) {
    if (change.all || change.fabric) this.update();
  }

  async #read() {
    try {
      this.#members = (await get('/members')).items;
      this.#error = '';
      await this.#load.read();
    } catch (problem) {
      this.#error = problem.message;
    }
    if (this.isConnected) this.update();
  }

  async #readUnits() {
    try {
      this.#units = await list('/nvlink-domains');
    } catch {
      this.#units = null;
    }
    if (this.isConnected) this.update();
  }

  template() {
    const f = store.fabric;
    return html`
      <header class="head"><h1>Control plane</h1><p class="sub">cluster <span class="mono">${f?.clusterId ?? '–'}</span></p></header>
      ${this.#error ? html`<p class="callout bad" role="alert">${this.#error}</p>` : nothing}
      <section class="card" aria-labelledby="members"><h2 id="members">Replicas</h2>${this.#memberTable()}</section>
      ${this.#load.template()}
      ${f ? this.#safeMode(f) : nothing}
      ${this.#unitTable()}`;
  }

  #memberTable() {
    if (!this.#members.length) return html`<p class="empty">Reading them.</p>`;
    return html`
      <div class="scroll" tabindex="0" role="group" aria-labelledby="members"><table>
        <thead><tr><th scope="col">Replica</th><th scope="col">Role</th><th scope="col">Up</th><th scope="col" class="num">Epoch</th>
          <th scope="col">Image</th><th scope="col" class="num">Behind</th><th scope="col" class="num">Agent sessions</th>
          <th scope="col">REST</th><th scope="col">gRPC</th></tr></thead>
        <tbody>${this.#members.map(m => html`
          <tr><th scope="row">${m.replica}${m.replica === store.fabric?.replica ? html` <span class="dim">this page</span>` : nothing}</th>
            <td>${badge(m.role === 'leader' ? 'Leader' : 'Standby')}</td>
            <td>${m.up === false ? badge('Unreachable', 'Down') : badge('Healthy', 'Up')}</td>
            <td class="num">${n(m.epoch)}</td><td class="mono">${m.imageVersion ?? '–'}</td>
            <td class="num">${m.role === 'leader' ? '–' : duration(m.stalenessMs)}</td><td class="num">${n(m.agentSessions)}</td>
            <td class="mono">${m.restAddress ?? '–'}</td><td class="mono">${m.grpcAddress ?? '–'}</td></tr>`)}</tbody>
      </table></div>`;
  }

  #safeMode(f) {
    const waiting = f.safeMode?.waiting ?? [];
    return html`
      <section class="card" aria-labelledby="safe"><h2 id="safe">Safe mode</h2>
        ${waiting.length
          ? html`<p class="dim">A new leader grants nothing out of a ledger unit before its record carries the new epoch, nor on a node before it was heard.</p>
            <table><thead><tr><th scope="col">Rack</th><th scope="col">Unit</th><th scope="col">Waits for</th><th scope="col">Nodes heard</th></tr></thead>
            <tbody>${waiting.map(unit => html`<tr><th scope="row">${rackLink(unit.rack)}</th><td class="mono small">${unit.unit}</td>
              <td class="wrap">${words(unit.reason)}${unit.waitsFor?.length ? html`: <span class="mono small">${unit.waitsFor.join(' ')}</span>` : nothing}
                ${unit.exit ? html`<br><span class="dim">${unit.exit}</span>` : nothing}</td>
              <td class="progress">${n(unit.nodesHeard)} of ${n(unit.nodes)} <span class="dim">(${percent(unit.nodesHeard, unit.nodes)} %)</span>
                ${meter([['info', unit.nodesHeard]], unit.nodes)}</td></tr>`)}</tbody></table>`
          : html`<p class="empty">No ledger unit is in safe mode.</p>`}
      </section>`;
  }

  #unitTable() {
    const units = this.#units;
    if (!units) return nothing;
    return html`
      <section class="card" aria-labelledby="units"><h2 id="units">NVLink domains <span class="dim">${count(units.length, 'ledger unit')}</span></h2>
        <div class="scroll" tabindex="0" role="group" aria-labelledby="units"><table>
          <thead><tr><th scope="col">Rack</th><th scope="col">NVLink domain</th><th scope="col">State</th><th scope="col">Cliques</th><th scope="col" class="num">Nodes heard</th>
            <th scope="col" class="num">GPUs free</th><th scope="col" class="num">Granted</th><th scope="col" class="num">Channels in use</th>
            <th scope="col" class="num">Quarantined</th><th scope="col" class="num">Epoch</th><th scope="col" class="num">Record</th></tr></thead>
          <tbody>${units.slice(0, MAX_UNITS).map(unit => html`
            <tr><th scope="row">${rackLink(unit.rack)}</th><td class="mono small" title=${unit.unit}>${unit.clusterUuid ?? unit.unit}</td>
              <td>${badge(unit.state)}${unit.reason && unit.state !== 'Healthy' ? html` <span class="dim">${unit.reason}</span>` : nothing}</td>
              <td>${(unit.cliques ?? []).map(label => html`${clique(label)} `)}</td>
              <td class="num">${n(unit.nodesHeard)}/${n(unit.nodes)}</td><td class="num">${n(unit.gpusGrantable)}</td><td class="num">${n(unit.gpusGranted)}</td>
              <td class="num">${n(unit.channelsInUse)}</td><td class="num">${n(unit.channelsQuarantined)}</td>
              <td class="num">${n(unit.epoch)}</td><td class="num">${n(unit.version)}</td></tr>`)}</tbody>
        </table></div></section>`;
  }
}

customElements.define('heddle-control', Control);
