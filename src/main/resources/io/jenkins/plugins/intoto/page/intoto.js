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
