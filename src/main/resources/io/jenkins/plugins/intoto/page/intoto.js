// Jenkins adds a crumb to every form; what is looked for belongs into the address, and nothing else.
document.addEventListener("formdata", (event) => {
  if (event.target.matches("form.intoto-search")) {
    const own = new Set(Array.from(event.target.querySelectorAll("[name]:not([type=hidden])"), (field) => field.name));
    for (const name of Array.from(event.formData.keys())) {
      if (!own.has(name)) {
        event.formData.delete(name);
      }
    }
  }
});

// The digest of a file is computed here, so that the file need not be sent. Browsers do that on secure pages only, and hold all of it.
document.addEventListener("DOMContentLoaded", () => {
  const zone = document.querySelector(".intoto-drop");
  if (zone === null) {
    return;
  }
  if (!window.crypto || !window.crypto.subtle) {
    zone.hidden = true;
    document.querySelector(".intoto-insecure").hidden = false;
    return;
  }
  const status = zone.querySelector(".intoto-hashing");
  const input = zone.querySelector("input[type=file]");
  const submit = (digest) => {
    const form = document.querySelector("form.intoto-search");
    form.elements.artifact.value = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    form.requestSubmit();
  };
  const search = (file) => {
    if (file.size > Number(zone.dataset.most) * 1024 * 1024) {
      status.textContent = zone.dataset.large;
      return;
    }
    status.textContent = zone.dataset.hashing;
    file
      .arrayBuffer()
      .then((content) => window.crypto.subtle.digest("SHA-256", content))
      .then(submit, () => {
        status.textContent = zone.dataset.unreadable;
      });
  };
  input.addEventListener("change", () => input.files.length > 0 && search(input.files[0]));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("intoto-drop-over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("intoto-drop-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("intoto-drop-over");
    if (event.dataTransfer.files.length > 0) {
      search(event.dataTransfer.files[0]);
    }
  });
});

// How far the index is rebuilt; when that has ended, the page is shown anew with what can be done then.
document.addEventListener("DOMContentLoaded", () => {
  const rebuild = document.querySelector(".intoto-rebuild[data-running=true]");
  if (rebuild === null) {
    return;
  }
  const show = (state) => {
    const progress = rebuild.querySelector("progress");
    progress.max = Math.max(1, state.allJobs);
    progress.value = state.jobs;
    rebuild.querySelector("[role=status]").textContent = state.summary;
    if (!state.running) {
      clearInterval(timer);
      window.location.reload();
    }
  };
  const ask = () =>
    fetch("api/json", { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json().then(show) : undefined))
      .catch((error) => console.warn(error));
  const timer = setInterval(ask, 1000);
});
