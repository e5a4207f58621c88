// Modal dialogs: made when shown, removed when closed; the browser keeps and restores the focus.

import { html, nothing, render } from './lit.js';

/** `content(close, update)` draws it; answers a function that draws it again. */
export function showDialog(content) {
  const dialog = document.createElement('dialog');
  const close = () => dialog.close();
  const update = () => {
    render(content(close, update), dialog);
    const heading = dialog.querySelector('h2');
    heading.id = 'dialog-title';
    dialog.setAttribute('aria-labelledby', heading.id);
  };
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  update();
  dialog.showModal();
  return update;
}

/**
 * Asks before something that ends work. `typed` has to be typed by hand; '' = a plain question.
 * `action` is awaited: its error is shown and the dialog stays.
 */
export function confirmDialog({ title, text, typed = '', command, verb, action }) {
  let value = '';
  let error = '';
  let busy = false;
  showDialog((close, update) => {
    const submit = async event => {
      event.preventDefault();
      if (busy || value !== typed) return;
      busy = true;
      update();
      try {
        await action();
        close();
      } catch (problem) {
        error = problem.message;
        busy = false;
        update();
      }
    };
    return html`
      <form @submit=${submit}>
        <h2>${title}</h2>
        <p>${text}</p>
        ${command ? html`<p class="command"><code>${command}</code></p>` : nothing}
        ${typed
          ? html`<label class="field">Type <b>${typed}</b> to confirm
              <input name="typed" autocomplete="off" spellcheck="false"
                @input=${event => { value = event.target.value; update(); }}></label>`
          : nothing}
        ${error ? html`<p class="error" role="alert">${error}</p>` : nothing}
        <div class="actions">
          <button type="button" @click=${close}>Cancel</button>
          <button type="submit" class="danger" ?disabled=${busy || value !== typed}>${verb}</button>
        </div>
      </form>`;
  });
}
